// Puts an interruption into the middle of a simulated part; all that follows comes later.
import type { Random } from '../random.ts';
import type { SimulatedAction, SimulatedPart } from '../simulated-part.ts';

export type Interruption =
  /** In the middle of an action nothing can be seen of it; then it goes on until its whole time is done. */
  | { readonly kind: 'hidden'; readonly seconds: number }
  /** Between two actions nothing is done. */
  | { readonly kind: 'nothing'; readonly seconds: number }
  /**
   * Between two actions, with a pause before it and one after it, an action is done that the network was not taught.
   * `takenForLabel`: it takes it for another label than those of the two; else it is sure of no label.
   */
  | { readonly kind: 'unknown'; readonly seconds: number; readonly takenForLabel: boolean };

/** @param labels The background is the first one. */
export function interrupt(
  part: SimulatedPart,
  interruption: Interruption,
  labels: readonly string[],
  random: Random,
): SimulatedPart {
  const { actions } = part;
  // An action of the middle half, never the last one.
  const quarter = Math.floor(actions.length / 4);
  const at = Math.min(quarter + random.below(Math.max(actions.length - 2 * quarter, 1)), actions.length - 2);
  const action = actions[Math.max(at, 0)]!;
  const next = actions[at + 1];
  const { seconds } = interruption;
  switch (interruption.kind) {
    case 'hidden':
      return delay(part, (action.startSeconds + action.endSeconds) / 2, seconds);
    case 'nothing':
      return delay(part, action.endSeconds, seconds);
    case 'unknown': {
      const pause = (next?.startSeconds ?? part.endSeconds) - action.endSeconds;
      const startSeconds = action.endSeconds + pause;
      const others = labels.slice(1).filter((label) => label !== action.label && label !== next?.label);
      const takenFor = interruption.takenForLabel ? (others[random.below(others.length)] ?? null) : null;
      return {
        ...delay(part, action.endSeconds, pause + seconds),
        unknown: { startSeconds, endSeconds: startSeconds + seconds, takenFor },
      };
    }
    default:
      return interruption satisfies never;
  }
}

/** From this moment on everything comes later. An action that is in progress then stops, and goes on afterwards. */
function delay(part: SimulatedPart, fromSeconds: number, bySeconds: number): SimulatedPart {
  const startOf = (seconds: number): number => (seconds >= fromSeconds ? seconds + bySeconds : seconds);
  const endOf = (seconds: number): number => (seconds > fromSeconds ? seconds + bySeconds : seconds);
  const delayed = ({ label, startSeconds, endSeconds }: SimulatedAction): SimulatedAction[] =>
    startSeconds < fromSeconds && endSeconds > fromSeconds
      ? [
          { label, startSeconds, endSeconds: fromSeconds },
          { label, startSeconds: fromSeconds + bySeconds, endSeconds: endSeconds + bySeconds },
        ]
      : [{ label, startSeconds: startOf(startSeconds), endSeconds: endOf(endSeconds) }];
  const { mistake } = part;
  return {
    ...part,
    actions: part.actions.flatMap(delayed),
    endSeconds: part.endSeconds + bySeconds,
    mistake: mistake && {
      ...mistake,
      startSeconds: startOf(mistake.startSeconds),
      endSeconds: endOf(mistake.endSeconds),
    },
  };
}
