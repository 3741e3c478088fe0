// Whether the station still sees what it judges: asks the guard of the picture about every frame of a live source, tells what
// changes, and keeps the usual picture.
import {
  type PictureReferenceInfo,
  type PictureSettings,
  type PictureView,
  type SmallPicture,
  StationError,
} from '../contract/index.ts';
import type { Frame } from '../media/index.ts';
import { PictureGuard, type PictureReference, type RgbPicture } from '../picture/index.ts';
import type { EventLog } from './event-log.ts';

/** Where usual pictures are kept, and what follows from others. */
export interface UsualPictures {
  readonly settings: () => PictureSettings;
  readonly now: () => Date;
  /** @param source As events name it. @returns Null: none was taken. */
  load(source: string): Promise<PictureReference | null>;
  /** @throws StationError `record_unwritable`. */
  keep(source: string, reference: PictureReference): Promise<void>;
}

/**
 * - `seen`: the frame may be judged
 * - `unseen`: it may not
 * - `lost`: nothing is judged from now on, and what was judged last cannot be trusted
 * - `afterGap`: frames before it were left out
 * - `back`: frames are judged again
 */
export type Sight = 'seen' | 'unseen' | 'lost' | 'afterGap' | 'back';

/** What was followed since is kept once in this time. Seconds of the source. */
const keptEverySeconds = 3600;

export class PictureWatch {
  private readonly source: string;
  private readonly usual: UsualPictures;
  private readonly eventLog: EventLog;
  private readonly guard: PictureGuard;
  private keptSeconds: number | null = null;
  private isHeldBack = false;
  private isLost = false;

  /** @param source As events name it. */
  static async open(source: string, usual: UsualPictures, eventLog: EventLog): Promise<PictureWatch> {
    return new PictureWatch(source, usual, eventLog, await usual.load(source));
  }

  private constructor(
    source: string,
    usual: UsualPictures,
    eventLog: EventLog,
    reference: PictureReference | null,
  ) {
    this.source = source;
    this.usual = usual;
    this.eventLog = eventLog;
    this.guard = new PictureGuard(reference, usual.settings);
  }

  /** @param seconds Time of the run. */
  async look(frame: Frame, seconds: number): Promise<Sight> {
    const change = this.guard.accept(frame, seconds);
    if (change !== null) await this.eventLog.publish({ type: 'pictureChanged', ...change });
    this.keptSeconds ??= seconds;
    if (seconds - this.keptSeconds > keptEverySeconds) {
      this.keptSeconds = seconds;
      await this.keepFollowed();
    }
    const wasHeldBack = this.isHeldBack;
    this.isHeldBack = this.guard.holdsBack;
    if (!this.guard.state.judged) {
      if (this.isLost) return 'unseen';
      this.isLost = true;
      return 'lost';
    }
    if (this.isHeldBack) return 'unseen';
    if (this.isLost) {
      this.isLost = false;
      return 'back';
    }
    return wasHeldBack ? 'afterGap' : 'seen';
  }

  /** A part has passed: after a few of them the station knows what is usual. */
  async partPassed(): Promise<void> {
    if (!this.guard.partPassed()) return;
    // A full disk must not end the run: the picture is known until the engine ends, and kept when it can be.
    await this.take('station').catch(() => undefined);
  }

  /**
   * The picture of the last seconds is the usual one from now on.
   *
   * @throws StationError `not_possible` when too little was seen, or nothing is to be seen; `record_unwritable`.
   */
  async take(by: PictureReferenceInfo['by']): Promise<void> {
    const takenAt = this.usual.now().toISOString();
    const reference = this.guard.take({ takenAt, by });
    if (reference === null) {
      throw new StationError('not_possible', 'There is no picture that could be the usual one.', {
        hint: 'See that the camera shows the bench, and try again after 5 seconds.',
      });
    }
    await this.usual.keep(this.source, reference);
    await this.eventLog.publish({ type: 'pictureTaken', takenAt, by });
  }

  get view(): PictureView {
    const { usualPicture, presentPicture } = this.guard;
    return {
      reference: usualPicture && {
        takenAt: usualPicture.takenAt,
        by: usualPicture.by,
        picture: smallPicture(usualPicture.picture),
      },
      present: presentPicture && smallPicture(presentPicture),
    };
  }

  /** What was followed since is not lost with the run. */
  close(): Promise<void> {
    return this.keepFollowed();
  }

  /** The station goes on where it cannot be kept: the picture that was taken is kept already. */
  private async keepFollowed(): Promise<void> {
    const { usualPicture } = this.guard;
    if (usualPicture !== null) await this.usual.keep(this.source, usualPicture).catch(() => undefined);
  }
}

function smallPicture({ width, height, data }: RgbPicture): SmallPicture {
  return { width, height, rgb: Buffer.from(data).toString('base64') };
}
