// How windows reach the network when it is slower than they come: a file waits, a live source drops. The tag is whatever
// the caller wants back with the answer. No clock, no thread.
import type { WindowScores } from '../contract/index.ts';
import type { Clip } from './window-assembler.ts';

export interface WindowFlow<Tag> {
  /** Resolves when the next window may be offered. Rejects when a window before failed. */
  offer(clip: Clip, tag: Tag): Promise<void>;
  /** Resolves when all that was offered is judged or dropped. */
  drain(): Promise<void>;
  /** Answers that are still to come are thrown away. */
  cancel(): void;
}

export type Classify = (clip: Clip) => Promise<WindowScores>;
/** @param dropped Windows between the one before and this one that were not judged. */
export type Judge<Tag> = (scores: WindowScores, tag: Tag, dropped: number) => Promise<void>;

/** Clips handed over before the first answer is awaited: decoding and inference overlap, memory stays flat. */
const clipsInFlight = 2;

/** Every window is judged, in order; whoever offers waits. */
export function everyWindow<Tag>(classify: Classify, judge: Judge<Tag>): WindowFlow<Tag> {
  const inFlight: { readonly scores: Promise<WindowScores>; readonly tag: Tag }[] = [];
  let cancel: () => void = () => undefined;
  // Whoever waits for a slow network must not wait any longer.
  const cancelled = new Promise<null>((resolve) => {
    cancel = () => resolve(null);
  });

  const judgeUntil = async (left: number): Promise<void> => {
    while (inFlight.length > left) {
      const { scores, tag } = inFlight.shift()!;
      const answer = await Promise.race([cancelled, scores]);
      if (answer === null) return;
      await judge(answer, tag, 0);
    }
  };
  return {
    offer(clip, tag) {
      const scores = classify(clip);
      // It is awaited later, in its turn: a rejection until then is not an unhandled one.
      scores.catch(() => undefined);
      inFlight.push({ scores, tag });
      return judgeUntil(clipsInFlight);
    },
    drain: () => judgeUntil(0),
    cancel,
  };
}

/** One window is being judged, one waits; a newer one takes the place of the one that waits. Nobody waits here. */
export function newestWindow<Tag>(classify: Classify, judge: Judge<Tag>): WindowFlow<Tag> {
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
      const scores = await classify(clip);
      if (!cancelled) await judge(scores, tag, before);
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
