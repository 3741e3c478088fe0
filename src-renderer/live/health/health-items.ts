// The limits at which a figure of the station becomes a warning. Pure.
import type {
  Health,
  LinkStatus,
  LiveHop,
  MachineReading,
  RecordState,
  StationSnapshot,
  StorageState,
  StreamHealth,
} from '../../../src-inference/contract/index.ts';
import type { Tone } from '../../ui/index.ts';

export type FigureTone = Extract<Tone, 'idle' | 'warn' | 'fail'>;

/** A shift of recordings at the usual rate of 4 Mbit/s takes about 15 GB. */
const littleDiskBytes = 5e9;
/** Recordings stop here by default. */
const noDiskBytes = 1e9;
/** About the time that an operator waits for an answer before going on. */
const longDelaySeconds = 2;
/** Most machines slow down, to save themselves, a few degrees above. */
const hotCelsius = 90;
/** Share of the machine's memory beyond which the system begins to end programs. */
const muchMemory = 0.92;
/** Share of the frame rate that the source announces. */
const fewFrames = 0.8;

export function diskTone(freeBytes: number): FigureTone {
  if (freeBytes <= noDiskBytes) return 'fail';
  return freeBytes <= littleDiskBytes ? 'warn' : 'idle';
}

/** Nothing is recorded any more, whatever is free. */
export function storageTone({ state }: StorageState, freeBytes: number): FigureTone {
  return state === 'full' ? 'fail' : diskTone(freeBytes);
}

/** Nothing that happens reaches the disk. */
export function recordTone({ state }: RecordState): FigureTone {
  return state === 'unwritable' ? 'fail' : 'idle';
}

/** With a longer delay, the answer comes too late for the part on the bench. */
export function delayTone(seconds: number | null): FigureTone {
  return seconds !== null && seconds > longDelaySeconds ? 'warn' : 'idle';
}

/** When the network needs more time than the hop, windows will be dropped. */
export function inferenceTone(milliseconds: number | null, hopSeconds: number | null): FigureTone {
  if (milliseconds === null || hopSeconds === null) return 'idle';
  return milliseconds > hopSeconds * 1000 ? 'warn' : 'idle';
}

/** Windows come less often than they should, or some will be dropped. */
export function hopTone({ reason }: LiveHop): FigureTone {
  return reason === 'asWanted' ? 'idle' : 'warn';
}

/** For live sources only: the rate of a file depends on the machine. */
export function rateTone({ source, health }: Pick<StationSnapshot, 'source' | 'health'>): FigureTone {
  const promised = source?.info.framesPerSecond ?? null;
  if (!source?.live || source.state !== 'playing' || health === null || promised === null) return 'idle';
  return health.framesPerSecond < promised * fewFrames ? 'warn' : 'idle';
}

export function droppedTone({ droppedWindows }: Health): FigureTone {
  return droppedWindows > 0 ? 'warn' : 'idle';
}

/** The engine decides when it is too much, and when it is over. */
export function lossTone({ disturbed }: StreamHealth): FigureTone {
  return disturbed ? 'warn' : 'idle';
}

/** They stay counted when the disturbance is over. */
export function skippedTone({ disturbed, skippedWindows }: StreamHealth): FigureTone {
  return disturbed && skippedWindows > 0 ? 'warn' : 'idle';
}

/** Nobody gets the results meanwhile; what is lost stays lost. */
export function linksTone(links: readonly LinkStatus[]): FigureTone {
  if (links.some(({ state }) => state === 'failed')) return 'fail';
  return links.some(({ lost }) => lost > 0) ? 'warn' : 'idle';
}

/** The hotter one of CPU and GPU; null when neither is known. */
export function hottestCelsius({ cpuCelsius, gpu }: MachineReading): number | null {
  const known = [cpuCelsius, gpu?.celsius ?? null].filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}

export function temperatureTone(celsius: number): FigureTone {
  return celsius >= hotCelsius ? 'warn' : 'idle';
}

/** All programs together, not the engine alone. */
export function isMemoryShort({ memoryMegabytes, totalMegabytes }: MachineReading): boolean {
  return memoryMegabytes !== null && totalMegabytes !== null && memoryMegabytes > totalMegabytes * muchMemory;
}
