/**
 * Windows overlap, so their frames are copied before the buffer is given away.
 *
 * @param spare A clip of the same size that is needed no more.
 * @returns `[T, H, W, 3]` uint8 RGB.
 */
export function packFrames(frames: readonly Uint8Array[], spare?: Uint8Array): Uint8Array {
  const size = frames[0]?.length ?? 0;
  const packed = spare ?? new Uint8Array(frames.length * size);
  frames.forEach((frame, i) => {
    packed.set(frame, i * size);
  });
  return packed;
}
