// The states that the verdict band can show.
import type {
  FinishedPart,
  JudgedStep,
  PictureStatus,
  PlainStationError,
} from '../../../src-inference/contract/index.ts';

type Nothing = Record<never, never>;

/** What each state needs to be told. */
export interface BandData {
  readonly connecting: Nothing;
  readonly lost: Nothing;
  readonly refused: Nothing;
  readonly engineStarting: Nothing;
  readonly engineRestarting: { readonly reason: string };
  readonly engineFailed: { readonly failures: number; readonly reason: string };
  readonly opening: Nothing;
  readonly modelFailed: { readonly error: PlainStationError };
  readonly modelLoading: Nothing;
  readonly noSource: Nothing;
  readonly sourceFailed: { readonly error: PlainStationError };
  readonly waiting: { readonly error: PlainStationError | null };
  readonly stalled: { readonly error: PlainStationError | null };
  /** The camera does not show what it always does. */
  readonly unusual: { readonly picture: PictureStatus };
  readonly recipeFailed: { readonly error: PlainStationError };
  readonly noRecipe: Nothing;
  readonly paused: Nothing;
  /** A person ended the part in the middle, and can still take it back. */
  readonly ending: { readonly undoSeconds: number };
  /** The part fails as it is now. */
  readonly mistake: { readonly problems: readonly JudgedStep[] };
  /** The part will warn at least. */
  readonly look: { readonly problems: readonly JudgedStep[] };
  /** Checking goes on, and nothing of it reaches the disk. */
  readonly recordUnwritable: Nothing;
  /** Its beginning was not seen. */
  readonly joined: Nothing;
  /** Nothing is wrong so far. `of` null: the recipe does not fix how many steps a part has. */
  readonly inProgress: { readonly done: number; readonly of: number | null };
  /** A person gave it another verdict. */
  readonly overridden: { readonly part: FinishedPart };
  /** It failed, and somebody has acknowledged that. */
  readonly acknowledged: { readonly part: FinishedPart };
  readonly fail: { readonly part: FinishedPart };
  readonly warn: { readonly part: FinishedPart };
  readonly pass: { readonly part: FinishedPart };
  readonly notSeen: { readonly part: FinishedPart };
  readonly aborted: { readonly part: FinishedPart };
  readonly ended: Nothing;
  /** `first`: label of the first step of a part. */
  readonly ready: { readonly first: string };
}

export type BandKind = keyof BandData;
export type BandOf<Kind extends BandKind> = Kind extends BandKind
  ? { readonly kind: Kind } & BandData[Kind]
  : never;
export type Band = BandOf<BandKind>;

/** The station cannot be reached, or is not ready. */
export type ShellBand = BandOf<
  'connecting' | 'lost' | 'refused' | 'engineStarting' | 'engineRestarting' | 'engineFailed' | 'opening'
>;
