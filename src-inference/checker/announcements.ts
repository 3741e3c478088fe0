// Which actions somebody was told of while they were being done. By label and time, not by explanation: the same action may be
// taken for a wrong step first and for a step that came too soon a moment later, but it is told once.

export interface Announcements {
  has(label: number, startSeconds: number): boolean;
  add(label: number, startSeconds: number): void;
  /** Nothing before this time will be asked for any more. */
  forgetBefore(seconds: number): void;
}

/** Explanations differ by so much in when an action began. */
const sameSeconds = 0.8;

export function createAnnouncements(): Announcements {
  let told: { readonly label: number; readonly startSeconds: number }[] = [];
  return {
    has: (label, startSeconds) =>
      told.some((one) => one.label === label && Math.abs(one.startSeconds - startSeconds) < sameSeconds),
    add: (label, startSeconds) => void told.push({ label, startSeconds }),
    forgetBefore(seconds) {
      told = told.filter(({ startSeconds }) => startSeconds > seconds - sameSeconds);
    },
  };
}
