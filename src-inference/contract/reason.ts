// Why a step is judged as it is. It is data, so that each screen can tell it in its own language.

/** A step of the recipe, as a reason names it. */
export interface NamedStep {
  /** 1-based. */
  readonly index: number;
  readonly label: string;
}

export type Reason =
  | { readonly kind: 'instead'; readonly label: string; readonly expected: string }
  | { readonly kind: 'notDone' }
  /** Fewer of a group were done than `least`, of the `of` that it has. */
  | { readonly kind: 'tooFew'; readonly least: number; readonly of: number }
  /** Very likely not done, but not surely: somebody should look. */
  | { readonly kind: 'hardlySeen' }
  /** The picture was damaged or missing when it should have been done. */
  | { readonly kind: 'notSeen' }
  /** Seen weakly. `other`: the action that it may have been; null: it may not have been finished. */
  | { readonly kind: 'unclear'; readonly other: string | null }
  | { readonly kind: 'perhapsAlso'; readonly label: string; readonly repeated: boolean }
  /** Below the probability that the recipe asks for. Both are from 0 to 1. */
  | { readonly kind: 'weak'; readonly probability: number; readonly least: number }
  | { readonly kind: 'tooFast'; readonly seconds: number; readonly least: number }
  | { readonly kind: 'tooSlow'; readonly seconds: number; readonly most: number }
  /** Let go before the time for which it must be held without a break. */
  | { readonly kind: 'letGo'; readonly seconds: number; readonly least: number }
  /** Let go first, then held for long enough. */
  | { readonly kind: 'heldAgain'; readonly seconds: number }
  /** Begun too soon after the end of `step`. */
  | { readonly kind: 'tooSoon'; readonly seconds: number; readonly least: number; readonly step: NamedStep }
  | { readonly kind: 'tooLate'; readonly seconds: number; readonly most: number; readonly step: NamedStep }
  /** `early` was done in the place of `late`, and `late` right after it. */
  | { readonly kind: 'swapped'; readonly early: NamedStep; readonly late: NamedStep }
  /** Done too late. Null: no single step was done in its place. */
  | { readonly kind: 'doneAfter'; readonly step: NamedStep | null }
  /** Done too early. `undone`: it was removed again, to make room for these steps. */
  | { readonly kind: 'doneBefore'; readonly steps: readonly NamedStep[]; readonly undone: boolean }
  | { readonly kind: 'notAsked'; readonly label: string }
  | { readonly kind: 'repeated'; readonly label: string }
  /** Steps were done twice in a row, one after the other, as when two parts are made at once. */
  | { readonly kind: 'twoParts' }
  /** `first`: the action that was done before the right one; null: none was. */
  | { readonly kind: 'corrected'; readonly first: string | null }
  | { readonly kind: 'undone'; readonly label: string; readonly by: string }
  /** A step that was right was removed. `room`: the step that it made room for; null: none. */
  | { readonly kind: 'removed'; readonly step: NamedStep; readonly room: string | null }
  | { readonly kind: 'tolerated'; readonly label: string }
  /** A mistake that is not sure enough to fail the part. */
  | { readonly kind: 'perhaps'; readonly reason: Reason };

/** For logs and the command line, with the model's labels. */
export function reasonSentence(reason: Reason): string {
  switch (reason.kind) {
    case 'instead':
      return `${reason.label} instead of ${reason.expected}`;
    case 'notDone':
      return 'not done';
    case 'tooFew':
      return `not done: at least ${reason.least} of ${reason.of} are asked for`;
    case 'hardlySeen':
      return 'hardly seen: look whether it was done';
    case 'notSeen':
      return 'not seen, there was no clear picture: look whether it was done';
    case 'unclear':
      return reason.other === null
        ? 'seen weakly: look whether all was done'
        : `seen weakly: it could also be ${reason.other}`;
    case 'perhapsAlso':
      return `${reason.label} may have been ${reason.repeated ? 'repeated' : 'done too'}`;
    case 'weak':
      return `seen weakly: probability ${reason.probability.toFixed(2)}, at least ${reason.least}`;
    case 'tooFast':
      return `${inSeconds(reason.seconds)}, at least ${inSeconds(reason.least)}`;
    case 'tooSlow':
      return `${inSeconds(reason.seconds)}, at most ${inSeconds(reason.most)}`;
    case 'letGo':
      return `let go after ${inSeconds(reason.seconds)}, at least ${inSeconds(reason.least)} without a break`;
    case 'heldAgain':
      return `let go first, then held for ${inSeconds(reason.seconds)}`;
    case 'tooSoon':
      return `begun ${inSeconds(reason.seconds)} after ${named(reason.step)}, at least ${inSeconds(reason.least)}`;
    case 'tooLate':
      return `begun ${inSeconds(reason.seconds)} after ${named(reason.step)}, at most ${inSeconds(reason.most)}`;
    case 'swapped':
      return `${named(reason.early)} was done before ${named(reason.late)}`;
    case 'doneAfter':
      return reason.step === null ? 'done late' : `done after ${named(reason.step)}`;
    case 'doneBefore':
      return `done before ${reason.steps.map(named).join(', ')}${reason.undone ? ', and undone for it' : ''}`;
    case 'notAsked':
      return `${reason.label} is not asked for here`;
    case 'twoParts':
      return 'each step was done twice: two parts at once? Then the recipe says `part: {batch: 2}`';
    case 'repeated':
      return `${reason.label} was repeated`;
    case 'corrected':
      return reason.first === null ? 'left out first, then done' : `${reason.first} first, then corrected`;
    case 'undone':
      return `${reason.label}, undone by ${reason.by}`;
    case 'removed':
      return `undid ${named(reason.step)}${reason.room === null ? ', which was right' : ` for ${reason.room}`}`;
    case 'tolerated':
      return `${reason.label} is tolerated`;
    case 'perhaps':
      return `perhaps ${reasonSentence(reason.reason)}: look at it`;
    default:
      return reason satisfies never;
  }
}

function named({ index, label }: NamedStep): string {
  return `step ${index} (${label})`;
}

function inSeconds(seconds: number): string {
  return `${Number(seconds.toFixed(1))} s`;
}
