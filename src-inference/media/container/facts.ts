// What a container may say of its file.

export interface ContainerFacts {
  /** Whether its end is missing; null: a container of this kind does not say how long it is. */
  readonly isCutOff: boolean | null;
  /** Until when the picture of its first video track is shown; null: not said. */
  readonly videoSeconds: number | null;
  readonly isEncrypted: boolean;
  /** A GIF: GStreamer plays it for ever, at one time. */
  readonly isAnimatedPicture: boolean;
}

export const unknownContainer: ContainerFacts = {
  isCutOff: null,
  videoSeconds: null,
  isEncrypted: false,
  isAnimatedPicture: false,
};
