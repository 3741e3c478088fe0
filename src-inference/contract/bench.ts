// Commands that measure how fast a machine is.
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
  /** What int8 networks must be made for to run on this CPU. */
  readonly target: string;
  /** The flags in /proc/cpuinfo by which ONNX Runtime chooses its kernels. */
  readonly cpuFlags: readonly string[];
  /** Name, load and temperature, as `nvidia-smi` or `tegrastats` print them; null without a GPU. */
  readonly gpu: string | null;
  /** The hottest sensor of the CPU, from hwmon; null where it is unknown. */
  readonly temperatureC: number | null;
  /** Mean of all cores at this moment; null where it is unknown. */
  readonly clockMhz: number | null;
}

export interface ClipTiming {
  /** Time to turn the bytes of a window into the tensors that the network takes. */
  readonly preprocessMs: number;
  readonly inferenceMs: number;
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
  readonly stagesMs: StageTimes;
  readonly inferenceMs: readonly number[];
  readonly seconds: number;
}

export interface ResourceUsage {
  readonly peakRssMb: number;
  /** CPU time of all threads since the engine started. */
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
  /** Runs one clip through a network. The first call opens the network and runs it once to warm it up. */
  readonly timeClip: {
    readonly input: { readonly model: string; readonly precision: Precision };
    readonly output: ClipTiming;
  };
  readonly timeMedia: {
    readonly input: {
      readonly video: string;
      /** Size of the pictures for the network. */
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
