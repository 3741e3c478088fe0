// Makes parts out of the entries of a journal, in the order in which they were written. It needs no windows. Pure: what it
// remembers between two entries is plain data, so that the index keeps it beside its rows and goes on from there.
import {
  type AbortReason,
  countSteps,
  type EngineEvent,
  type JudgedStep,
  type NamedStep,
  type PartId,
  type PartIdentity,
  type PartNumber,
  type PartSummary,
  type Verdict,
  withStep,
} from '../contract/index.ts';
import { orderAfter, type PlacedEntry } from '../record/index.ts';
import {
  type RecordedStretch,
  type RecordingName,
  recordingsOf,
  type Stretch,
  stretchesAfter,
} from './recorded-stretches.ts';

/** A part that has ended. */
export interface CollectedPart {
  readonly summary: Omit<PartSummary, 'recording' | 'evidence' | 'kept' | 'deleted'>;
  /** Title of the recipe; null without one. */
  readonly recipeTitle: string | null;
  /** The target cycle time of the recipe; null when it has none. */
  readonly taktSeconds: number | null;
  readonly startSeconds: number;
  /** From its first action to its last; null when it was aborted, and when no action was seen. */
  readonly cycleSeconds: number | null;
  /** When its end was known, ISO 8601. */
  readonly endedAt: string;
  /** Places of its start and its end in the order of all events. */
  readonly sequence: number;
  readonly endSequence: number;
  /** ISO 8601; null when the journal does not say it. */
  readonly shiftStartedAt: string | null;
  readonly steps: readonly JudgedStep[];
  /** The recording that shows most of the part; null when there is none. */
  readonly recorded: RecordedStretch | null;
  /** All recordings that show a good deal of it, or that show little else. */
  readonly shownBy: readonly RecordingName[];
  /** Bytes of the journal that hold the part and the windows that it was judged by, which begin before its first entry. */
  readonly bytes: { readonly from: number; readonly to: number };
}

interface OpenPart {
  readonly id: PartId;
  readonly sequence: number;
  readonly number: number;
  readonly code: string | null;
  readonly startSeconds: number;
  /** Where reading must begin when the engine is lost after the end of this part. */
  readonly replay: ReplayStart;
  readonly steps: readonly JudgedStep[];
  readonly interrupted: boolean;
  readonly joined: NamedStep | null;
  readonly identity: PartIdentity | null;
  readonly operator: string | null;
}

/** Who works, what is known of the part that begins next, and the newest number; left out: the journal does not say it. */
interface Bench {
  readonly operator?: string | null;
  readonly nextPart?: PartIdentity | null;
  readonly numbered?: PartNumber;
}

interface RunFacts {
  readonly source: string;
  readonly model: string;
  readonly recipe: string | null;
  readonly recipeSteps: number;
}

/** From where a journal must be read to know the run and the part in progress at its end. */
export interface ReplayStart {
  readonly bytes: number;
  /** First bytes of earlier entries that still hold there: the run, its hop, model, recipe, settings, estimate. */
  readonly standing: readonly number[];
  readonly bench: Bench;
}

type StandingType =
  | 'runStarted'
  | 'hopState'
  | 'modelState'
  | 'recipeState'
  | 'errorsEstimated'
  | 'settingsChanged';

/** What is remembered between two entries: plain data. */
export interface CollectorState {
  /** Place of the newest entry in the order of all events; 0: there is none. */
  readonly sequence: number;
  readonly run: RunFacts;
  /** The recipe in force: its name in the collection, the name in its text, its title, its target cycle time. */
  readonly named: {
    readonly name: string;
    readonly ownName: string;
    readonly title: string;
    readonly taktSeconds: number | null;
  } | null;
  readonly part: OpenPart | null;
  readonly stretches: readonly Stretch[];
  /** Folder of the recordings; null: the journal does not say it. */
  readonly recordings: string | null;
  readonly shiftStartedAt: string | null;
  readonly bench: Bench;
  readonly standing: Readonly<Partial<Record<StandingType, number>>>;
  readonly replay: ReplayStart;
  /** Where the last part that ended begins in the file; the windows of the next part may begin before its end. */
  readonly lastPartAt: number;
}

