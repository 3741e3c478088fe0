// Watches the picture of one live source: samples its frames, compares them with the usual picture, and tells when it is another
// one, and when it is the usual one again. It has no clock: seconds are those of the source. Pure.
import type { PictureChange, PictureReferenceInfo, PictureSettings } from '../contract/index.ts';
import { type Comparison, compare } from './comparison.ts';
import { conditionIn, type FoundCondition } from './conditions.ts';
import { type RgbPicture, reduced } from './grid.ts';
import { measure, type PictureMeasures } from './measures.ts';
import { medianOverTime } from './median.ts';
import { makeReference, type PictureReference, stillPicture } from './reference.ts';
import { edgesOf, matchViews, type ViewEdges, type ViewMatch } from './view.ts';

/** One picture is looked at in this time. Seconds. */
const sampleSeconds = 0.5;
/** The view is what was there for most of so many samples: hands at work do not rest for longer. */
const viewSamples = 10;
/** The view is looked for after so many samples: it costs more than all else. */
const samplesPerMatch = 2;
/** What a reference is made of. Samples: 30 s. */
const keptSamples = 60;
/** Pictures to be looked at are kept of every so many samples. */
const samplesPerPicture = 2;
/** Fewer samples than these are no view. 5 s. */
const leastSamples = viewSamples;
/** A shorter return to the usual picture does not end what is about to be told: light that flickers. Seconds. */
const calmSeconds = 1;
/** A source that sent nothing for so long begins anew: nobody knows what lies between. Seconds. */
const gapSeconds = 3;
/** Daylight and things on the bench: usual pictures are followed with this time constant. Seconds. */
const followSeconds = 1800;
/** The brightness is followed so far at most: a lamp that goes out slowly is still dark. Multiple of the reference. */
const leastGain = 0.4;
const mostGain = 2.5;
/** How alike usual views may become at least, and at most. */
const leastLikeness = 0.6;
const mostLikeness = 0.95;
/** A source of which more pairs of pictures are the same is not known to have noise. Share. */
const mostIdentical = 0.01;
/** And of which fewer pairs were seen. */
const leastPairs = 60;
/** After so many pairs the older ones count half: 10 minutes. */
const countedPairs = 1200;
/** The station learns the usual picture from so many parts that passed one after the other. */
const learnedParts = 3;

export type NewReference = Pick<PictureReferenceInfo, 'takenAt' | 'by'>;

/** What is about to be told. */
interface Candidate {
  readonly found: FoundCondition | null;
  readonly sinceSeconds: number;
  readonly seenSeconds: number;
}

const usual: PictureChange = { state: 'usual', sinceSeconds: 0, shift: null, judged: true };

export class PictureGuard {
  private readonly settings: () => PictureSettings;
  private reference: PictureReference | null;
  private usualEdges: ViewEdges | null;
  private samples: PictureMeasures[] = [];
  private pictures: RgbPicture[] = [];
  private counted = 0;
  private match: ViewMatch | null = null;
  private lastSeconds: number | null = null;
  private lastFrame: Uint8Array | null = null;
  private identicalSince: number | null = null;
  private pairs: { pairs: number; identicalPairs: number };
  private told: PictureChange = usual;
  private overAfterSeconds = 0;
  private candidate: Candidate | null = null;
  /** Since when what was told is too grave to be judged, and was not before. */
  private graveSince: number | null = null;
  private passed = 0;

  /** @param reference The usual picture of the source; null: none was taken yet. */
  constructor(reference: PictureReference | null, settings: () => PictureSettings) {
    this.settings = settings;
    this.reference = reference;
    this.usualEdges = reference && edgesOf(reference.grid);
    this.pairs = {
      pairs: reference?.followed.pairs ?? 0,
      identicalPairs: reference?.followed.identicalPairs ?? 0,
    };
  }

  /** With what was followed since; null: none was taken yet. */
  get usualPicture(): PictureReference | null {
    return this.reference && { ...this.reference, followed: { ...this.reference.followed, ...this.pairs } };
  }

