// Adds digests up to figures. Pure.
import {
  type ControlChart,
  type Figures,
  type FiguresQuery,
  individualsChart,
  type ParetoBar,
  type PartCounts,
  paretoOf,
  proportion,
  proportionChart,
  type StepStatus,
  type Takt,
} from '../contract/index.ts';
import type { Digest, DigestedSlice } from './digest.ts';
import { distribution, type Sketch, sumOf } from './sketch.ts';

type Conditions = Pick<FiguresQuery, 'recipe' | 'operator' | 'model'>;

/** @param slices Oldest first; only those of the days and the shift that are asked for. */
export function figuresOf(
  slices: readonly DigestedSlice[],
  conditions: Conditions & Pick<FiguresQuery, 'per'>,
): Figures {
  const fitting = slices.map((slice) => ({
    ...slice,
    digests: slice.digests.filter((digest) => fits(digest, conditions)),
  }));
  const digests = fitting.flatMap((slice) => slice.digests);
  const all = slices.flatMap((slice) => slice.digests);
  const parts = countsOf(digests);
  return {
    parts,
    yield: proportion(parts.pass, judged(parts)),
    cycle: distribution(sumOf(digests.map(({ cycle }) => cycle))),
    takt: taktOf(digests),
    steps: stepTimes(digests),
    pareto: paretos(digests),
    hours: hoursOf(digests),
    faultyParts: sum(digests, ({ faulty }) => faulty),
    trend: trendOf(fitting, conditions.per),
    marked: {
      falseAlarm: sum(digests, ({ falseAlarm }) => falseAlarm),
      missed: sum(digests, ({ missed }) => missed),
    },
    overridden: sum(digests, ({ overridden }) => overridden),
    acknowledgement: distribution(sumOf(digests.map(({ acknowledgement }) => acknowledgement))),
    unacknowledged: sum(digests, ({ unacknowledged }) => unacknowledged),
    choices: {
      recipes: namesOf(all, ({ recipe }) => recipe),
      operators: namesOf(all, ({ operator }) => operator),
      models: namesOf(all, ({ model }) => model),
    },
  };
}

function fits(digest: Digest, { recipe, operator, model }: Conditions): boolean {
  return (
    (recipe === null || digest.recipe === recipe) &&
    (operator === null || digest.operator === operator) &&
    (model === null || digest.model === model)
  );
}

function countsOf(digests: readonly Digest[]): PartCounts {
  return {
    pass: sum(digests, ({ pass }) => pass),
    warn: sum(digests, ({ warn }) => warn),
    fail: sum(digests, ({ fail }) => fail),
    aborted: sum(digests, ({ aborted }) => aborted),
  };
}

function judged({ pass, warn, fail }: PartCounts): number {
  return pass + warn + fail;
}

function taktOf(digests: readonly Digest[]): Takt | null {
  const parts = sum(digests, ({ taktParts }) => taktParts);
  if (parts === 0) return null;
  const targets = digests.flatMap(({ leastTakt, mostTakt }) =>
    leastTakt === null || mostTakt === null ? [] : [leastTakt, mostTakt],
  );
  const [least, most] = [Math.min(...targets), Math.max(...targets)];
  return { seconds: least === most ? least : null, parts, over: sum(digests, ({ overTakt }) => overTakt) };
}

function stepTimes(digests: readonly Digest[]): Figures['steps'] {
  const sketches = new Map<string, Sketch[]>();
  for (const { durations } of digests) {
    for (const { step, seconds } of durations) {
      const known = sketches.get(step);
      if (known) known.push(seconds);
      else sketches.set(step, [seconds]);
    }
  }
  return [...sketches]
    .flatMap(([label, ofStep]) => {
      const seconds = distribution(sumOf(ofStep));
      return seconds === null ? [] : [{ label, seconds }];
    })
    .sort((one, other) => other.seconds.median - one.seconds.median || (one.label < other.label ? -1 : 1));
}

