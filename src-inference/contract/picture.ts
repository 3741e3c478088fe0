// What the picture of a live source is like, compared with the usual picture of the station. Nobody can trust a judgement of
// something that the camera does not show as the network knows it.

/**
 * - `usual`: it looks as it always does
 * - `dark`: the light is out, or nearly
 * - `overexposed`: most of it is white
 * - `covered`: something lies before the lens: hardly anything can be told apart
 * - `frozen`: the camera sends the same picture again and again
 * - `moved`: the camera shows another view than before
 * - `blurred`: it is out of focus, or the lens is dirty
 */
export const pictureStates = [
  'usual',
  'dark',
  'overexposed',
  'covered',
  'frozen',
  'moved',
  'blurred',
] as const;
type PictureState = (typeof pictureStates)[number];
export type UnusualPicture = Exclude<PictureState, 'usual'>;

/**
 * What follows from a picture that is not usual.
 * - `stop`: it is told, and nothing is judged meanwhile
 * - `warn`: it is told
 * - `ignore`: nothing
 */
export const pictureRules = ['stop', 'warn', 'ignore'] as const;
export type PictureRule = (typeof pictureRules)[number];

export const pictureSensitivities = ['low', 'usual', 'high'] as const;
export type PictureSensitivity = (typeof pictureSensitivities)[number];

export interface PictureSettings {
  /** How different a picture must be to be told; `low`: only what is very different. */
  readonly sensitivity: PictureSensitivity;
  readonly rules: Readonly<Record<UnusualPicture, PictureRule>>;
}

export const usualPictureSettings: PictureSettings = {
  sensitivity: 'usual',
  rules: {
    dark: 'stop',
    overexposed: 'stop',
    covered: 'stop',
    frozen: 'stop',
    moved: 'stop',
    // A network often copes with it, and it comes slowly.
    blurred: 'warn',
  },
};

/** How far the view is from where it was, in shares of the width and the height of the picture that the network sees. */
export interface PictureShift {
  /** Above 0: what is seen lies further right than before. */
  readonly right: number;
  /** Above 0: what is seen lies further down than before. */
  readonly down: number;
}

export interface PictureChange {
  readonly state: PictureState;
  /** Time of the source at which it began to be so. */
  readonly sinceSeconds: number;
  /** Of a moved view; null: it was not only shifted (turned, nearer, another place), or it has not moved. */
  readonly shift: PictureShift | null;
  /** Whether windows are judged meanwhile. A view that has moved a little only warns. */
  readonly judged: boolean;
}

/** Who made which picture the usual one. */
export interface PictureReferenceInfo {
  /** ISO 8601. */
  readonly takenAt: string;
  /** `station`: it learnt it from its first parts that passed. */
  readonly by: 'person' | 'station';
}

export interface PictureStatus extends PictureChange {
  /** When it began to be so: ISO 8601. */
  readonly since: string;
}

/** A small picture as bytes. */
export interface SmallPicture {
  readonly width: number;
  readonly height: number;
  /** `[height, width, 3]` uint8 RGB, in base64. */
  readonly rgb: string;
}

/** What is usual for the source that is watched, and what it looks like now. */
export interface PictureView {
  /** Null: nobody has taken one, and the station has not seen enough parts that passed. */
  readonly reference: (PictureReferenceInfo & { readonly picture: SmallPicture }) | null;
  /** The last seconds, without what moves; null: not enough was seen. */
  readonly present: SmallPicture | null;
}

const sentences: Readonly<Record<PictureState, string>> = {
  usual: 'the picture is as usual again',
  dark: 'the picture is dark',
  overexposed: 'the picture is too bright',
  covered: 'the camera is covered',
  frozen: 'the camera sends the same picture again and again',
  moved: 'the camera shows another view',
  blurred: 'the picture is not sharp',
};

/** For logs. */
export function pictureSentence({ state, shift, judged }: PictureChange): string {
  const percent = (share: number): string => `${(Math.abs(share) * 100).toFixed(0)} %`;
  const where =
    shift === null
      ? ''
      : ` (${percent(shift.right)} to the ${shift.right < 0 ? 'left' : 'right'}, ` +
        `${percent(shift.down)} ${shift.down < 0 ? 'up' : 'down'})`;
  return `${sentences[state]}${where}${judged ? '' : ': nothing is judged'}`;
}

/** Whether the picture keeps the station from judging. */
export function isBlind(picture: PictureStatus | null): boolean {
  return picture !== null && !picture.judged;
}
