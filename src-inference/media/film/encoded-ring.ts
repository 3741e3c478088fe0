// The last seconds of encoded video, in memory. It may come from several encoders, one after the other. Pure but for its
// waiting.

export interface EncodedPicture {
  /** Pictures of different streams cannot be in one clip: their sizes or their encoders differ. */
  readonly stream: string;
  /** When it is shown. */
  readonly seconds: number;
  /** How long before that it must be decoded. */
  readonly reorderSeconds: number;
  /** It can be decoded without those before it. */
  readonly isKeyFrame: boolean;
  /** H.264 as a byte stream, the parameter sets with every key frame. */
  readonly bytes: Uint8Array;
}

export interface RingLimits {
  readonly seconds: number;
  readonly bytes: number;
}

export class EncodedRing {
  private readonly limits: RingLimits;
  /** By rising time. */
  private pictures: EncodedPicture[] = [];
  private bytes = 0;
  private readonly waiting = new Set<() => void>();
  private isClosed = false;

  constructor(limits: RingLimits) {
    this.limits = limits;
  }

  take(picture: EncodedPicture): void {
    // Of a recording that is split, the old file may be encoded to its end after the new one has begun.
    let place = this.pictures.length;
    while (place > 0 && this.pictures[place - 1]!.seconds > picture.seconds) place--;
    this.pictures.splice(place, 0, picture);
    this.bytes += picture.bytes.byteLength;
    this.forget();
    for (const look of [...this.waiting]) look();
  }

  /**
   * Pictures between two times, from the key frame at or before the first one on: those of the stream that is the last one
   * there.
   */
  stretch(fromSeconds: number, toSeconds: number): readonly EncodedPicture[] {
    const until = this.pictures.filter(({ seconds }) => seconds <= toSeconds);
    const stream = until.at(-1)?.stream;
    const last = until.slice(until.findLastIndex((one) => one.stream !== stream) + 1);
    const keys = last.flatMap(({ isKeyFrame }, index) => (isKeyFrame ? [index] : []));
    const first = keys.findLast((index) => last[index]!.seconds <= fromSeconds) ?? keys[0];
    return first === undefined ? [] : last.slice(first);
  }

  /** Resolves when a picture of that time or a later one is there, the time is over, or none will come. */
  async until(seconds: number, mostMilliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const settle = (): void => {
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve();
      };
      const look = (): void => {
        if (this.isClosed || (this.pictures.at(-1)?.seconds ?? -1) >= seconds) settle();
      };
      const timer = setTimeout(settle, mostMilliseconds);
      this.waiting.add(look);
      look();
    });
  }

  /** Nothing more will come. What is there stays. */
  close(): void {
    this.isClosed = true;
    for (const look of [...this.waiting]) look();
  }

  /** Whole groups of pictures go, oldest first. */
  private forget(): void {
    const newest = this.pictures.at(-1)!.seconds;
    while (this.bytes > this.limits.bytes || newest - this.pictures[0]!.seconds > this.limits.seconds) {
      const next = this.pictures.findIndex(({ isKeyFrame }, index) => index > 0 && isKeyFrame);
      if (next === -1) return;
      for (const { bytes } of this.pictures.splice(0, next)) this.bytes -= bytes.byteLength;
    }
  }
}
