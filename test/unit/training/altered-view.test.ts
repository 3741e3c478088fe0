import { expect, it } from 'vitest';
import { alteredView } from '../../../src-inference/training/features/altered-view.ts';

const size = { height: 16, width: 24 };
const length = size.height * size.width * 3;
/** Two pictures: a grey one, and the same with a bright square. */
const frames = new Uint8Array(2 * length).fill(100);
for (let y = 6; y < 10; y++)
  for (let x = 10; x < 14; x++) frames.fill(220, length + (y * 24 + x) * 3, length + (y * 24 + x) * 3 + 3);

it('changes all pictures of a clip alike: what stands still stands still, and what moves is still there', () => {
  const seen = alteredView(1, size).alter(frames, 3);
  const [first, second] = [seen.subarray(0, length), seen.subarray(length)];
  const changed = first.filter((value, at) => value !== second[at]!).length / 3;
  expect(changed).toBeGreaterThan(6);
  expect(changed).toBeLessThan(36);
  expect(new Set(first.filter((_, at) => at % 3 === 0)).size).toBe(1);
});

it('gives the same view of the same clip, another one of another clip, and another by another number', () => {
  const one = alteredView(1, size).alter(frames, 3);
  expect(alteredView(1, size).alter(frames, 3)).toEqual(one);
  expect(alteredView(1, size).alter(frames, 4)).not.toEqual(one);
  expect(alteredView(2, size).alter(frames, 3)).not.toEqual(one);
  expect(alteredView(1, size).name).not.toBe(alteredView(2, size).name);
});
