// The station, the dry run and the evaluation judge the same windows alike: the measured checker is the one that runs.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createChecker, roundWindow } from '../../../src-inference/checker/index.ts';
import {
  type ConfusionMatrix,
  type ErrorModel,
  type JudgedStep,
  type NetworkTarget,
  type WindowScores,
  worseVerdict,
} from '../../../src-inference/contract/index.ts';
import { judgeVideo } from '../../../src-inference/evaluation/judged-steps.ts';
import { createRandom } from '../../../src-inference/evaluation/random.ts';
import { drawNetwork, watchPart } from '../../../src-inference/evaluation/simulated-network.ts';
import { simulatePart, usualPace } from '../../../src-inference/evaluation/simulated-part.ts';
import type { ModelCard, ModelFile } from '../../../src-inference/model/card.ts';
import { recognitionModelOf } from '../../../src-inference/model/recognition.ts';
import { parseRecipe } from '../../../src-inference/recipe/index.ts';
import { JudgingPlans } from '../../../src-inference/station/judging-plans.ts';
import { PartJudge } from '../../../src-inference/station/part-judge.ts';
import { makePlan } from '../../../src-inference/station/plan.ts';
import { judgeWindows } from '../../../src-inference/workplace/dry-run.ts';

const recipe = parseRecipe(
  readFileSync(resolve(import.meta.dirname, '../../../resources/recipes/coupling.yaml'), 'utf8'),
  'coupling.yaml',
);
const background = 'no_action';
const labels = [background, ...new Set(recipe.steps.map(({ label }) => label))];
const good = drawNetwork(labels, background, 0.95, createRandom(1));
const weak = drawNetwork(labels, background, 0.7, createRandom(2));

const errorsOf = (temperature: number): ErrorModel => ({
  temperature,
  errorSeconds: 1,
  mixing: 0.2,
  confidence: { right: new Array(10).fill(90), wrong: new Array(10).fill(10) },
});
const goodErrors = errorsOf(1.2);
const weakErrors = errorsOf(2);

function file(
  confusion: ConfusionMatrix | null,
  errors: ErrorModel | null = null,
  target: NetworkTarget | null = null,
): ModelFile {
  const quality = confusion && {
    data: 'simulated',
    windows: 1,
    accuracy: 1,
    precision: 1,
    recall: 1,
    f1: 1,
    calibrationError: null,
    errors,
    confusion,
  };
  return {
    path: '',
    bytes: 1,
    sha256: null,
    place: { where: '', line: 1, column: 1 },
    input: null as never,
    target,
    quality,
    agreement: null,
  };
}

const card: ModelCard = {
  directory: 'models/x',
  name: 'x',
  description: '',
  labels: labels.map((name) => ({ name, title: name, color: null })),
  background,
  window: { seconds: 1, hopSeconds: 0.5 },
  input: { state: [] } as never,
  places: null as never,
  output: { name: 'y', activation: 'softmax', rows: 'one' },
  files: {
    fp32: file(good.confusion, goodErrors),
    int8: [file(good.confusion, null, 'x64-vnni'), file(weak.confusion, weakErrors, 'x64')],
    fp32Lowered: file(null),
  },
  backend: {
    name: 'auto',
    device: 0,
    fp16: true,
    int8: true,
    dla: null,
    engineCache: null,
    workspaceMegabytes: null,
  },
};

/** Windows of several parts from a weak network, with more digits than the journal keeps. */
function windowsOf(seed: number): WindowScores[] {
  const random = createRandom(seed);
  let offset = 0;
  return (['wrong', null, 'skip'] as const).flatMap((mistake) => {
    const part = simulatePart(recipe, labels, mistake, usualPace, random);
    const windows = [...watchPart(part, weak, random)].map((window) => ({
      ...window,
      startSeconds: window.startSeconds + offset,
      endSeconds: window.endSeconds + offset,
    }));
    offset = windows.at(-1)!.endSeconds;
    return windows;
  });
}

type Network = Parameters<typeof recognitionModelOf>[1];
const networks = {
  fp32: { precision: 'fp32', target: null },
  int8: { precision: 'int8', target: 'x64' },
  fp32Lowered: { precision: 'fp32Lowered', target: null },
} as const satisfies Record<string, Network>;

const settings = { policy: null, failAbove: 0.9, minProbability: 0.6 };

