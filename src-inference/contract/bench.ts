// What an engine is asked when the speed of a machine is measured. Each network is measured in an engine of its own.
import type { Precision } from './model.ts';

export interface MachineInfo {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryMb: number;
  readonly system: string;
  readonly node: string;
  readonly onnxruntime: string;
  /** Threads that a network runs with. */
  readonly threads: number;
  /** Kind of CPU, as int8 networks know it. */
  readonly target: string;
  /** What decides which network is fast and right on this CPU: of the flags in /proc/cpuinfo those that ONNX Runtime uses. */
  readonly cpuFlags: readonly string[];
  /** Name, use and temperature, as `nvidia-smi` or `tegrastats` tell; null without. */
  readonly gpu: string | null;
  /** The hottest sensor of the CPU, from hwmon; null where the platform does not tell. */
  readonly temperatureC: number | null;
  /** Mean of all cores at this moment; null where the platform does not tell. */
  readonly clockMhz: number | null;
}

export interface ClipTiming {
  /** Bytes of a window to the tensors that the network takes. */
  readonly preprocessMs: number;
  readonly inferenceMs: number;
}

/** Processor time for one second of video, in milliseconds. */
export interface MediaTimes {
  readonly decode: number;
  readonly annotate: number;
  readonly output: number;
}

/** Milliseconds, of what its user says. */
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
  readonly stagesMs: StageTimes;
  readonly inferenceMs: readonly number[];
  readonly seconds: number;
}

export interface ResourceUsage {
  readonly peakRssMb: number;
  /** Of all threads, since the engine started. */
  readonly cpuSeconds: number;
}

export interface BenchCommands {
  /** Writes the full SlowFast R50 8x8 with seeded weights and a card into a folder. */
  readonly makeBenchModel: { readonly input: { readonly directory: string }; readonly output: null };
  /** Writes a moving test picture as H.264 in mp4. */
  readonly makeTestVideo: {
    readonly input: {
      readonly path: string;
      readonly width: number;
      readonly height: number;
      readonly seconds: number;
    };
    readonly output: null;
  };
  readonly describeMachine: { readonly input: null; readonly output: MachineInfo };
  /** One clip through a network; the first time it is opened, and runs once before. */
  readonly timeClip: {
    readonly input: { readonly model: string; readonly precision: Precision };
    readonly output: ClipTiming;
  };
  readonly timeMedia: {
    readonly input: {
      readonly video: string;
      /** Of the pictures for the network. */
      readonly width: number;
      readonly height: number;
      /** Socket of the shared memory. */
      readonly sharedMemory: string;
    };
    readonly output: MediaTimes;
  };
  readonly runPlain: {
    readonly input: {
      readonly model: string;
      readonly video: string;
      readonly seconds: number;
      readonly scratch: string;
    };
    readonly output: PlainRun;
  };
  readonly resourceUsage: { readonly input: null; readonly output: ResourceUsage };
}
