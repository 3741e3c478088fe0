// How windows reach a network that is slower than they come: a file waits, a live source drops windows. The tag is what the
// caller wants back with the answer. No clock, no thread.
import type { Clip } from './window-assembler.ts';

export interface WindowFlow<Tag> {
  /** Resolves when the next window may be offered. Rejects when an earlier window failed. */
  offer(clip: Clip, tag: Tag): Promise<void>;
  /** Resolves when all that was offered is judged or dropped. */
  drain(): Promise<void>;
  /** Ignores answers that are still to come. */
  cancel(): void;
}

export type Classify<Answer> = (clip: Clip) => Promise<Answer>;
/** @param dropped Number of windows since the last judged one that were dropped. */
export type Judge<Tag, Answer> = (answer: Answer, tag: Tag, dropped: number) => Promise<void>;

/** Clips handed over before the first answer is awaited: decoding and inference overlap, memory stays flat. */
const clipsInFlight = 2;

/** Every window is judged, in order. `offer` waits for the network. */
export function everyWindow<Tag, Answer>(
  classify: Classify<Answer>,
  judge: Judge<Tag, Answer>,
): WindowFlow<Tag> {
  const inFlight: { readonly answer: Promise<Answer>; readonly tag: Tag }[] = [];
  let cancel: () => void = () => undefined;
  // A caller that waits for a slow network must not wait any longer.
  const cancelled = new Promise<null>((resolve) => {
    cancel = () => resolve(null);
  });

  const judgeUntil = async (left: number): Promise<void> => {
    while (inFlight.length > left) {
      const { answer, tag } = inFlight.shift()!;
      const judged = await Promise.race([cancelled, answer]);
      if (judged === null) return;
      await judge(judged, tag, 0);
    }
  };
  return {
    offer(clip, tag) {
      const answer = classify(clip);
      // It is awaited later. Until then a rejection must not count as unhandled.
      answer.catch(() => undefined);
      inFlight.push({ answer, tag });
      return judgeUntil(clipsInFlight);
    },
    drain: () => judgeUntil(0),
    cancel,
  };
}

/** One window is being judged and one waits; a newer window takes the place of the waiting one. `offer` never waits. */
export function newestWindow<Tag, Answer>(
  classify: Classify<Answer>,
  judge: Judge<Tag, Answer>,
): WindowFlow<Tag> {
  let waiting: { readonly clip: Clip; readonly tag: Tag } | null = null;
  let dropped = 0;
  let working: Promise<void> | null = null;
  let failure: { readonly thrown: unknown } | null = null;
  let cancelled = false;

  const work = async (): Promise<void> => {
    while (waiting !== null && !cancelled) {
      const { clip, tag } = waiting;
      const before = dropped;
      waiting = null;
      dropped = 0;
      const answer = await classify(clip);
      if (!cancelled) await judge(answer, tag, before);
    }
  };
  const fail = (): void => {
    if (failure !== null && !cancelled) throw failure.thrown;
  };
  return {
    async offer(clip, tag) {
      fail();
      if (waiting !== null) dropped += 1;
      waiting = { clip, tag };
      working ??= work()
        .catch((thrown: unknown) => {
          failure = { thrown };
        })
        .finally(() => {
          working = null;
        });
    },
    async drain() {
      await working;
      fail();
    },
    cancel() {
      cancelled = true;
    },
  };
}