export const initialCollectorState: CollectorState = {
  sequence: 0,
  run: { source: '', model: '', recipe: null, recipeSteps: 0 },
  named: null,
  part: null,
  stretches: [],
  recordings: null,
  shiftStartedAt: null,
  bench: {},
  standing: {},
  replay: { bytes: 0, standing: [], bench: {} },
  lastPartAt: 0,
};

export class PartCollector {
  state: CollectorState;

  constructor(state: CollectorState = initialCollectorState) {
    this.state = state;
  }

  /** @returns The part that ended with this entry; null: none did. */
  take(placed: PlacedEntry): CollectedPart | null {
    const { entry, end } = placed;
    this.state = { ...this.state, sequence: orderAfter(this.state.sequence, entry) };
    const ended = this.part(placed);
    this.state = {
      ...this.state,
      standing: standingAfter(this.state.standing, placed),
    };
    const isWithoutPart = this.state.part === null;
    switch (entry.type) {
      case 'runStarted':
      case 'runEnded':
      case 'runAborted':
        if (isWithoutPart) this.state = { ...this.state, replay: this.here(end) };
        break;
      case 'partAborted':
        this.state = { ...this.state, replay: this.here(end) };
        break;
      default:
    }
    return ended;
  }

  private part(placed: PlacedEntry): CollectedPart | null {
    const { entry, start } = placed;
    const { run, named, part, stretches, bench } = this.state;
    switch (entry.type) {
      case 'runStarted':
        this.state = {
          ...this.state,
          run: {
            source: entry.source.name,
            model: entry.model,
            recipe: entry.recipe === named?.ownName ? named.name : entry.recipe,
            recipeSteps: entry.recipeSteps,
          },
          stretches: entry.copied ? stretches : [],
        };
        return null;
      case 'recipeState': {
        const { recipe } = entry;
        const isReady = recipe.state === 'ready';
        this.state = {
          ...this.state,
          named: isReady
            ? {
                name: recipe.name,
                ownName: recipe.info.name,
                title: recipe.info.title ?? '',
                taktSeconds: recipe.info.targetCycleSeconds ?? null,
              }
            : null,
          run: isReady
            ? { ...run, recipe: recipe.name, recipeSteps: recipe.info.steps.length }
            : { ...run, recipe: null, recipeSteps: 0 },
        };
        return null;
      }
      case 'settingsChanged':
        this.state = {
          ...this.state,
          shiftStartedAt: entry.settings.shiftStartedAt ?? this.state.shiftStartedAt,
          recordings: entry.settings.recordings ?? null,
        };
        return null;
      case 'shiftStarted':
        this.state = { ...this.state, shiftStartedAt: entry.at };
        return null;
      case 'outputState':
        if (entry.kind === 'recording')
          this.state = { ...this.state, stretches: stretchesAfter(stretches, entry) };
        return null;
      case 'partStarted':
        this.setPart({
          id: entry.at,
          sequence: this.state.sequence,
          number: entry.part,
          code: entry.code,
          startSeconds: entry.atSeconds,
          replay: this.here(start),
          steps: [],
          interrupted: false,
          joined: null,
          identity: bench.nextPart ?? null,
          operator: bench.operator ?? null,
        });
        this.state = {
          ...this.state,
          bench: {
            ...bench,
            nextPart: null,
            ...(entry.day !== undefined && { numbered: { day: entry.day, number: entry.part } }),
          },
          stretches: stretches.filter(({ isClosed }) => !isClosed),
        };
        return null;
      case 'nextPartIdentified':
        this.state = { ...this.state, bench: { ...bench, nextPart: entry.identity } };
        return null;
      case 'partIdentified':
        if (part?.id === entry.id) this.setPart({ ...part, identity: entry.identity });
        return null;
      case 'operatorChanged':
        this.state = { ...this.state, bench: { ...bench, operator: entry.operator } };
        // Who logs in during a part that nobody has been named for works on it.
        if (part) this.setPart({ ...part, operator: part.operator ?? entry.operator });
        return null;
      case 'partResumed':
        if (part) this.setPart({ ...part, interrupted: true });
        return null;
      case 'partJoined':
        if (part) this.setPart({ ...part, joined: entry.step });
        return null;
      case 'stepJudged':
        if (part) this.setPart({ ...part, steps: withStep(part.steps, entry) });
        return null;
      case 'partEnded':
        return this.end(entry.verdict, null, entry.steps, entry, placed);
      case 'partAborted':
        return this.end(null, entry.reason, part?.steps ?? [], { ...entry, cycleSeconds: null }, placed);
      default:
        return null;
    }
  }