  /** The picture of the last seconds, without what moved; null: too little was seen. */
  get presentPicture(): RgbPicture | null {
    return this.samples.length < leastSamples
      ? null
      : stillPicture(this.pictures.slice(-viewSamples / samplesPerPicture));
  }

  get state(): PictureChange {
    return this.told;
  }

  /** Whether no window is to be judged now, also while it is not told yet that the picture is not usual. */
  get holdsBack(): boolean {
    const found = this.candidate?.found;
    return !this.told.judged || (found?.condition.holdsBack === true && !found.judged);
  }

  /**
   * Takes all frames, and looks at two in a second.
   *
   * @returns What is to be told; null: nothing has changed.
   */
  accept(frame: RgbPicture, seconds: number): PictureChange | null {
    if (this.lastSeconds !== null) {
      const passed = seconds - this.lastSeconds;
      if (passed < 0 || passed > gapSeconds) this.beginAnew();
      else if (passed < sampleSeconds - 0.01) return null;
    }
    this.countIdentical(frame.data, seconds);
    this.lastSeconds = seconds;
    const last = this.keep(frame);
    const comparison = compare(this.reference, {
      last,
      frozenSeconds: this.frozenSeconds(seconds),
      lately: this.lately(),
    });
    const found = conditionIn(
      comparison,
      this.settings(),
      this.told.state === 'usual' ? null : this.told.state,
    );
    const change = this.decide(found, comparison, seconds);
    if (this.told.state === 'usual' && this.candidate === null) this.follow(last, comparison);
    return change;
  }

  /** A part has passed. @returns Whether enough have for the station to learn the usual picture, which it does not have yet. */
  partPassed(): boolean {
    if (this.reference !== null || this.holdsBack) return false;
    this.passed += 1;
    return this.passed >= learnedParts && this.samples.length >= keptSamples;
  }

  /** The picture of the last seconds is the usual one from now on. @returns Null: too little was seen, or nothing is to be seen. */
  take(info: NewReference): PictureReference | null {
    if (this.samples.length < leastSamples) return null;
    if (this.told.state === 'dark' || this.told.state === 'covered' || this.told.state === 'frozen')
      return null;
    // Of a view that has changed, what was seen before is of another one.
    const count = this.told.state === 'usual' ? keptSamples : viewSamples;
    const samples = this.samples.slice(-count);
    this.reference = makeReference(
      info,
      samples,
      this.pictures.slice(-Math.ceil(count / samplesPerPicture)),
      this.pairs,
    );
    this.usualEdges = edgesOf(this.reference.grid);
    this.match = null;
    return this.reference;
  }

  /** Nothing of what was seen lately says anything of what comes. */
  private beginAnew(): void {
    this.samples = [];
    this.pictures = [];
    this.match = null;
    this.identicalSince = null;
    this.lastFrame = null;
  }

  private keep(frame: RgbPicture): PictureMeasures {
    const small = reduced(frame);
    const last = measure(small);
    this.samples.push(last);
    if (this.samples.length > keptSamples) this.samples.shift();
    if (this.counted % samplesPerPicture === 0) {
      this.pictures.push(small);
      if (this.pictures.length > keptSamples / samplesPerPicture) this.pictures.shift();
    }
    this.counted += 1;
    return last;
  }

  private lately(): { readonly sharpness: Float32Array; readonly match: ViewMatch } | null {
    if (this.usualEdges === null || this.samples.length < viewSamples) return null;
    const lately = this.samples.slice(-viewSamples);
    if (this.match === null || this.counted % samplesPerMatch === 0) {
      this.match = matchViews(this.usualEdges, edgesOf(medianOverTime(lately.map(({ grid }) => grid))));
    }
    return { sharpness: medianOverTime(lately.map(({ sharpness }) => sharpness)), match: this.match };
  }

