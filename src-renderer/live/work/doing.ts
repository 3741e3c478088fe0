// What the hands are doing, as far as the station knows: one answer for every place of the screen that tells it. Pure.
import type { StationSnapshot } from '../../../src-inference/contract/index.ts';

export type Doing =
  /** The work has stopped; `label` null: something is being done that is no known action. */
  | { readonly kind: 'interrupted'; readonly label: string | null }
  /** `probability`: of the newest window, if it names the same action. */
  | { readonly kind: 'action'; readonly label: string; readonly probability: number | null }
  /** The newest window names it, but not for long enough yet. */
  | { readonly kind: 'perhaps'; readonly label: string; readonly probability: number }
  | { readonly kind: 'nothing' };

export function doingNow({ part, action, model }: Pick<StationSnapshot, 'part' | 'action' | 'model'>): Doing {
  const background = model.state === 'ready' ? model.info.background : null;
  if (part?.interruption) return { kind: 'interrupted', label: part.interruption.label };
  const doing = part?.doing ?? null;
  if (doing !== null && doing !== background) {
    return { kind: 'action', label: doing, probability: action?.label === doing ? action.probability : null };
  }
  return action === null || action.label === background
    ? { kind: 'nothing' }
    : { kind: 'perhaps', ...action };
}
