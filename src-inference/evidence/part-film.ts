// Films the mistakes of one part: plans clips, waits until the source has shown them, writes them, and takes pictures of the
// windows that decided.
import { type EvidenceClip, mistakeName } from '../contract/index.ts';
import { type ClipPlan, joinPlans, mostClips, pictureTimes, planClip } from './clip-plan.ts';
import type { Mistake, Span } from './mistake.ts';
import type { OpenEvidence } from './open-evidence.ts';

/** What the source shows; it stays with the source that was watched when the mistake was judged. */
export interface FilmedSource {
  shown(seconds: number): Promise<void>;
  write(
    stretch: Span,
    path: string,
  ): Promise<{ readonly fromSeconds: number; readonly seconds: number; readonly bytes: number } | null>;
}

export interface PartFilmOptions {
  readonly evidence: OpenEvidence;
  /** A JPEG out of a clip; null when it shows nothing at that time. */
  readonly pictureOf: (clip: string, seconds: number) => Promise<Uint8Array | null>;
  readonly writePicture: (path: string, bytes: Uint8Array) => Promise<void>;
  /** A clip can be played, or shows one mistake more. */
  readonly onClip: (clip: EvidenceClip) => void;
  readonly onError: (thrown: unknown) => void;
  /** One file is written after the other: the checker needs the machine. */
  readonly inTurn: (write: () => Promise<void>) => Promise<void>;
  /** Resolves when nobody may wait any longer. */
  readonly closing: Promise<void>;
}

/** Mistakes that are judged together are filmed together. */
const togetherMilliseconds = 150;

interface PendingClip {
  plan: ClipPlan;
  readonly mistakes: Mistake[];
}

export class PartFilm {
  private readonly options: PartFilmOptions;
  private readonly pending = new Set<PendingClip>();
  private readonly jobs = new Set<Promise<void>>();
  private begun: number;

  constructor(options: PartFilmOptions) {
    this.options = options;
    this.begun = options.evidence.clips.length;
  }

  add(mistake: Mistake, source: FilmedSource): void {
    const plan = planClip(mistake);
    for (const clip of this.pending) {
      const joined = joinPlans(clip.plan, plan);
      if (joined === null) continue;
      clip.plan = joined;
      clip.mistakes.push(mistake);
      return;
    }
    if (this.begun >= mostClips) return;
    this.begun += 1;
    const clip = { plan, mistakes: [mistake] };
    this.pending.add(clip);
    const job = this.film(clip, source, this.begun)
      .catch(this.options.onError)
      .finally(() => this.jobs.delete(job));
    this.jobs.add(job);
  }

  /** Resolves when all clips and pictures are written. */
  async done(): Promise<void> {
    await Promise.all(this.jobs);
  }

  private async film(clip: PendingClip, source: FilmedSource, number: number): Promise<void> {
    const { closing, inTurn } = this.options;
    await Promise.race([new Promise((resolve) => setTimeout(resolve, togetherMilliseconds)), closing]);
    // The plan may grow meanwhile.
    let until = Number.NEGATIVE_INFINITY;
    while (until < clip.plan.toSeconds) {
      until = clip.plan.toSeconds;
      await Promise.race([source.shown(until), closing]);
    }
    this.pending.delete(clip);
    await inTurn(() => this.write(clip, source, number));
  }

  private async write({ plan, mistakes }: PendingClip, source: FilmedSource, number: number): Promise<void> {
    const { evidence, onClip } = this.options;
    const file = `clip-${number}.mp4`;
    const path = evidence.pathOf(file);
    const written = await source.write(plan, path);
    if (written === null) return;
    const { fromSeconds, seconds, bytes } = written;
    const clip = { name: evidence.nameOf(file), bytes, fromSeconds, seconds, mistakes: plan.mistakes };
    await evidence.add({ clips: [...evidence.clips, clip].sort((a, b) => a.fromSeconds - b.fromSeconds) });
    onClip(clip);
    for (const mistake of mistakes) await this.takePictures(mistake, clip, path);
  }

  private async takePictures(mistake: Mistake, clip: EvidenceClip, path: string): Promise<void> {
    const { evidence, pictureOf, writePicture } = this.options;
    for (const atSeconds of pictureTimes(mistake, clip)) {
      const picture = await pictureOf(path, atSeconds - clip.fromSeconds);
      if (picture === null) continue;
      const file = `window-${evidence.pictures.length + 1}.jpg`;
      await writePicture(evidence.pathOf(file), picture);
      const bytes = picture.byteLength;
      const taken = { name: evidence.nameOf(file), bytes, atSeconds, mistake: mistakeName(mistake.step) };
      await evidence.add({ pictures: [...evidence.pictures, taken] });
    }
  }
}
