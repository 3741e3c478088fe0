// Counts the parts of a slice of a day. Pure, but for the time zone of the process.
import type { StepStatus, Verdict } from '../contract/index.ts';
import type { Digest } from './digest.ts';
import { bucketOf, sketchOf } from './sketch.ts';

export interface CountedPart {
  /** Empty: parts without one. */
  readonly recipe: string;
  readonly operator: string;
  readonly model: string;
  /** Start of the part, milliseconds since 1970. */
  readonly key: number;
  /** The one that holds; null: aborted. */
  readonly verdict: Verdict | null;
  /** Flags are 0 or 1; of a part without a verdict they may be null. */
  readonly isOverridden: number;
  /** Whether it failed, and nobody has acknowledged it or replaced its verdict. */
  readonly isWaiting: number | null;
  readonly cycleSeconds: number;
  readonly taktSeconds: number | null;
  readonly judgedOtherwise: string | null;
  /** ISO 8601. */
  readonly endedAt: string;
  readonly acknowledgedAt: string | null;
}

/** A step that was not ok. */
export interface CountedMistake {
  /** Key of its part. */
  readonly part: number;
  readonly step: string;
  readonly status: StepStatus;
}

/** The steps of a part that took a time. */
export interface CountedDurations {
  /** Key of the part. */
  readonly part: number;
  readonly steps: readonly string[];
  /** Bucket of the time in seconds of each of these steps. */
  readonly buckets: readonly number[];
}

/** One digest for each group that has parts. */
export function digestsOf(
  parts: readonly CountedPart[],
  mistakes: readonly CountedMistake[],
  durations: readonly CountedDurations[],
): readonly Digest[] {
  const mistakesOf = grouped(mistakes, ({ part }) => part);
  const durationsOf = new Map(durations.map((ofPart) => [ofPart.part, ofPart]));
  return [...grouped(parts, nameOf).values()].map((own) =>
    digestOf(
      own,
      ({ key }) => mistakesOf.get(key) ?? [],
      own.flatMap(({ key }) => durationsOf.get(key) ?? []),
    ),
  );
}

type MistakesOf = (part: CountedPart) => readonly CountedMistake[];

function digestOf(
  parts: readonly CountedPart[],
  mistakesOf: MistakesOf,
  durations: readonly CountedDurations[],
): Digest {
  const { recipe, operator, model } = parts[0]!;
  const judged = parts.filter(({ verdict }) => verdict !== null);
  const timed = judged.flatMap(({ cycleSeconds, taktSeconds }) =>
    taktSeconds === null ? [] : [{ cycleSeconds, taktSeconds }],
  );
  const takts = timed.map(({ taktSeconds }) => taktSeconds);
  const count = (fits: (part: CountedPart) => boolean): number => parts.filter(fits).length;
  return {
    recipe,
    operator,
    model,
    pass: count(({ verdict }) => verdict === 'pass'),
    warn: count(({ verdict }) => verdict === 'warn'),
    fail: count(({ verdict }) => verdict === 'fail'),
    aborted: parts.length - judged.length,
    falseAlarm: count(({ judgedOtherwise }) => judgedOtherwise === 'falseAlarm'),
    missed: count(({ judgedOtherwise }) => judgedOtherwise === 'missed'),
    overridden: count(({ isOverridden }) => isOverridden === 1),
    unacknowledged: count(({ isWaiting }) => isWaiting === 1),
    taktParts: timed.length,
    overTakt: timed.filter(({ cycleSeconds, taktSeconds }) => cycleSeconds > taktSeconds).length,
    leastTakt: takts.length === 0 ? null : Math.min(...takts),
    mostTakt: takts.length === 0 ? null : Math.max(...takts),
    cycle: sketchOf(judged.map(({ cycleSeconds }) => bucketOf(cycleSeconds))),
    acknowledgement: sketchOf(
      parts.flatMap(({ endedAt, acknowledgedAt }) =>
        acknowledgedAt === null ? [] : [bucketOf((Date.parse(acknowledgedAt) - Date.parse(endedAt)) / 1000)],
      ),
    ),
    ...countMistakes(parts, mistakesOf),
    durations: durationsByStep(durations),
  };
}

function durationsByStep(durations: readonly CountedDurations[]): Digest['durations'] {
  const bucketsOf = new Map<string, number[]>();
  for (const { steps, buckets } of durations) {
    for (const [place, step] of steps.entries()) {
      const known = bucketsOf.get(step);
      if (known) known.push(buckets[place]!);
      else bucketsOf.set(step, [buckets[place]!]);
    }
  }
  return [...bucketsOf].map(([step, buckets]) => ({ step, seconds: sketchOf(buckets) }));
}

function countMistakes(
  parts: readonly CountedPart[],
  mistakesOf: MistakesOf,
): Pick<Digest, 'faulty' | 'mistakes' | 'steps' | 'kinds' | 'hours'> {
  const mistakes = new Map<string, Digest['mistakes'][number]>();
  const steps = new Map<string, number>();
  const kinds = new Map<StepStatus, number>();
  const hours = new Map<number, Digest['hours'][number]>();
  let faulty = 0;
  for (const part of parts) {
    const own = mistakesOf(part);
    const isFaulty = own.length > 0 ? 1 : 0;
    faulty += isFaulty;
    const hour = new Date(part.key).getHours();
    const known = hours.get(hour) ?? { hour, parts: 0, faulty: 0, times: 0 };
    hours.set(hour, {
      hour,
      parts: known.parts + 1,
      faulty: known.faulty + isFaulty,
      times: known.times + own.length,
    });
    for (const [name, same] of grouped(own, ({ step, status }) => `${status} ${step}`)) {
      const { step, status } = same[0]!;
      const before = mistakes.get(name) ?? { step, status, times: 0, parts: 0 };
      mistakes.set(name, { ...before, times: before.times + same.length, parts: before.parts + 1 });
    }
    for (const step of new Set(own.map((one) => one.step))) steps.set(step, (steps.get(step) ?? 0) + 1);
    for (const kind of new Set(own.map((one) => one.status))) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return {
    faulty,
    mistakes: [...mistakes.values()],
    steps: [...steps].map(([step, count]) => ({ step, parts: count })),
    kinds: [...kinds].map(([status, count]) => ({ status, parts: count })),
    hours: [...hours.values()],
  };
}

function nameOf({ recipe, operator, model }: CountedPart): string {
  return JSON.stringify([recipe, operator, model]);
}

function grouped<One, Key>(all: readonly One[], keyOf: (one: One) => Key): ReadonlyMap<Key, readonly One[]> {
  const groups = new Map<Key, One[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}
