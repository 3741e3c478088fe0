// @vitest-environment happy-dom
// What the live screen tells the hands to do, in words.
import { afterEach, it } from 'vitest';
import type { StationSnapshot } from '../../../src-inference/contract/index.ts';
import { InstructionPanel } from '../../../src-renderer/live/work/instruction-panel.tsx';
import { atWork, finished, judged, steps } from '../../screens/parts.ts';
import { openPart, type Screen } from './render.tsx';

let screen: Screen;
afterEach(() => screen.close());

const swapped = judged(10, 'swapped', {
  reason: {
    kind: 'swapped',
    early: { index: 11, label: 'separator' },
    late: { index: 10, label: 'greased_disk' },
  },
});

const part = (change: Partial<NonNullable<StationSnapshot['part']>>) => ({
  part: { ...atWork.part!, ...change },
});

it.each<[string, Partial<StationSnapshot>, string]>([
  [
    'the next step, and what is being done',
    {},
    'Next · Step 14 of 22 · Round 3 of 4SeparatorNowGreased disk',
  ],
  [
    'several steps that are right',
    part({ next: [18, 21].map((index) => ({ index, label: index === 18 ? 'spacer' : 'press_down' })) }),
    'Next, any of theseSpacerPress down',
  ],
  [
    'how a mistake is put right',
    part({ steps: steps(11, judged(10, 'missed')), next: [{ index: 12, label: 'spacer' }] }),
    'StopStep 10, Greased disk: not doneTake backSeparatorDoGreased diskGo on with step 11, Separator',
  ],
  [
    'how two steps are put in order',
    part({ steps: steps(12, swapped), next: [{ index: 12, label: 'spacer' }] }),
    'StopStep 11, Separator was done before Step 10, Greased diskTake backGreased disk → SeparatorDoGreased disk → Separator',
  ],
  [
    'an interruption',
    part({ interruption: { label: 'greased_disk', sinceSeconds: 8062 } }),
    'NowInterrupted: Greased disk',
  ],
  [
    'what becomes of a failed part',
    { part: null, lastPart: finished('fail', { steps: steps(22, judged(8, 'missed')) }) },
    'Part 128 has failedSet this part asideStep 8, Separator: not done',
  ],
])('tells of %s', async (_, change, words) => {
  screen = openPart(InstructionPanel, change);
  await screen.sees(words);
});
