// Brings the times of recorded actions into the range of an assembly line. What is measured with them is the order, not the
// speed; and annotations often leave no pause between two actions, so that the same action twice would look like one.
export interface TimedAction {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

const firstSeconds = 2;
const shortest = { actionSeconds: 2, pauseSeconds: 1 } as const;
const longest = { actionSeconds: 6, pauseSeconds: 3 } as const;

/** @param actions By time. Those that overlap follow each other afterwards, with the shortest pause. */
export function atLineSpeed<Action extends TimedAction>(actions: readonly Action[]): Action[] {
  let seconds = firstSeconds;
  let lastEnd: number | null = null;
  return actions.map((action) => {
    if (lastEnd !== null) {
      seconds += within(action.startSeconds - lastEnd, shortest.pauseSeconds, longest.pauseSeconds);
    }
    lastEnd = action.endSeconds;
    const startSeconds = seconds;
    const taken = action.endSeconds - action.startSeconds;
    seconds += within(taken, shortest.actionSeconds, longest.actionSeconds);
    return { ...action, startSeconds, endSeconds: seconds };
  });
}

function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