  private setPart(part: OpenPart | null): void {
    this.state = { ...this.state, part };
  }

  private here(bytes: number): ReplayStart {
    const { standing, bench } = this.state;
    return { bytes, standing: Object.values(standing).sort((a, b) => a - b), bench };
  }

  private end(
    verdict: Verdict | null,
    abortReason: AbortReason | null,
    steps: readonly JudgedStep[],
    entry: {
      readonly atSeconds: number;
      readonly at: string;
      /** Journals of earlier versions do not have it. */
      readonly cycleSeconds?: number | null;
    },
    placed: PlacedEntry,
  ): CollectedPart | null {
    const { part, run, named, stretches, shiftStartedAt, lastPartAt } = this.state;
    if (part === null) return null;
    const { id, sequence, number, code, startSeconds, interrupted, joined, replay, identity, operator } =
      part;
    this.state = { ...this.state, part: null, replay, lastPartAt: replay.bytes };
    const inForce = run.recipe !== null && run.recipe === named?.name ? named : null;
    return {
      summary: {
        id,
        number,
        code,
        verdict,
        abortReason,
        seconds: Math.max(0, entry.atSeconds - startSeconds),
        interrupted,
        joined,
        acknowledgement: null,
        identity,
        operator,
        override: null,
        ...run,
        doneSteps: countSteps(steps).done,
        problems: steps
          .filter(({ status }) => status !== 'ok')
          .map((step) => ({ index: step.index, label: stepLabel(step), status: step.status })),
      },
      recipeTitle: inForce?.title ?? null,
      taktSeconds: inForce?.taktSeconds ?? null,
      startSeconds,
      cycleSeconds: entry.cycleSeconds ?? null,
      endedAt: entry.at,
      sequence,
      endSequence: this.state.sequence,
      shiftStartedAt,
      steps,
      ...recordingsOf(stretches, startSeconds, entry.atSeconds),
      bytes: { from: lastPartAt, to: placed.end },
    };
  }
}

/** The action by which a step is listed: what the recipe asks for; what was done where it asks for nothing. */
export function stepLabel({ expected, label }: JudgedStep): string {
  return expected ?? label ?? '';
}

/** As the recorder copies them to the journal of the next day. */
function standingAfter(
  standing: CollectorState['standing'],
  { entry, start }: PlacedEntry,
): CollectorState['standing'] {
  switch (entry.type satisfies EngineEvent['type']) {
    case 'runStarted':
    case 'modelState': {
      const { errorsEstimated: _, ...others } = standing;
      return { ...others, [entry.type]: start };
    }
    case 'hopState':
    case 'recipeState':
    case 'errorsEstimated':
    case 'settingsChanged':
      return { ...standing, [entry.type]: start };
    case 'runEnded':
    case 'runAborted': {
      const { runStarted: _, hopState: __, ...others } = standing;
      return others;
    }
    default:
      return standing;
  }
}
