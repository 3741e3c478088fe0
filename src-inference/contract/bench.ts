// What an engine answers when the speed of a machine is measured.

export interface MachineInfo {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryMb: number;
  readonly system: string;
  readonly node: string;
  readonly onnxruntime: string;
  /** Kind of CPU, as int8 networks know it. */
  readonly target: string;
  /** Name, use and temperature, as `nvidia-smi` or `tegrastats` tell; null without. */
  readonly gpu: string | null;
  /** The hottest sensor of the CPU, from hwmon; null where the platform does not tell. */
  readonly temperatureC: number | null;
  /** Mean of all cores at this moment; null where the platform does not tell. */
  readonly clockMhz: number | null;
  /** Processes that wanted a core in the last minute, before the measurement. */
  readonly load: number;
}

export interface ClipTiming {
  /** Bytes of a window to the tensors that the network takes. */
  readonly preprocessMilliseconds: number;
  readonly inferenceMilliseconds: number;
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

/** What the article's starting point does: everything at once, one after the other. */
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
  /** Of all threads, since the engine started. */
  readonly cpuSeconds: number;
}
