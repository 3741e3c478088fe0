// @vitest-environment happy-dom
// What setup says of the errors of the loaded network, and where it is known from.
import { afterEach, it } from 'vitest';
import type { ErrorModel, ModelState, StationSnapshot } from '../../../src-inference/contract/index.ts';
import { readyModel } from '../../screens/parts.ts';
import { roomAnswers } from '../../screens/room-answers.ts';
import { openScreen, type Screen } from './render.tsx';

const errors: ErrorModel = {
  temperature: 1.62,
  errorSeconds: 0.9,
  mixing: 0.2,
  confidence: { right: new Array(10).fill(9), wrong: new Array(10).fill(1) },
};
const rates = { accuracy: 0.9, precision: 0.9, recall: 0.9, f1: 0.9, calibrationError: null };

function modelWith(measured: ErrorModel | null): ModelState {
  if (readyModel.state !== 'ready') return readyModel;
  const { precision } = readyModel.info.choice;
  const quality = { data: 'videos', windows: 100, ...rates, confusion: null, errors: measured };
  const file = { precision, target: readyModel.info.choice.target, runsHere: true, path: 'x', bytes: 1 };
  return { ...readyModel, info: { ...readyModel.info, files: [{ ...file, quality, agreement: null }] } };
}

let screen: Screen;
const open = (snapshot: Partial<StationSnapshot>) => {
  screen = openScreen('#/setup', roomAnswers, snapshot);
};
afterEach(() => screen.close());

const words =
  'Temperature 1.62 (1: as sure as it is right; above 1: too sure of itself). Once wrong, it stays wrong for 0.9 s on average.';

it('says what the card has', async () => {
  open({ model: modelWith(errors) });
  await screen.sees(words);
});

it('says that the station will estimate it', async () => {
  open({ model: modelWith(null) });
  await screen.sees(
    'The card does not say what mistakes the network makes. The station learns it from parts that pass.',
  );
});

it('says from how many parts it was estimated', async () => {
  open({ model: modelWith(null), errorEstimate: { errors, parts: 37, windows: 3000 } });
  await screen.sees(
    `The card does not say what mistakes the network makes. Learned from 37 parts that passed: ${words}`,
  );
});
