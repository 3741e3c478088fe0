// Makes a taught network fast on this machine.
import { StationError } from '../../contract/index.ts';
import { readModelCard } from '../../model/index.ts';
import { optimizeModel, whyNotOptimizable } from '../../optimizer/index.ts';
import type { TrainingPlan } from './job-file.ts';
import type { OnStep } from './on-step.ts';

/** Recordings that the optimizer looks at, and clips that it takes of them for each of its two purposes. */
const calibration = { recordings: 6, clips: 64 };

/**
 * As `stepwatch optimize` does. A network that loses too much runs as it is.
 *
 * @returns What became of it, for people.
 */
export async function optimize(
  folder: string,
  { recordings }: TrainingPlan,
  step: OnStep,
  signal: AbortSignal,
): Promise<string> {
  const refusal = whyNotOptimizable(await readModelCard(folder));
  if (refusal) return refusal.message;
  const apart = Math.max(1, Math.floor(recordings.length / calibration.recordings));
  const videos = recordings.filter((_, i) => i % apart === 0).slice(0, calibration.recordings);
  const options = {
    model: folder,
    target: 'auto',
    calibrate: videos.map(({ video }) => video),
    clips: calibration.clips,
    verify: false,
  } as const;
  let said = 0;
  // It says more often what it does than how far it is.
  const onProgress = (): Promise<void> => step('optimize', 1 - 0.97 ** ++said);
  for (const precision of ['int8', 'fp32'] as const) {
    try {
      await optimizeModel({ ...options, precision }, onProgress, signal);
      return precision;
    } catch (thrown) {
      if (!(thrown instanceof StationError) || thrown.code !== 'model_rejected') throw thrown;
    }
  }
  return 'none: the optimised networks answered otherwise';
}
