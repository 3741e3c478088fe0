// Collects what the station was unsure of in a part: stretches in which the network was, and steps that were judged near a
// limit. Pure.
import type { NumberedEvent, PartId } from '../contract/index.ts';
import type { StoredSample } from './sample-queue.ts';

/** Below this probability of the likeliest label the network is unsure. */
const sureFrom = 0.6;
/** A shorter doubt is where one action becomes the next. */
const shortestSeconds = 0.75;
/** Of each part: a person looks at the worst. */
const mostOfAPart = 3;

interface Stretch {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly label: string;
  readonly probability: number;
}

interface OpenPart {
  readonly id: PartId;
  readonly stretches: Stretch[];
  /** The doubt that goes on; null: the last window was sure. */
  doubt: { stretch: Stretch; windows: number } | null;
}

export class UnsureStretches {
  private part: OpenPart | null = null;

  /** @returns What a part that has ended leaves to look at. */
  take({ event, at }: NumberedEvent): readonly StoredSample[] {
    switch (event.type) {
      case 'partStarted':
        this.part = { id: at, stretches: [], doubt: null };
        return [];
      case 'windowClassified':
        if (this.part) takeWindow(this.part, event);
        return [];
      case 'stepJudged': {
        const { status, startSeconds, endSeconds, label, probability } = event.step;
        if (status !== 'uncertain' || startSeconds === null || endSeconds === null) return [];
        this.part?.stretches.push({
          startSeconds,
          endSeconds,
          label: label ?? event.step.expected ?? '',
          probability: probability ?? 0,
        });
        return [];
      }
      case 'partEnded': {
        const { part } = this;
        this.part = null;
        return part ? samplesOf(part, at) : [];
      }
      case 'partAborted':
      case 'runEnded':
      case 'runAborted':
        this.part = null;
        return [];
      default:
        return [];
    }
  }
}

function takeWindow(part: OpenPart, window: Stretch): void {
  const { doubt } = part;
  if (window.probability >= sureFrom) {
    endDoubt(part);
    return;
  }
  if (doubt === null) {
    const { startSeconds, endSeconds, label, probability } = window;
    part.doubt = { stretch: { startSeconds, endSeconds, label, probability }, windows: 1 };
    return;
  }
  const { stretch, windows } = doubt;
  const isWorse = window.probability < stretch.probability;
  part.doubt = {
    windows: windows + 1,
    stretch: {
      startSeconds: stretch.startSeconds,
      endSeconds: window.endSeconds,
      label: isWorse ? window.label : stretch.label,
      probability: Math.min(stretch.probability, window.probability),
    },
  };
}

/** A single window lasts a second, but its doubt may be no longer than a hop. */
function endDoubt(part: OpenPart): void {
  const { doubt } = part;
  part.doubt = null;
  if (doubt === null || doubt.windows < 2) return;
  const { startSeconds, endSeconds } = doubt.stretch;
  if (endSeconds - startSeconds >= shortestSeconds) part.stretches.push(doubt.stretch);
}

function samplesOf(part: OpenPart, at: string): readonly StoredSample[] {
  endDoubt(part);
  return [...part.stretches]
    .sort((a, b) => a.probability - b.probability)
    .slice(0, mostOfAPart)
    .map((stretch) => ({
      id: `${part.id}/${stretch.startSeconds.toFixed(2)}`,
      kind: 'unsure',
      at,
      part: part.id,
      ...stretch,
      judged: null,
    }));
}
