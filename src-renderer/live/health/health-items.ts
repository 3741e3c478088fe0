// Which figures of the station ask for a look, and from where on. Pure.
import type { Health, StationSnapshot } from '../../../src-inference/contract/index.ts';
import type { Tone } from '../../ui/index.ts';

export type FigureTone = Extract<Tone, 'idle' | 'warn' | 'fail'>;

/** A shift of recordings at the usual rate of 4 Mbit/s takes about 15 GB. */
const littleDiskBytes = 5e9;
/** Where recordings stop by default. */
const noDiskBytes = 1e9;
/** An operator waits for the answer about as long before going on. */
const longDelaySeconds = 2;
/** Share of the rate that the source promises. */
const fewFrames = 0.8;

export function diskTone(freeBytes: number): FigureTone {
  if (freeBytes <= noDiskBytes) return 'fail';
  return freeBytes <= littleDiskBytes ? 'warn' : 'idle';
}

/** A delay that is this long tells that the answer comes too late for the part on the bench. */
export function delayTone(seconds: number | null): FigureTone {
  return seconds !== null && seconds > longDelaySeconds ? 'warn' : 'idle';
}

/** A network that needs longer than the hop drops windows sooner or later. */
export function inferenceTone(milliseconds: number | null, hopSeconds: number | null): FigureTone {
  if (milliseconds === null || hopSeconds === null) return 'idle';
  return milliseconds > hopSeconds * 1000 ? 'warn' : 'idle';
}

/** Of a live source; a file is as fast as the machine is. */
export function rateTone({ source, health }: Pick<StationSnapshot, 'source' | 'health'>): FigureTone {
  const promised = source?.info.framesPerSecond ?? null;
  if (!source?.live || source.state !== 'playing' || health === null || promised === null) return 'idle';
  return health.framesPerSecond < promised * fewFrames ? 'warn' : 'idle';
}

export function droppedTone({ droppedWindows }: Health): FigureTone {
  return droppedWindows > 0 ? 'warn' : 'idle';
}
