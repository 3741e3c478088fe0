// @vitest-environment happy-dom
// What the live screen says of the work in progress.
import { afterEach, it } from 'vitest';
import type { CurrentPart } from '../../../src-inference/contract/index.ts';
import { NextStep } from '../../../src-renderer/live/recipe/next-step.tsx';
import { atWork } from '../../screens/parts.ts';
import { openPart, type Screen } from './render.tsx';

let screen: Screen;
afterEach(() => screen.close());

it.each<[string, Partial<CurrentPart>, string]>([
  ['an action', {}, 'NowGreased disk'],
  ['nothing', { doing: null }, 'NowWaiting for an action'],
  [
    'an action that stopped',
    { interruption: { label: 'greased_disk', sinceSeconds: 8062 } },
    'NowInterrupted: Greased disk',
  ],
  [
    'something unknown',
    { doing: null, interruption: { label: null, sinceSeconds: 8062 } },
    'NowSomething else is being done',
  ],
])('tells of %s', async (_, change, words) => {
  screen = openPart(NextStep, { part: { ...atWork.part!, ...change } });
  await screen.sees(words);
});
