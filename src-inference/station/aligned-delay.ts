import type { ModelCard } from '../model/index.ts';
import type { JudgingPlans } from './judging-plans.ts';
import type { LivePace } from './network-pace.ts';
import type { Plan } from './plan.ts';

/**
 * Seconds that a frame must wait for the text that judges it: half a window until the window with the frame in its middle is
 * full, then the windows that are under way before it, and a little for decoding.
 */
export function alignedDelay(
  { card: { window }, plans }: { readonly card: ModelCard; readonly plans: JudgingPlans<Plan> },
  live: LivePace | null,
): number {
  const windowsUnderWay = 4;
  const decodingSeconds = 0.5;
  const { hopSeconds } = plans.current;
  const keptSeconds = live?.hopFor(hopSeconds).seconds ?? hopSeconds;
  return window.seconds / 2 + windowsUnderWay * keptSeconds + decodingSeconds;
}
