// What the plant is told, made from the entries of a journal. Every message has a key of its own, so that a receiver can
// leave out one that comes twice; a part is known by its id. Pure.
import {
  type AbortReason,
  type EvidenceFile,
  type JudgedStep,
  logKey,
  type PartId,
  type PartIdentity,
  type PlantEvidenceKind,
  type StepStatus,
  type Verdict,
  type WrittenEvidence,
} from '../../contract/index.ts';
import type { JournalEntry, PlacedEntry } from '../../record/index.ts';

interface Keyed {
  /** Another one for each message of a station, and the same when it is sent again. */
  readonly key: string;
  /** ISO 8601: when it happened. */
  readonly at: string;
}

/** One step as it was judged; times are seconds since the start of the part. */
export interface StepFacts {
  readonly index: number | null;
  readonly expected: string | null;
  readonly label: string | null;
  readonly status: StepStatus;
  readonly severity: Verdict;
  readonly fromSeconds: number | null;
  readonly toSeconds: number | null;
  readonly probability: number | null;
  readonly remark: string;
}

interface PartFacts {
  /** Also the time at which it began, ISO 8601. */
  readonly part: PartId;
  readonly number: number;
  readonly serial: string | null;
  readonly order: string | null;
  readonly variant: string | null;
  /** Who worked at the bench; null: nobody had logged in. */
  readonly operator: string | null;
  readonly recipe: string | null;
  readonly recipeTitle: string | null;
}

export interface PartMessage extends Keyed, PartFacts {
  readonly kind: 'part';
  /** Null when the part was aborted. */
  readonly verdict: Verdict | null;
  readonly abortReason: AbortReason | null;
  readonly seconds: number;
  /** From the start of the first action to the end of the last; null when none was seen. */
  readonly cycleSeconds: number | null;
  /** An engine was lost in the middle of the part. */
  readonly interrupted: boolean;
  /** False: the source was opened, or the recipe put in force, in the middle of it. */
  readonly seenFromStart: boolean;
  readonly model: string;
  readonly source: string;
  readonly steps: readonly StepFacts[];
}

interface StepMessage extends Keyed, PartFacts {
  readonly kind: 'step';
  readonly step: StepFacts;
  /** Whether it replaces an earlier judgement of the same step. */
  readonly amends: boolean;
}

interface AcknowledgementMessage extends Keyed {
  readonly kind: 'acknowledgement';
  readonly part: PartId;
  readonly by: string;
  readonly reason: string;
}

/** A person's verdict in place of the checker's, also days later. */
interface OverrideMessage extends Keyed {
  readonly kind: 'override';
  readonly part: PartId;
  readonly verdict: Verdict;
  readonly by: string;
  readonly reason: string;
}

/** Which part it was, told after its end or in the middle of it. */
interface IdentityMessage extends Keyed, PartIdentity {
  readonly kind: 'identity';
  readonly part: PartId;
}

/** A person says that the verdict is wrong; it stays as it is. */
interface JudgedOtherwiseMessage extends Keyed {
  readonly kind: 'judgedOtherwise';
  readonly part: PartId;
  readonly judgement: 'falseAlarm' | 'missed';
  readonly by: string;
  readonly note: string;
}

/** Files that show a part: told when they are written, and again when a store has them. */
export interface EvidenceMessage extends Keyed {
  readonly kind: 'evidence';
  readonly part: PartId;
  /** Path of the files with `/` below the folder of evidence. */
  readonly folder: string;
  readonly files: readonly EvidenceFileFacts[];
}

export interface EvidenceFileFacts {
  /** Within the evidence of the part. */
  readonly name: string;
  readonly kind: PlantEvidenceKind;
  /** Address in a store, or percent-encoded path below the shared folder; null: only at the station. */
  readonly url: string | null;
  readonly bytes: number;
  /** Hexadecimal; null until a store has the file. */
  readonly sha256: string | null;
}

/** Messages that the receiver will never get. */
interface LossMessage extends Keyed {
  readonly kind: 'lost';
  readonly count: number;
}

/** A person tries the connection. */
export interface TestMessage extends Keyed {
  readonly kind: 'test';
}

export type StationMessage =
  | PartMessage
  | StepMessage
  | AcknowledgementMessage
  | OverrideMessage
  | IdentityMessage
  | JudgedOtherwiseMessage
  | EvidenceMessage
  | LossMessage;

/** What earlier entries say and later messages need. It is kept with the place in the journal. */
export interface MessageContext {
  readonly recipe: string | null;
  readonly recipeTitle: string | null;
  readonly model: string;
  readonly source: string;
  readonly operator: string | null;
  /** Of the part that begins next. */
  readonly nextPart: PartIdentity | null;
  readonly part: {
    readonly id: PartId;
    readonly number: number;
    readonly identity: PartIdentity;
    readonly operator: string | null;
    readonly startSeconds: number;
    readonly interrupted: boolean;
    /** A context that an earlier version has kept does not have it. */
    readonly joined?: true;
    readonly steps: readonly JudgedStep[];
  } | null;
}

export const initialContext: MessageContext = {
  recipe: null,
  recipeTitle: null,
  model: '',
  source: '',
  operator: null,
  nextPart: null,
  part: null,
};

