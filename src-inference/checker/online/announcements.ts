// Which actions were announced while they were in progress. They are known by label and time, not by hypothesis: the same
// action may look like a wrong step first and like an early step a moment later, but it is announced once.
import { announcing } from '../parameters.ts';

export interface Announcements {
  has(label: number, startSeconds: number): boolean;
  add(label: number, startSeconds: number): void;
  /** Nothing before this time is asked for any more. */
  forgetBefore(seconds: number): void;
}

export function createAnnouncements(): Announcements {
  const { sameActionSeconds } = announcing;
  let announced: { readonly label: number; readonly startSeconds: number }[] = [];
  return {
    has: (label, startSeconds) =>
      announced.some(
        (one) => one.label === label && Math.abs(one.startSeconds - startSeconds) < sameActionSeconds,
      ),
    add: (label, startSeconds) => void announced.push({ label, startSeconds }),
    forgetBefore(seconds) {
      announced = announced.filter(({ startSeconds }) => startSeconds > seconds - sameActionSeconds);
    },
  };
}
