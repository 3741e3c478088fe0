import { describe, expect, it } from 'vitest';
import type { WindowScores } from '../../../src-inference/contract/index.ts';
import { type Clip, everyWindow, newestWindow } from '../../../src-inference/windows/index.ts';

/** A network that answers when the test says so. */
function network() {
  const asked: number[] = [];
  const answers: ((error?: Error) => void)[] = [];
  const classify = ({ startSeconds, endSeconds }: Clip): Promise<WindowScores> => {
    asked.push(startSeconds);
    return new Promise((resolve, reject) => {
      answers.push((error) =>
        error ? reject(error) : resolve({ startSeconds, endSeconds, probabilities: [1] }),
      );
    });
  };
  return { asked, answers, classify };
}

function flowOf(kind: typeof everyWindow<string, WindowScores>) {
  const { asked, answers, classify } = network();
  const judged: [start: number, tag: string, dropped: number][] = [];
  const flow = kind(classify, async ({ startSeconds }, tag, dropped) => {
    judged.push([startSeconds, tag, dropped]);
  });
  const offer = (start: number) =>
    flow.offer({ startSeconds: start, endSeconds: start + 1, frames: [] }, `tag ${start}`);
  return { asked, answers, judged, flow, offer };
}

describe('a file: every window is judged', () => {
  it('two clips are under way, and the third offer waits for the first answer', async () => {
    const { asked, answers, judged, flow, offer } = flowOf(everyWindow);
    await offer(0);
    await offer(1);
    const third = offer(2);
    expect(asked).toEqual([0, 1, 2]);
    expect(judged).toEqual([]);
    answers[0]!();
    await third;
    expect(judged).toEqual([[0, 'tag 0', 0]]);
    answers[1]!();
    answers[2]!();
    await flow.drain();
    expect(judged.map(([start]) => start)).toEqual([0, 1, 2]);
  });

  it('an error reaches whoever waits', async () => {
    const { answers, flow, offer } = flowOf(everyWindow);
    await offer(0);
    answers[0]!(new Error('broken'));
    await expect(flow.drain()).rejects.toThrow('broken');
  });

  it('after it was cancelled nothing is judged any more', async () => {
    const { answers, judged, flow, offer } = flowOf(everyWindow);
    await offer(0);
    const drained = flow.drain();
    flow.cancel();
    answers[0]!();
    await drained;
    expect(judged).toEqual([]);
  });
});

describe('a live source: the newest window wins', () => {
  it('nobody waits; while one is judged, the ones in between are dropped and counted', async () => {
    const { asked, answers, judged, flow, offer } = flowOf(newestWindow);
    for (const start of [0, 1, 2, 3]) await offer(start);
    expect(asked).toEqual([0]);
    answers[0]!();
    await expect.poll(() => asked).toEqual([0, 3]);
    answers[1]!();
    await flow.drain();
    expect(judged).toEqual([
      [0, 'tag 0', 0],
      [3, 'tag 3', 2],
    ]);
  });

  it('a network that is fast enough sees every window', async () => {
    const { answers, judged, flow, offer } = flowOf(newestWindow);
    for (const start of [0, 1, 2]) {
      await offer(start);
      answers[start]!();
      await flow.drain();
    }
    expect(judged.map(([start, , dropped]) => [start, dropped])).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
    ]);
  });

  it('an error shows at the next offer', async () => {
    const { answers, flow, offer } = flowOf(newestWindow);
    await offer(0);
    answers[0]!(new Error('broken'));
    await expect(flow.drain()).rejects.toThrow('broken');
    await expect(offer(1)).rejects.toThrow('broken');
  });

  it('after it was cancelled nothing is judged any more', async () => {
    const { answers, judged, flow, offer } = flowOf(newestWindow);
    await offer(0);
    flow.cancel();
    answers[0]!();
    await flow.drain();
    expect(judged).toEqual([]);
  });
});
