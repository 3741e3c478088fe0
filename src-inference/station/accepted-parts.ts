// Estimates how a network errs where no labels tell it: from parts that passed, whose judged steps are taken as the truth. Pure.
import { type LabelledRecording, measureErrors } from '../checker/index.ts';
import type { EngineEvent, ErrorEstimate, JudgedStep, WindowScores } from '../contract/index.ts';
import { PartWindows } from '../windows/index.ts';

/** Fewer parts tell too little. */
const fewestParts = 5;
/** The next estimate comes when there are this many times as many parts, and at the latest after so many more. */
const nextEstimate = { times: 1.5, parts: 40 };
/** Labelled windows that are kept, newest parts first: some forty parts at a hop of 0.25 s. Older parts are forgotten. */
const mostWindows = 4000;
/** Parts that passed show too few of the errors to call a network not sure enough. */
const leastTemperature = 1;
/** Five minutes at a hop of 0.25 s: of a longer part, only its end is looked at. */
const mostPartWindows = 1200;

export class AcceptedParts {
  private readonly labels: readonly string[];
  private readonly background: string | null;
  /** Of the part in progress. */
  private readonly windows = new PartWindows<WindowScores>();
  private parts: LabelledRecording[] = [];
  private accepted = 0;
  private due = fewestParts;

  /** @param background Null: pauses have no label. */
  constructor(labels: readonly string[], background: string | null) {
    this.labels = labels;
    this.background = background;
  }

  /** @returns A new estimate, now and then after a part that passed. */
  take(event: EngineEvent): ErrorEstimate | null {
    switch (event.type) {
      case 'windowClassified':
        this.windows.push(event);
        this.windows.keepNewest(mostPartWindows);
        return null;
      case 'runStarted':
      case 'partAborted':
        this.windows.clear();
        return null;
      case 'partEnded': {
        const { all } = this.windows;
        this.windows.endPart(event.atSeconds);
        return event.verdict === 'pass' ? this.accept(all, event.steps) : null;
      }
      default:
        return null;
    }
  }

  private accept(windows: readonly WindowScores[], steps: readonly JudgedStep[]): ErrorEstimate | null {
    this.parts.push(labelledWindows(windows, steps, this.labels, this.background));
    this.accepted++;
    while (this.parts.length > 1 && this.parts.flat().length > mostWindows) this.parts.shift();
    if (this.accepted < this.due) return null;
    this.due = Math.min(Math.ceil(this.accepted * nextEstimate.times), this.accepted + nextEstimate.parts);
    return {
      errors: measureErrors(this.parts, leastTemperature),
      parts: this.parts.length,
      windows: this.parts.flat().length,
    };
  }
}

/** Windows that lie wholly in a step that is `ok`, or in a pause between two actions. The others have no certain label. */
export function labelledWindows(
  windows: readonly WindowScores[],
  steps: readonly JudgedStep[],
  labels: readonly string[],
  background: string | null,
): LabelledRecording {
  const actions = steps
    .flatMap(({ label, status, startSeconds, endSeconds }) =>
      startSeconds === null || endSeconds === null
        ? []
        : [{ label: status === 'ok' ? label : null, startSeconds, endSeconds }],
    )
    .sort((a, b) => a.startSeconds - b.startSeconds);
  const pauses = actions.slice(1).map((next, i) => ({
    label: background,
    startSeconds: actions[i]!.endSeconds,
    endSeconds: next.startSeconds,
  }));
  const stretches = [...actions, ...pauses].filter(({ label }) => label !== null);
  return windows.flatMap((window) => {
    const stretch = stretches.find(
      (one) => one.startSeconds <= window.startSeconds && window.endSeconds <= one.endSeconds,
    );
    return stretch === undefined ? [] : [{ ...window, truth: labels.indexOf(stretch.label!) }];
  });
}
