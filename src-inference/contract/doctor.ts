// What `doctor` finds: whether this machine has what a station needs, and how to get what is missing.
import type { NetworkTarget } from './model.ts';
import type { SandboxReport } from './sandbox.ts';

/** One job in a pipeline and the element that does it here. */
export interface ElementChoice {
  /** Such as `decode H.264`. */
  readonly role: string;
  /** Name of the GStreamer element; null when none of `candidates` is installed. */
  readonly element: string | null;
  readonly plugin: string | null;
  readonly version: string | null;
  /** Whether it runs on hardware that was made for it. */
  readonly hardware: boolean;
  /** In order of preference. */
  readonly candidates: readonly string[];
  /** Debian or Ubuntu package of the software element. */
  readonly package: string;
  /** True: a station cannot check parts without it. False: only what `role` names does not work. */
  readonly essential: boolean;
}

export interface CameraInfo {
  /** Such as `/dev/video0`. */
  readonly device: string;
  readonly name: string;
}

/** What the CPU can do for networks. */
export interface CpuReport {
  /** As its maker calls it. */
  readonly model: string;
  /** Row of the table of capabilities. */
  readonly capability: string;
  /** As in "x64 with VNNI". */
  readonly title: string;
  /** Whether `STEPWATCH_CPU` says so, not the CPU. */
  readonly isForced: boolean;
  /** What int8 networks are made for here. */
  readonly int8Target: NetworkTarget;
  /** Why, as one sentence. */
  readonly reason: string;
}

/** Whether networks can run in TensorRT here. */
export interface TensorRtReport {
  /** By our own addon, by the provider of ONNX Runtime, or not at all. */
  readonly by: 'addon' | 'onnxruntime' | null;
  /** Version of TensorRT that the addon was compiled for; null: there is no addon. */
  readonly addon: string | null;
  /** Version of TensorRT that is installed. */
  readonly library: string | null;
  /** Newest version of CUDA that the driver can do. */
  readonly driver: string | null;
  /** Such as `Orin, compute capability 8.7`. */
  readonly gpu: string | null;
  /** What the addon lacks, in the order in which to get it. */
  readonly missing: readonly { readonly what: string; readonly hint: string }[];
}

export interface DoctorReport {
  /** Nothing essential is missing. */
  readonly healthy: boolean;
  readonly versions: {
    readonly stepwatch: string;
    readonly node: string;
    readonly gstreamer: string;
    readonly onnxruntime: string;
  };
  readonly elements: readonly ElementChoice[];
  readonly cameras: readonly CameraInfo[];
  readonly cpu: CpuReport;
  /** Execution providers of ONNX Runtime; `bundled`: its libraries come with the package. */
  readonly backends: readonly { readonly name: string; readonly bundled: boolean }[];
  readonly tensorrt: TensorRtReport;
  readonly sandbox: SandboxReport;
  /** The command line that installs every missing element; null when none is missing. */
  readonly remedy: string | null;
}
