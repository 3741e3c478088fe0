// Scenes of the figures, from parts that are counted as the station counts them.
import type { FiguresAnswer, FiguresQuery, PlainStationError } from '../../src-inference/contract/index.ts';
import { addDays } from '../../src-inference/contract/index.ts';
import { type Digest, type DigestedSlice, figuresOf } from '../../src-inference/figures/index.ts';
import { bucketOf, sketchOf } from '../../src-inference/figures/sketch.ts';
import type { Answers } from './memory-transport.ts';
import { atWork } from './parts.ts';
import { roomAnswers } from './room-answers.ts';
import type { Scene } from './scenes.ts';

const mistakes = [
  ['greased_disk', 'missed', 9],
  ['spacer', 'wrong', 6],
  ['separator', 'outOfOrder', 4],
  ['spacer_washer', 'missed', 3],
  ['install_lid', 'tooSlow', 3],
  ['press_down', 'uncertain', 2],
  ['greased_disk', 'extra', 2],
  ['spacer', 'uncertain', 1],
  ['separator', 'corrected', 1],
  ['complete_part', 'tooFast', 1],
  ['riveted_start', 'uncertain', 1],
  ['install_lid', 'missed', 1],
] as const;
const steps = [
  ['install_lid', 4.4],
  ['greased_disk', 3.6],
  ['press_down', 3.1],
  ['spacer_washer', 2.7],
  ['spacer', 2.2],
  ['separator', 1.9],
  ['complete_part', 1.6],
  ['riveted_start', 1.4],
] as const;
const hours = [6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21];
const shifts = ['Early', 'Late'] as const;
const firstDay = '2026-11-01';

/** Between 0 and 1, the same each time. */
function chance(...seeds: readonly number[]): number {
  const value =
    Math.sin(seeds.reduce((sum, seed, place) => sum + seed * (place + 1) * 12.9898, 4.1)) * 43758.5453;
  return value - Math.floor(value);
}

const spread = (middle: number, seed: number): Digest['cycle'] =>
  sketchOf(
    Array.from({ length: 240 }, (_, place) =>
      bucketOf(middle * (0.82 + 0.45 * chance(seed, place % 40) ** 2)),
    ),
  );

function digestOf(day: number, shift: number, operator: string): Digest {
  const parts = 210 + Math.round(40 * chance(day, shift));
  const worse = day === 19 ? 3.5 : day > 24 ? 0.4 : 1;
  const counted = mistakes.map(([step, status, weight], place) => {
    const times = Math.round(weight * worse * (0.6 + 0.8 * chance(day, shift, place)));
    return { step, status, times, parts: Math.max(0, times - 1) || times };
  });
  const faulty = Math.round(counted.reduce((sum, one) => sum + one.times, 0) * 0.9);
  const own = hours.slice(shift * 8, shift * 8 + 8);
  const share = (times: number, place: number): number =>
    Math.round((times / 8) * (0.6 + 0.1 * place + 0.3 * chance(place)));
  return {
    recipe: 'coupling',
    operator,
    model: 'slowfast-synthetic-line',
    pass: parts - faulty,
    warn: Math.round(faulty * 0.35),
    fail: faulty - Math.round(faulty * 0.35),
    aborted: day % 3,
    falseAlarm: day % 4 === 0 ? 1 : 0,
    missed: day === 11 ? 1 : 0,
    overridden: day === 8 ? 1 : 0,
    unacknowledged: day === 29 && shift === 1 ? 2 : 0,
    taktParts: parts,
    overTakt: Math.round(parts * 0.08),
    leastTakt: 60,
    mostTakt: 60,
    cycle: spread(52 + (day > 20 ? 3 : 0) + 3 * chance(day), day + shift),
    acknowledgement: sketchOf([14, 14, 14, 14, 14, 14, 48, 48, 48, 190].map(bucketOf)),
    faulty,
    mistakes: counted,
    steps: steps.map(([step]) => ({
      step,
      parts: counted.filter((one) => one.step === step).reduce((sum, one) => sum + one.parts, 0),
    })),
    kinds: [...new Set(mistakes.map(([, status]) => status))].map((status) => ({
      status,
      parts: counted.filter((one) => one.status === status).reduce((sum, one) => sum + one.parts, 0),
    })),
    hours: own.map((hour, place) => ({
      hour,
      parts: Math.round(parts / 8),
      faulty: share(faulty, place),
      times: share(faulty * 1.1, place),
    })),
    durations: steps.map(([step, seconds], place) => ({ step, seconds: spread(seconds, place + 3) })),
  };
}

const slices: readonly DigestedSlice[] = Array.from({ length: 30 }, (_, day) =>
  shifts.map((shift, place) => ({
    day: addDays(firstDay, day),
    shift,
    digests: day % 7 === 0 ? [] : [digestOf(day, place, place === 0 ? 'Ana' : 'Luis')],
  })),
).flat();

const readFigures = (query: FiguresQuery): FiguresAnswer => ({
  state: 'ready',
  figures: figuresOf(
    slices.filter(({ shift }) => query.shift === null || shift === query.shift),
    query,
  ),
});

const answers: Answers = { ...roomAnswers, readFigures };
const failure: PlainStationError = {
  code: 'record_unwritable',
  message: 'The disk is full.',
};
const starts = shifts.map((name, place) => ({
  name,
  weekdays: [1, 2, 3, 4, 5],
  start: ['06:00', '14:00'][place]!,
}));
const snapshot = { settings: { ...atWork.settings, shifts: { starts, restartCounts: true } } };
const route = '#/figures';

export const figuresScenes = {
  figures: { route, answers, snapshot },
  'figures-tables': { route, answers, snapshot, press: ['button:Table'] },
  'figures-report': { route: '#/figures/report%3Fspan%3Dmonth', answers, snapshot },
  'figures-empty': {
    route,
    answers: {
      ...answers,
      readFigures: () => ({
        state: 'ready',
        figures: figuresOf([], { recipe: null, operator: null, model: null, per: 'day' }),
      }),
    },
  },
  'figures-counting': {
    route,
    answers: { ...answers, readFigures: () => ({ state: 'counting', done: 0.42 }) },
  },
  'figures-failed': { route, answers: { ...answers, readFigures: failure } },
  'history-linked': {
    route:
      '#/history/%3FfromDay%3D2026-11-20%26toDay%3D2026-11-24%26step%3Dspacer%26status%3Dmissed%26hour%3D9%26shift%3DEarly',
    answers,
    snapshot,
  },
  'setup-shifts': { route: '#/setup/shifts', answers, snapshot },
  'setup-shifts-empty': { route: '#/setup/shifts', answers },
} as const satisfies Record<string, Scene>;
