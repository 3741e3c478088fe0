// Writes journals as a station does, through its recorder, from a seed: parts, mistakes, pauses, lost engines, remarks on later
// days, parts over midnight.
import {
  type EngineEvent,
  type JudgedStep,
  localDay,
  type PartId,
  type Verdict,
} from '../src-inference/contract/index.ts';
import { openRecord } from '../src-inference/record/index.ts';

export interface MadeJournals {
  /** Parts that have ended, oldest first. */
  readonly parts: readonly MadePart[];
}

interface MadePart {
  readonly id: PartId;
  readonly endedAt: string;
  readonly verdict: Verdict | null;
  readonly steps: readonly JudgedStep[];
  acknowledgedBy: string | null;
  serial: string | null;
}

export interface JournalPlan {
  readonly directory: string;
  readonly seed: number;
  readonly days: number;
  readonly partsPerDay: number;
  /** Windows before each part and in it. */
  readonly windows: number;
  readonly steps: number;
  /** When the first engine begins; left out: `firstMoment`. */
  readonly from?: Date;
}

export const firstMoment = new Date(2026, 0, 5, 21, 0, 0);

export function makeJournals(plan: JournalPlan): MadeJournals {
  const random = randomNumbers(plan.seed);
  const pick = (most: number): number => Math.floor(random() * most);
  const parts: MadePart[] = [];
  let clock = (plan.from ?? firstMoment).getTime();
  const now = (): Date => new Date(clock);
  let sequence = 0;
  let record = openRecord({ directory: plan.directory, now });
  const write = (event: EngineEvent, seconds = 1): string => {
    clock += Math.round(seconds * 1000);
    const at = now().toISOString();
    record.write({ sequence: ++sequence, at, event });
    return at;
  };
  const beginEngine = (): void => {
    sequence = 0;
    write({ type: 'modelState', model: { state: 'loading', directory: '/model' } });
    write({ type: 'recipeState', recipe: recipeOf(plan.steps), next: null });
    write(runStarted(plan.steps));
  };
  beginEngine();
  let sourceSeconds = 0;
  for (let made = 0; made < plan.days * plan.partsPerDay; made++) {
    // Work goes on by night, too: a part here and there is in progress at midnight.
    clock += Math.round((24 * 3600_000) / plan.partsPerDay - 30_000 * random());
    const endsRun = pick(9) === 0;
    if (endsRun) write({ type: 'runEnded', frames: 1, seconds: 1, verdict: null });
    if (pick(7) === 0 || endsRun) write(runStarted(plan.steps));
    if (pick(11) === 0) write({ type: 'shiftStarted' });
    if (pick(6) === 0) write({ type: 'operatorChanged', operator: pick(2) ? 'Ana' : null, reason: 'badge' });
    if (pick(4) === 0) write({ type: 'nextPartIdentified', identity: identity(made), by: 'scanner' });
    if (pick(13) === 0) {
      record.close();
      record = openRecord({ directory: plan.directory, now });
      beginEngine();
    }
    const windows = (count: number): void => {
      for (let index = 0; index < count; index++) {
        sourceSeconds += 0.25;
        write(windowAt(sourceSeconds), 0.25);
      }
    };
    windows(plan.windows);
    const startSeconds = sourceSeconds;
    const day = localDay(now());
    const id = write({ type: 'partStarted', part: made + 1, atSeconds: startSeconds, code: null, day });
    if (pick(8) === 0) {
      write({ type: 'partJoined', part: made + 1, atSeconds: startSeconds, step: { index: 2, label: 'b' } });
    }
    const steps = Array.from({ length: plan.steps }, (_, index): JudgedStep => {
      windows(Math.ceil(plan.windows / plan.steps));
      const isWrong = pick(15) === 0;
      const step = judged(index + 1, isWrong, startSeconds + index);
      write({ type: 'stepJudged', part: made + 1, step, amends: false, next: null }, 0.5);
      return step;
    });
    const isAborted = pick(10) === 0;
    const verdict = isAborted ? null : steps.some(({ status }) => status !== 'ok') ? 'fail' : 'pass';
    const atSeconds = startSeconds + plan.steps;
    const endedAt = write(
      verdict === null
        ? { type: 'partAborted', part: made + 1, atSeconds, reason: 'abandoned' }
        : { type: 'partEnded', part: made + 1, atSeconds, verdict, cycleSeconds: plan.steps, steps },
    );
    parts.push({ id, endedAt, verdict, steps, acknowledgedBy: null, serial: null });
    const waiting = parts.filter((part) => part.verdict === 'fail' && part.acknowledgedBy === null);
    const acknowledged = waiting[pick(waiting.length)];
    if (acknowledged && pick(2) === 0) {
      acknowledged.acknowledgedBy = 'Ben';
      write({ type: 'partAcknowledged', id: acknowledged.id, by: 'Ben', reason: 'seen' });
    }
    if (pick(8) === 0) {
      const named = parts[pick(parts.length)]!;
      named.serial = `later-${made}`;
      write({
        type: 'partIdentified',
        id: named.id,
        identity: { ...identity(made), serial: named.serial },
        by: 'Ben',
      });
    }
    if (pick(12) === 0 && verdict !== null) {
      write({ type: 'partOverridden', id, verdict: 'pass', by: 'Eva', reason: 'seen', replaces: null });
    }
  }
  record.close();
  return { parts };
}

function identity(number: number) {
  return { serial: `S${number}`, order: null, variant: null };
}

function judged(index: number, isWrong: boolean, startSeconds: number): JudgedStep {
  const expected = `action ${index}`;
  return {
    index,
    expected,
    label: isWrong ? null : expected,
    status: isWrong ? 'missed' : 'ok',
    startSeconds: isWrong ? null : startSeconds,
    endSeconds: isWrong ? null : startSeconds + 0.9,
    probability: isWrong ? null : 0.9,
    reason: null,
    remark: '',
    severity: isWrong ? 'fail' : 'pass',
    evidence: null,
  };
}

function windowAt(startSeconds: number): EngineEvent {
  const scores = { label: 'action 1', probability: 0.75, probabilities: [0.25, 0.75] };
  return { type: 'windowClassified', startSeconds, endSeconds: startSeconds + 1, ...scores };
}

function runStarted(recipeSteps: number): EngineEvent {
  return {
    type: 'runStarted',
    source: {
      name: 'udp://:5000',
      width: 0,
      height: 0,
      durationSeconds: null,
      framesPerSecond: null,
      codec: null,
    },
    model: 'made',
    network: { precision: 'fp32', backend: 'cpu', reason: '' } as never,
    recipe: 'made recipe',
    recipeSteps,
  };
}

function recipeOf(steps: number) {
  const info = { name: 'made recipe', title: 'Made', steps: Array.from({ length: steps }, () => ({})) };
  return { state: 'ready', name: 'made', info: info as never } as const;
}

/** Mulberry32 (T. Ettinger, public domain): the same numbers for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