/** The context after some entries, and the messages that they make. */
export function takeEntries(
  before: MessageContext,
  entries: readonly PlacedEntry[],
): { readonly context: MessageContext; readonly messages: readonly StationMessage[] } {
  const messages: StationMessage[] = [];
  let context = before;
  for (const { entry } of entries) {
    const message = entry.copied ? null : messageOf(context, entry);
    if (message !== null) messages.push(message);
    context = contextAfter(context, entry);
  }
  return { context, messages };
}

function contextAfter(context: MessageContext, entry: JournalEntry): MessageContext {
  const { part } = context;
  switch (entry.type) {
    case 'runStarted':
      return { ...context, model: entry.model, source: entry.source.name };
    case 'recipeState': {
      const { recipe } = entry;
      return recipe.state === 'ready'
        ? { ...context, recipe: recipe.name, recipeTitle: recipe.info.title }
        : { ...context, recipe: null, recipeTitle: null };
    }
    case 'partStarted':
      return {
        ...context,
        nextPart: null,
        part: {
          id: entry.at,
          number: entry.part,
          identity: {
            serial: context.nextPart?.serial ?? entry.code,
            order: context.nextPart?.order ?? null,
            variant: context.nextPart?.variant ?? null,
          },
          operator: context.operator,
          startSeconds: entry.atSeconds,
          interrupted: false,
          steps: [],
        },
      };
    case 'nextPartIdentified':
      return { ...context, nextPart: entry.identity };
    case 'partIdentified':
      return part?.id === entry.id ? { ...context, part: { ...part, identity: entry.identity } } : context;
    case 'operatorChanged':
      return { ...context, operator: entry.operator };
    case 'partResumed':
      return part === null ? context : { ...context, part: { ...part, interrupted: true } };
    case 'partJoined':
      return part === null ? context : { ...context, part: { ...part, joined: true } };
    case 'stepJudged':
      // Only an aborted part needs them: the end of a part brings its steps.
      return part === null ? context : { ...context, part: { ...part, steps: [...part.steps, entry.step] } };
    case 'partEnded':
    case 'partAborted':
      return { ...context, part: null };
    default:
      return context;
  }
}

function messageOf(context: MessageContext, entry: JournalEntry): StationMessage | null {
  const { at } = entry;
  const key = logKey({ at, sequence: entry.seq });
  const { part } = context;
  switch (entry.type) {
    case 'stepJudged': {
      if (part === null) return null;
      const step = stepFacts(entry.step, part.startSeconds);
      return { kind: 'step', key, at, ...partFacts(context, part), step, amends: entry.amends };
    }
    case 'partEnded':
    case 'partAborted': {
      if (part === null) return null;
      const isEnd = entry.type === 'partEnded';
      return {
        kind: 'part',
        key,
        at,
        ...partFacts(context, part),
        verdict: isEnd ? entry.verdict : null,
        abortReason: isEnd ? null : entry.reason,
        seconds: rounded(Math.max(0, entry.atSeconds - part.startSeconds)),
        cycleSeconds: isEnd && entry.cycleSeconds !== null ? rounded(entry.cycleSeconds) : null,
        interrupted: part.interrupted,
        seenFromStart: part.joined !== true,
        model: context.model,
        source: context.source,
        steps: (isEnd ? entry.steps : part.steps).map((step) => stepFacts(step, part.startSeconds)),
      };
    }
    case 'partOverridden': {
      const { id, verdict, by, reason } = entry;
      return { kind: 'override', key, at, part: id, verdict, by, reason };
    }
    case 'partIdentified':
      return { kind: 'identity', key, at, part: entry.id, ...entry.identity };
    case 'partJudgedOtherwise': {
      const { id, judgement, by, note } = entry;
      return { kind: 'judgedOtherwise', key, at, part: id, judgement, by, note };
    }
    case 'evidenceKept':
      return { kind: 'evidence', key, at, part: entry.id, ...evidenceFacts(entry.evidence) };
    case 'partAcknowledged':
      return { kind: 'acknowledgement', key, at, part: entry.id, by: entry.by, reason: entry.reason };
    default:
      return null;
  }
}

function partFacts(
  { recipe, recipeTitle }: MessageContext,
  { id, number, identity, operator }: NonNullable<MessageContext['part']>,
): PartFacts {
  return { part: id, number, ...identity, operator, recipe, recipeTitle };
}

function stepFacts(step: JudgedStep, partSeconds: number): StepFacts {
  const { index, expected, label, status, severity, startSeconds, endSeconds, probability, remark } = step;
  const since = (seconds: number | null): number | null =>
    seconds === null ? null : rounded(seconds - partSeconds);
  return {
    index,
    expected,
    label,
    status,
    severity,
    fromSeconds: since(startSeconds),
    toSeconds: since(endSeconds),
    probability,
    remark,
  };
}

/** All files of a part lie in one folder. */
function evidenceFacts({
  clips,
  pictures,
  judgement,
}: WrittenEvidence): Pick<EvidenceMessage, 'folder' | 'files'> {
  const facts = (kind: PlantEvidenceKind, { name, bytes }: EvidenceFile): EvidenceFileFacts => {
    return { name: name.slice(name.lastIndexOf('/') + 1), kind, url: null, bytes, sha256: null };
  };
  return {
    folder: judgement.name.slice(0, judgement.name.lastIndexOf('/')),
    files: [
      ...clips.map((file) => facts('clip', file)),
      ...pictures.map((file) => facts('picture', file)),
      facts('judgement', judgement),
    ],
  };
}

/** To milliseconds. */
function rounded(seconds: number): number {
  return Number(seconds.toFixed(3));
}