function paretos(digests: readonly Digest[]): Figures['pareto'] {
  const all = sum(digests, partsOf);
  const mistakes = new Map<string, Tally>();
  const steps = new Map<string, Tally>();
  const kinds = new Map<string, Tally>();
  const [recipes, operators, hours] = [
    new Map<string, Tally>(),
    new Map<string, Tally>(),
    new Map<string, Tally>(),
  ];
  for (const digest of digests) {
    for (const { step, status, times, parts } of digest.mistakes) {
      tally(mistakes, `${status} ${step}`, { step, status }, { times, parts, of: 0 });
      tally(steps, step, { step }, { times, parts: 0, of: 0 });
      tally(kinds, status, { status }, { times, parts: 0, of: 0 });
    }
    for (const { step, parts } of digest.steps) tally(steps, step, { step }, { times: 0, parts, of: 0 });
    for (const { status, parts } of digest.kinds)
      tally(kinds, status, { status }, { times: 0, parts, of: 0 });
    const times = sum(digest.mistakes, (one) => one.times);
    const counts = { times, parts: digest.faulty, of: partsOf(digest) };
    tally(recipes, digest.recipe, { recipe: digest.recipe }, counts);
    tally(operators, digest.operator, { operator: digest.operator }, counts);
    for (const { hour, parts, faulty, times: often } of digest.hours) {
      tally(hours, String(hour), { hour }, { times: often, parts: faulty, of: parts });
    }
  }
  const ofAll = (tallies: Map<string, Tally>): readonly ParetoBar[] =>
    paretoOf([...tallies.values()].map((one) => ({ ...one, of: all })));
  return {
    mistake: ofAll(mistakes),
    step: ofAll(steps),
    kind: ofAll(kinds),
    recipe: paretoOf([...recipes.values()]),
    operator: paretoOf([...operators.values()]),
    hour: paretoOf([...hours.values()]),
  };
}

type Counts = Pick<ParetoBar, 'times' | 'parts' | 'of'>;
type Tally = Omit<ParetoBar, 'cumulative' | keyof Counts> & { -readonly [Count in keyof Counts]: number };
type Subject = Partial<Pick<ParetoBar, 'step' | 'recipe' | 'operator' | 'hour'>> & {
  readonly status?: StepStatus;
};

function tally(
  tallies: Map<string, Tally>,
  key: string,
  subject: Subject,
  { times, parts, of }: Counts,
): void {
  const known = tallies.get(key);
  if (known) {
    known.times += times;
    known.parts += parts;
    known.of += of;
  } else {
    const nobody = { step: null, status: null, recipe: null, operator: null, hour: null };
    tallies.set(key, { ...nobody, ...subject, times, parts, of });
  }
}

function hoursOf(digests: readonly Digest[]): Figures['hours'] {
  const hours = new Map<number, { hour: number; parts: number; faulty: number }>();
  for (const { hour, parts, faulty } of digests.flatMap((digest) => digest.hours)) {
    const known = hours.get(hour);
    if (known) {
      known.parts += parts;
      known.faulty += faulty;
    } else hours.set(hour, { hour, parts, faulty });
  }
  return [...hours.values()].sort((one, other) => one.hour - other.hour);
}

function trendOf(
  slices: readonly DigestedSlice[],
  per: FiguresQuery['per'],
): { readonly yield: ControlChart; readonly cycle: ControlChart } {
  const periods = new Map<string, { day: string; shift: string | null; digests: Digest[] }>();
  for (const { day, shift: ofSlice, digests } of slices) {
    const shift = per === 'shift' ? ofSlice : null;
    const key = `${day} ${shift ?? ''}`;
    const known = periods.get(key) ?? { day, shift, digests: [] };
    known.digests.push(...digests);
    periods.set(key, known);
  }
  const counted = [...periods.values()].map(({ digests, ...period }) => ({
    period,
    counts: countsOf(digests),
    cycle: distribution(sumOf(digests.map(({ cycle }) => cycle))),
  }));
  return {
    yield: proportionChart(
      counted.flatMap(({ period, counts }) =>
        judged(counts) === 0 ? [] : [{ ...period, count: counts.pass, of: judged(counts) }],
      ),
    ),
    cycle: individualsChart(
      counted.flatMap(({ period, cycle }) =>
        cycle === null ? [] : [{ ...period, value: cycle.median, parts: cycle.count }],
      ),
    ),
  };
}

function partsOf(digest: Digest): number {
  return judged(digest) + digest.aborted;
}

function namesOf(digests: readonly Digest[], nameOf: (digest: Digest) => string): readonly string[] {
  return [...new Set(digests.map(nameOf))].sort();
}

function sum<One>(all: readonly One[], take: (one: One) => number): number {
  return all.reduce((total, one) => total + take(one), 0);
}
