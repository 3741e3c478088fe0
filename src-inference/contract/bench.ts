// What an engine answers when the speed of a machine is measured.
import type { MachineReading } from './machine.ts';

export interface MachineInfo {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryMb: number;
  readonly system: string;
  readonly node: string;
  readonly onnxruntime: string;
  /** Threads that a network runs with. */
  readonly threads: number;
  /** What int8 networks must be made for to run on this CPU. */
  readonly target: string;
  /** The flags in /proc/cpuinfo by which ONNX Runtime chooses its kernels. */
  readonly cpuFlags: readonly string[];
  /** When the measuring began. */
  readonly reading: MachineReading;
}

export interface ClipTiming {
  /** Time to turn the bytes of a window into the tensors that the network takes. */
  readonly preprocessMilliseconds: number;
  readonly inferenceMilliseconds: number;
}

/** CPU time for one second of video, in milliseconds. */
export interface MediaTimes {
  readonly decode: number;
  readonly annotate: number;
  readonly output: number;
}

/** In milliseconds. What the times are for is documented where the type is used. */
export interface StageTimes {
  readonly decode: number;
  readonly preprocess: number;
  readonly inference: number;
  readonly annotate: number;
  readonly output: number;
}

/** The starting point of RidgeRun's published Jetson demo: everything in memory, one step after the other. */
export interface PlainRun {
  readonly windows: number;
  readonly frames: number;
  /** Wall time for one window, in milliseconds. */
  readonly stagesMilliseconds: StageTimes;
  readonly inferenceMilliseconds: readonly number[];
  readonly seconds: number;
}

export interface ResourceUsage {
  readonly peakRssMb: number;
  /** CPU time of all threads since the engine started. */
  readonly cpuSeconds: number;
}
