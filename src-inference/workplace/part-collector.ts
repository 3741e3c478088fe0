// Makes parts out of the entries of a journal, in the order in which they were written. It needs no windows. Pure.
import {
  type AbortReason,
  type Acknowledgement,
  type JudgedStep,
  type PartId,
  type PartIdentity,
  type PartOverride,
  type PartSummary,
  type Verdict,
  withStep,
} from '../contract/index.ts';
import type { JournalEntry } from '../record/index.ts';

/** A recording, with the time of the source at its start. */
export interface RecordedStretch {
  /** Path of the file. */
  readonly target: string;
  readonly fromSeconds: number;
}

/** A part that has ended. */
export interface CollectedPart {
  readonly summary: Omit<PartSummary, 'recording'>;
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** When its end was known, ISO 8601. */
  readonly endedAt: string;
  readonly steps: readonly JudgedStep[];
  /** The recording that shows most of the part; null when there is none. */
  readonly recorded: RecordedStretch | null;
}

interface OpenPart {
  readonly id: PartId;
  readonly number: number;
  readonly code: string | null;
  readonly startSeconds: number;
  steps: readonly JudgedStep[];
  interrupted: boolean;
  identity: PartIdentity | null;
  operator: string | null;
}

interface RunFacts {
  readonly source: string;
  readonly model: string;
  readonly recipe: string | null;
  readonly recipeSteps: number;
}

const unknownRun: RunFacts = { source: '', model: '', recipe: null, recipeSteps: 0 };
/** Recordings of one run: older ones show none of the parts that are still to come. */
const keptStretches = 50;

export class PartCollector {
  readonly parts: CollectedPart[] = [];
  readonly acknowledgements = new Map<PartId, Acknowledgement>();
  /** The last one of each part. */
  readonly overrides = new Map<PartId, PartOverride>();
  /** Of parts that had ended. */
  readonly identities = new Map<PartId, PartIdentity>();
  private run: RunFacts = unknownRun;
  /** The recipe in force: its name in the collection, and the name in its text. */
  private named: { readonly name: string; readonly ownName: string } | null = null;
  private part: OpenPart | null = null;
  private operator: string | null = null;
  private nextPart: PartIdentity | null = null;
  private stretches: RecordedStretch[] = [];

  /** Null when no part is in progress. */
  get openPart(): PartId | null {
    return this.part?.id ?? null;
  }

  take(entry: JournalEntry): void {
    switch (entry.type) {
      case 'runStarted':
        this.run = {
          source: entry.source.name,
          model: entry.model,
          recipe: entry.recipe === this.named?.ownName ? this.named.name : entry.recipe,
          recipeSteps: entry.recipeSteps,
        };
        if (!entry.copied) this.stretches = [];
        break;
      case 'recipeState': {
        const { recipe } = entry;
        if (recipe.state === 'ready') {
          this.named = { name: recipe.name, ownName: recipe.info.name };
          this.run = { ...this.run, recipe: recipe.name, recipeSteps: recipe.info.steps.length };
        } else {
          this.named = null;
          this.run = { ...this.run, recipe: null, recipeSteps: 0 };
        }
        break;
      }
      case 'outputState':
        if (entry.kind !== 'recording' || entry.state !== 'running' || entry.fromSeconds === null) break;
        this.stretches = [
          ...this.stretches.slice(1 - keptStretches),
          { target: entry.target, fromSeconds: entry.fromSeconds },
        ];
        break;
      case 'partStarted':
        this.part = {
          id: entry.at,
          number: entry.part,
          code: entry.code,
          startSeconds: entry.atSeconds,
          steps: [],
          interrupted: false,
          identity: this.nextPart,
          operator: this.operator,
        };
        this.nextPart = null;
        break;
      case 'partResumed':
        if (this.part) this.part.interrupted = true;
        break;
      case 'stepJudged':
        if (this.part) this.part.steps = withStep(this.part.steps, entry);
        break;
      case 'partEnded':
        this.end(entry.verdict, null, entry.steps, entry);
        break;
      case 'partAborted':
        this.end(null, entry.reason, this.part?.steps ?? [], entry);
        break;
      case 'partAcknowledged':
        this.acknowledgements.set(entry.id, { by: entry.by, reason: entry.reason, at: entry.at });
        break;
      case 'partOverridden': {
        const { id, verdict, by, reason, at } = entry;
        this.overrides.set(id, { verdict, by, reason, at });
        break;
      }
      case 'nextPartIdentified':
        this.nextPart = entry.identity;
        break;
      case 'partIdentified':
        if (this.part?.id === entry.id) this.part.identity = entry.identity;
        else this.identities.set(entry.id, entry.identity);
        break;
      case 'operatorChanged':
        this.operator = entry.operator;
        if (this.part) this.part.operator ??= entry.operator;
        break;
      default:
    }
  }

  private end(
    verdict: Verdict | null,
    abortReason: AbortReason | null,
    steps: readonly JudgedStep[],
    { atSeconds: endSeconds, at: endedAt }: { readonly atSeconds: number; readonly at: string },
  ): void {
    const { part, run } = this;
    this.part = null;
    if (part === null) return;
    const { id, number, code, startSeconds, interrupted, identity, operator } = part;
    this.parts.push({
      summary: {
        id,
        number,
        code,
        verdict,
        abortReason,
        seconds: Math.max(0, endSeconds - startSeconds),
        interrupted,
        acknowledgement: null,
        identity,
        operator,
        override: null,
        ...run,
        problems: steps
          .filter(({ status }) => status !== 'ok')
          .map(({ index, expected, label, status }) => ({ index, label: expected ?? label ?? '', status })),
      },
      startSeconds,
      endSeconds,
      endedAt,
      steps,
      recorded: longestOverlap(this.stretches, startSeconds, endSeconds),
    });
  }
}

function longestOverlap(
  stretches: readonly RecordedStretch[],
  startSeconds: number,
  endSeconds: number,
): RecordedStretch | null {
  let best: RecordedStretch | null = null;
  let longest = 0;
  stretches.forEach((stretch, index) => {
    const until = stretches[index + 1]?.fromSeconds ?? Number.POSITIVE_INFINITY;
    const overlap = Math.min(until, endSeconds) - Math.max(stretch.fromSeconds, startSeconds);
    if (overlap <= longest) return;
    longest = overlap;
    best = stretch;
  });
  return best;
}