/** As a station judges: the plan's checker behind a `PartJudge`. */
function stationSteps(windows: readonly WindowScores[], network: Network) {
  const plan = makePlan({ recipe, ...settings, hopSeconds: null }, card, network);
  const judge = new PartJudge(new JudgingPlans(plan));
  const events = [...windows.flatMap((window) => judge.push(window)), ...judge.finish()];
  return events.flatMap((event) => (event.type === 'partEnded' ? event.steps : []));
}

const doubts = (steps: readonly JudgedStep[]) => steps.map(({ evidence }) => evidence?.doubt);

describe.each(Object.values(networks))('with the network $precision', (network) => {
  it.each([1, 2, 3])('station, dry run and evaluation judge alike (seed %i)', async (seed) => {
    const windows = windowsOf(seed);
    const steps = stationSteps(windows, network);
    expect(steps.length).toBeGreaterThan(3 * recipe.steps.length - 6);
    const evaluated = judgeVideo(windows, recipe, card, network, settings);
    const worst = steps.map(({ severity }) => severity).reduce(worseVerdict);
    expect(worst).not.toBe('pass');
    expect(evaluated).toEqual({ steps, verdict: worst });
    const plan = makePlan({ recipe, ...settings, hopSeconds: null }, card, network);
    expect((await judgeWindows(windows, plan, null)).parts.flatMap((part) => part.steps)).toEqual(steps);
    // The windows of the journal give the same judgements.
    expect(stationSteps(windows.map(roundWindow), network)).toEqual(steps);
  });
});

it('another confusion matrix gives other judgements, so the comparison above would show a wrong matrix', () => {
  const windows = windowsOf(1);
  expect(doubts(stationSteps(windows, networks.int8))).not.toEqual(
    doubts(stationSteps(windows, networks.fp32)),
  );
});

it('what was not measured of a network is that of the exported one', () => {
  expect(recognitionModelOf(card, networks.int8)).toEqual({
    labels,
    background,
    confusion: weak.confusion,
    errors: weakErrors,
  });
  expect(recognitionModelOf(card, networks.fp32Lowered)).toMatchObject({
    confusion: good.confusion,
    errors: goodErrors,
  });
  expect(recognitionModelOf(card, { precision: 'int8', target: 'x64-vnni' }).errors).toBe(goodErrors);
  expect(recognitionModelOf(card, { precision: 'int8Qdq', target: 'tensorrt' }).confusion).toBe(
    good.confusion,
  );
});

describe('the precision of the journal', () => {
  it('is four digits, and rounding again changes nothing', () => {
    const window = { startSeconds: 0, endSeconds: 1, probabilities: [0.123456, 0.99996, 1e-9] };
    const rounded = roundWindow(window);
    expect(rounded.probabilities).toEqual([0.1235, 1, 0]);
    expect(roundWindow(rounded)).toEqual(rounded);
  });

  it.each(['alignment', 'firstMatch', 'majority'])('applies to the input of the policy %s', (policy) => {
    const eventsOf = (windows: readonly WindowScores[]) => {
      const checker = createChecker(recipe, recognitionModelOf(card, networks.int8), { policy });
      return [...windows.flatMap((window) => checker.push(window)), ...checker.finish()];
    };
    const windows = windowsOf(4);
    expect(eventsOf(windows)).toEqual(eventsOf(windows.map(roundWindow)));
  });
});

it('the settings of a station reach the steps: minProbability where the recipe gives none', () => {
  const windows = windowsOf(1);
  const weakSteps = (minProbability: number | null) =>
    judgeVideo(windows, recipe, card, networks.int8, { minProbability }).steps.filter(
      ({ reason }) => reason?.kind === 'weak',
    ).length;
  expect(weakSteps(null)).toBe(0);
  expect(weakSteps(0.9)).toBeGreaterThan(0);
});

describe('an estimate of the errors', () => {
  const errorEstimate = { errors: errorsOf(3), parts: 8, windows: 400 };
  const options = { recipe, ...settings, hopSeconds: null, errorEstimate };

  it('is used where the card says nothing of them', () => {
    const silent = { ...card, files: { fp32: file(good.confusion) } };
    expect(makePlan(options, silent, networks.fp32).errorEstimate).toBe(errorEstimate);
  });

  it('is left aside where the card knows better', () => {
    expect(makePlan(options, card, networks.fp32).errorEstimate).toBeNull();
    expect(makePlan(options, card, networks.fp32Lowered).errorEstimate).toBeNull();
  });
});
