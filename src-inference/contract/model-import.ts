// What making a first model card for an ONNX file is asked, and what it answers.

/** How a library scales the pixels that its networks were trained on. */
export const normalisations = [
  'imagenet',
  'kinetics',
  'pytorchvideo',
  'minus-one-to-one',
  'zero-to-one',
  'zero-to-255',
] as const;
export type NormalisationName = (typeof normalisations)[number];

/** Null: what the file shows, or what is to be asked. */
export interface ImportAnswers {
  /** File with one name of a class in each line, or JSON; "numbered": class_0, class_1 and so on. */
  readonly labels: string | null;
  readonly background: string | null;
  /** Length of a window in seconds. */
  readonly window: number | null;
  readonly axes: string | null;
  readonly frames: number | null;
  readonly height: number | null;
  readonly width: number | null;
  readonly normalisation: NormalisationName | null;
  /** One number, or one for each channel; in place of `normalisation`. */
  readonly mean: readonly number[] | null;
  readonly std: readonly number[] | null;
  /** Values of black and of white before `mean` and `std`. */
  readonly range: readonly number[] | null;
  readonly channels: 'RGB' | 'BGR' | null;
  /** Name of the output that counts. */
  readonly output: string | null;
}

export interface ImportOptions {
  /** The ONNX file. */
  readonly file: string;
  /** Folder for the card and a copy of the network; null: the folder of the file, which stays where it is. */
  readonly directory: string | null;
  /** Of the model; null: that of the file. */
  readonly name: string | null;
  readonly answers: ImportAnswers;
  /** Video that the network is tried on; null: a test picture. */
  readonly video: string | null;
  /** Whether files that are there may be replaced. */
  readonly force: boolean;
}

export interface ImportQuestion {
  readonly field: keyof ImportAnswers;
  readonly text: string;
  /** How it is answered on the command line. */
  readonly option: string;
  /** What is likely; null: nothing says it. */
  readonly suggestion: string | null;
}

export interface ImportTrial {
  readonly video: string | null;
  /** Median time of the network for one window. */
  readonly milliseconds: number;
  /** What it named, in the first windows of the video. */
  readonly windows: readonly {
    readonly startSeconds: number;
    readonly endSeconds: number;
    readonly label: string;
    readonly probability: number;
  }[];
  /** The network answers the same, whatever it sees. */
  readonly isConstant: boolean;
}

export type ImportResult =
  /** Nothing was written. */
  | {
      readonly kind: 'questions';
      /** What was seen in the file, one sentence each. */
      readonly seen: readonly string[];
      readonly questions: readonly ImportQuestion[];
    }
  | {
      readonly kind: 'imported';
      readonly seen: readonly string[];
      /** Path of the card that was written, and its text. */
      readonly card: string;
      readonly text: string;
      readonly trial: ImportTrial;
    };
