// When a picture is not the usual one any more: one row for each state, the first that holds is told. The limits stand between what
// was measured on the demo line at work and on its videos made dark, covered, moved and blurred (docs/picture.md). Pure.
import type { PictureRule, PictureSensitivity, PictureSettings, UnusualPicture } from '../contract/index.ts';
import type { Comparison } from './comparison.ts';

interface PictureCondition {
  readonly state: UnusualPicture;
  /** How far it is from usual, above 1: further than the limit. Null: it cannot be known. */
  readonly excess: (comparison: Comparison, sensitivity: PictureSensitivity) => number | null;
  /** Once told, it is over when the excess falls under this: at the limit it would come and go. */
  readonly overUnder: number;
  /** It is told when it has held for so long. */
  readonly toldAfterSeconds: number;
  /** It is over when the picture was usual for so long. */
  readonly overAfterSeconds: number;
  /** Whether nothing is judged already while it holds and is not told yet: it is too clear to be work. */
  readonly holdsBack: boolean;
  /** Whether it is so strong that nothing can be judged, where the rule says `stop`. */
  readonly isGrave: (comparison: Comparison) => boolean;
}

type Limits = Readonly<Record<PictureSensitivity, number>>;

/** Multiple of the brightness of the darkest usual picture. A lamp that is 20 % weaker stays at 0.8. */
const darkUnder: Limits = { low: 0.25, usual: 0.4, high: 0.6 };
/** Share of the picture that is white beyond what is usual. */
const whiteOver: Limits = { low: 0.6, usual: 0.4, high: 0.25 };
/** Share of the known details that are still there. Arms at work leave 0.7 and more. */
const seenUnder: Limits = { low: 0.25, usual: 0.45, high: 0.6 };
/** Likeness of the view, 1: as ever. Hands at work leave 0.83 and more, a turn by 3 degrees 0.4 to 0.7. */
const likenessUnder: Limits = { low: 0.5, usual: 0.7, high: 0.8 };
/** Shift in shares of the picture. Networks are taught with shifts of about 3 %. */
const shiftOver: Limits = { low: 0.04, usual: 0.02, high: 0.012 };
/** Sharpness as a multiple of what is usual: at work 0.94 and more. */
const sharpUnder: Limits = { low: 0.5, usual: 0.7, high: 0.85 };
/** Cameras have noise: the same picture for so long is no picture any more. Seconds. */
const frozenAfterSeconds = 5;

/** From this shift on, or under this likeness, a moved view is another one: nothing is judged by it. Less is only told. */
const graveShift = 0.06;
const graveLikeness = 0.55;

const always = (): boolean => true;

const pictureConditions: readonly PictureCondition[] = [
  {
    state: 'dark',
    excess: ({ brightness }, sensitivity) =>
      brightness === null ? null : darkUnder[sensitivity] / Math.max(brightness, 0.01),
    overUnder: 0.85,
    toldAfterSeconds: 2,
    overAfterSeconds: 1,
    holdsBack: true,
    isGrave: always,
  },
  {
    state: 'overexposed',
    excess: ({ white }, sensitivity) => (white === null ? null : white / whiteOver[sensitivity]),
    overUnder: 0.8,
    toldAfterSeconds: 2,
    overAfterSeconds: 1,
    holdsBack: true,
    isGrave: always,
  },
  {
    state: 'covered',
    excess: ({ seen }, sensitivity) => (seen === null ? null : seenUnder[sensitivity] / seen),
    overUnder: 0.85,
    toldAfterSeconds: 2,
    overAfterSeconds: 1,
    holdsBack: true,
    isGrave: always,
  },
  {
    state: 'frozen',
    excess: ({ frozenSeconds }) => (frozenSeconds === null ? null : frozenSeconds / frozenAfterSeconds),
    overUnder: 0.1,
    toldAfterSeconds: 0,
    overAfterSeconds: 1,
    holdsBack: false,
    isGrave: always,
  },
  {
    state: 'moved',
    excess: ({ likeness, shift }, sensitivity) => {
      if (shift !== null) return sizeOf(shift) / shiftOver[sensitivity];
      return likeness === null ? null : likenessUnder[sensitivity] / Math.max(likeness, 0.01);
    },
    overUnder: 0.93,
    toldAfterSeconds: 3,
    overAfterSeconds: 2,
    holdsBack: false,
    isGrave: ({ likeness, shift }) =>
      shift === null ? (likeness ?? 1) < graveLikeness : sizeOf(shift) >= graveShift,
  },
  {
    state: 'blurred',
    excess: ({ sharpness }, sensitivity) =>
      sharpness === null ? null : sharpUnder[sensitivity] / Math.max(sharpness, 0.01),
    overUnder: 0.93,
    toldAfterSeconds: 5,
    overAfterSeconds: 3,
    holdsBack: false,
    isGrave: always,
  },
];

function sizeOf({ right, down }: NonNullable<Comparison['shift']>): number {
  return Math.hypot(right, down);
}

export interface FoundCondition {
  readonly condition: PictureCondition;
  readonly rule: Exclude<PictureRule, 'ignore'>;
  /** Whether windows may be judged meanwhile. */
  readonly judged: boolean;
}

/** @param told What was told last: it goes on until it is clearly over. @returns Null: the picture is as usual. */
export function conditionIn(
  comparison: Comparison,
  { sensitivity, rules }: PictureSettings,
  told: UnusualPicture | null,
): FoundCondition | null {
  for (const condition of pictureConditions) {
    const rule = rules[condition.state];
    if (rule === 'ignore') continue;
    const excess = condition.excess(comparison, sensitivity);
    const limit = condition.state === told ? condition.overUnder : 1;
    if (excess === null || excess < limit) continue;
    return { condition, rule, judged: rule !== 'stop' || !condition.isGrave(comparison) };
  }
  return null;
}
