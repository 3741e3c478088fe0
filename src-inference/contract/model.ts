// What others may know of a model: its card, as validated.

export interface LabelInfo {
  readonly name: string;
  /** For people; the name when the card gives none. */
  readonly title: string;
  /** `#rrggbb`; null when the card gives none. */
  readonly color: string | null;
}

/** Quality that was measured, never typed in by hand. All rates from 0 to 1. */
export interface ModelQuality {
  readonly data: string;
  readonly windows: number;
  readonly accuracy: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Counts; row: true label, column: predicted label, in the order of the labels. */
  readonly confusion: readonly (readonly number[])[] | null;
}

export interface ModelInfo {
  readonly name: string;
  readonly description: string;
  readonly labels: readonly LabelInfo[];
  /** The label that stands for "nothing is being done"; null when the model has none. */
  readonly background: string | null;
  readonly windowSeconds: number;
  readonly hopSeconds: number;
  /** The input in words, as in "frames: 32 x 128 x 128 x 3 uint8". */
  readonly input: string;
  readonly files: readonly {
    readonly precision: string;
    readonly path: string;
    readonly bytes: number;
    readonly quality: ModelQuality | null;
  }[];
}
