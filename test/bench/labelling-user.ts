// A scripted user who labels a recording: how many seconds it takes from nothing, and by confirming a draft.
//
// Times are those of the keystroke-level model (Card, Moran and Newell 1980, The keystroke-level model for user performance time
// with interactive systems, Communications of the ACM 23(7)): a key takes 0.2 s (K, an average typist), and a look with a
// decision 1.35 s (M). Keys that are pressed while the video plays come late by the reaction to what is seen, 0.25 s; to choose
// the key of one of n actions takes 0.15 s more for each bit of log2(n + 1) (Hick 1952, On the rate of gain of information; the
// rate of Card, Moran and Newell 1983, The psychology of human-computer interaction). An edge is good when it is right to half a hop: nearer than that changes the label of no window. What is not good is gone to (K), looked
// at (M), and moved by a held key that repeats thirty times a second, one frame each.
//
// Both users choose the speeds of playback that suit them best, for the recording as a whole.
import type { DraftAction, LabelledAction } from '../../src-inference/contract/index.ts';

const seconds = {
  key: 0.2,
  look: 1.35,
  reaction: 0.25,
  choicePerBit: 0.15,
  frame: 1 / 30,
  repeat: 1 / 30,
} as const;
/** The slowest playback leaves keys the least late. */
const labellingSpeeds = [0.25, 0.5, 1];
/** Faster than this, nobody sees that an action has a wrong name. */
const confirmingSpeeds = [1, 2];

export interface Draft {
  readonly truth: readonly LabelledAction[];
  readonly drafted: readonly DraftAction[];
  readonly durationSeconds: number;
  readonly hopSeconds: number;
}

/** Plays the video; a digit begins an action and space ends it. Then moves each edge that is not good. */
export function fromNothing({ truth, durationSeconds, hopSeconds }: Draft): number {
  const times = labellingSpeeds.map((speed) => {
    const choice = seconds.choicePerBit * Math.log2(new Set(truth.map(({ label }) => label)).size + 1);
    const begin = moving((seconds.reaction + choice) * speed, hopSeconds);
    const end = moving(seconds.reaction * speed, hopSeconds);
    return durationSeconds / speed + truth.length * (begin + end);
  });
  return Math.min(...times);
}

/**
 * Plays the video with the draft beside it, stops at what is wrong, and confirms the whole (K). Before that, looks at the actions
 * of which the draft is not sure (K and M each).
 *
 * @param match For each true action, the action of the draft that stands for it; null when it has none.
 * @param surePlus Actions with at least this confidence are not looked at one by one.
 */
export function byConfirming(
  { truth, drafted, durationSeconds, hopSeconds }: Draft,
  match: (action: LabelledAction) => DraftAction | null,
  surePlus: number,
): number {
  const unsure = drafted.filter(({ confidence }) => confidence < surePlus).length;
  const matched = truth.map(match);
  const superfluous = drafted.length - matched.filter((one) => one !== null).length;
  let correcting = superfluous * (seconds.look + 2 * seconds.key);
  for (const [at, action] of truth.entries()) {
    const draft = matched[at]!;
    // It is labelled anew: gone to, played at the speed of work, and its edges are moved.
    if (draft === null) {
      correcting += seconds.look + 3 * seconds.key + (action.endSeconds - action.startSeconds);
      correcting += 2 * moving(seconds.reaction, hopSeconds);
    } else {
      correcting += moving(Math.abs(draft.startSeconds - action.startSeconds), hopSeconds);
      correcting += moving(Math.abs(draft.endSeconds - action.endSeconds), hopSeconds);
    }
  }
  const playing = durationSeconds / Math.max(...confirmingSpeeds);
  return playing + unsure * (seconds.key + seconds.look) + correcting + seconds.key;
}

/** Of an edge that is so far off. */
function moving(offSeconds: number, hopSeconds: number): number {
  if (offSeconds <= hopSeconds / 2) return 0;
  return seconds.key + seconds.look + (offSeconds / seconds.frame) * seconds.repeat;
}