  /** Encoders repeat pictures of a still scene: only where they have not done so can the same picture be a fault. */
  private countIdentical(data: Uint8Array, seconds: number): void {
    const before = this.lastFrame;
    this.lastFrame = data;
    if (before === null) return;
    if (isSame(before, data)) {
      this.identicalSince ??= this.lastSeconds!;
      return;
    }
    const stretch = this.identicalSince === null ? 0 : seconds - this.identicalSince;
    this.identicalSince = null;
    this.pairs.pairs += 1;
    // What was told to be frozen was a fault, and not how the source is.
    if (this.told.state !== 'frozen') {
      const identical = Math.round(stretch / sampleSeconds);
      this.pairs.identicalPairs += identical;
      this.pairs.pairs += identical;
    }
    if (this.pairs.pairs > countedPairs) {
      this.pairs = { pairs: this.pairs.pairs / 2, identicalPairs: this.pairs.identicalPairs / 2 };
    }
  }

  private frozenSeconds(seconds: number): number | null {
    const { pairs, identicalPairs } = this.pairs;
    if (pairs < leastPairs || identicalPairs > mostIdentical * pairs) return null;
    return this.identicalSince === null ? 0 : seconds - this.identicalSince;
  }

  private decide(found: FoundCondition | null, { shift }: Comparison, seconds: number): PictureChange | null {
    const state = found?.condition.state ?? 'usual';
    if (state === this.told.state) return this.goOn(found, shift, seconds);
    const before = this.candidate;
    // Darkness that becomes a cover is one and the same trouble.
    const isNew = before === null || (before.found === null) !== (found === null);
    this.candidate = { found, sinceSeconds: isNew ? seconds : before.sinceSeconds, seenSeconds: seconds };
    const { sinceSeconds } = this.candidate;
    const afterSeconds = found === null ? this.overAfterSeconds : found.condition.toldAfterSeconds;
    if (seconds - sinceSeconds < afterSeconds) return null;
    this.candidate = null;
    this.overAfterSeconds = found?.condition.overAfterSeconds ?? 0;
    // What was before the lens is still in the view of the last seconds.
    if (found === null || found.condition.holdsBack) this.beginAnewView();
    return this.tell({
      state,
      sinceSeconds,
      shift: state === 'moved' ? shift : null,
      judged: found?.judged ?? true,
    });
  }

  private goOn(
    found: FoundCondition | null,
    shift: Comparison['shift'],
    seconds: number,
  ): PictureChange | null {
    const { candidate, told } = this;
    const isCalm =
      candidate === null || candidate.found === null || seconds - candidate.seenSeconds >= calmSeconds;
    if (isCalm) this.candidate = null;
    if (found === null) return null;
    const isNoLongerJudged = told.judged && !found.judged;
    this.graveSince = isNoLongerJudged ? (this.graveSince ?? seconds) : null;
    const isGrave = this.graveSince !== null && seconds - this.graveSince >= found.condition.toldAfterSeconds;
    // What was too grave once is judged again when it is over, or when somebody changes the rule.
    if (!isGrave && (told.judged || found.rule === 'stop')) return null;
    return this.tell({ ...told, shift: told.state === 'moved' ? shift : null, judged: found.judged });
  }

  private tell(change: PictureChange): PictureChange {
    this.told = change;
    this.graveSince = null;
    return change;
  }

  private beginAnewView(): void {
    this.samples = this.samples.slice(-1);
    this.match = null;
  }

  private follow(last: PictureMeasures, { likeness }: Comparison): void {
    if (this.reference === null) return;
    const { reference } = this;
    const { gain, likeness: usualLikeness } = reference.followed;
    const share = sampleSeconds / followSeconds;
    const present = likeness === null ? usualLikeness : likeness * usualLikeness;
    this.reference = {
      ...reference,
      followed: {
        ...reference.followed,
        gain: clamp(
          gain + share * (last.brightness / Math.max(1, reference.brightness) - gain),
          leastGain,
          mostGain,
        ),
        likeness: clamp(usualLikeness + share * (present - usualLikeness), leastLikeness, mostLikeness),
      },
    };
  }
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
