import { describe, expect, it } from 'vitest';
import { EncodedRing } from '../../../src-inference/media/film/encoded-ring.ts';

const picture = (seconds: number, more: { readonly stream?: string; readonly bytes?: number } = {}) => ({
  stream: more.stream ?? 'one',
  seconds,
  reorderSeconds: 0,
  isKeyFrame: Number.isInteger(seconds),
  bytes: new Uint8Array(more.bytes ?? 1),
});

/** Two pictures a second, the first of each a key frame. */
function filled(seconds: number, limits = { seconds: 100, bytes: 1e9 }, stream = 'one'): EncodedRing {
  const ring = new EncodedRing(limits);
  for (let at = 0; at < seconds; at += 0.5) ring.take(picture(at, { stream }));
  return ring;
}

const times = (pictures: readonly { readonly seconds: number }[]) => pictures.map(({ seconds }) => seconds);

describe('the last seconds of encoded video', () => {
  it('begin at the key frame at or before the time that is asked for', () => {
    expect(times(filled(10).stretch(3.5, 5))).toEqual([3, 3.5, 4, 4.5, 5]);
    expect(times(filled(10).stretch(4, 4))).toEqual([4]);
  });

  it('begin at the first key frame where the time is no longer there, and are empty before all', () => {
    expect(times(filled(3).stretch(-5, 1))).toEqual([0, 0.5, 1]);
    expect(filled(3).stretch(-5, -1)).toEqual([]);
    expect(new EncodedRing({ seconds: 1, bytes: 1 }).stretch(0, 1)).toEqual([]);
  });

  it('are forgotten group by group, by time and by bytes', () => {
    expect(times(filled(10, { seconds: 2, bytes: 1e9 }).stretch(0, 10))).toEqual([8, 8.5, 9, 9.5]);
    expect(times(filled(10, { seconds: 100, bytes: 4 }).stretch(0, 10))).toEqual([8, 8.5, 9, 9.5]);
  });

  it('never mix two encoders in one clip: the newer one is taken', () => {
    const ring = filled(3);
    for (const at of [3, 3.5, 4]) ring.take(picture(at, { stream: 'two' }));
    expect(times(ring.stretch(1, 4))).toEqual([3, 3.5, 4]);
    expect(times(ring.stretch(1, 2.5))).toEqual([1, 1.5, 2, 2.5]);
  });

  it('are in order when an encoder that ends is late', () => {
    const ring = new EncodedRing({ seconds: 100, bytes: 1e9 });
    for (const at of [0, 0.5, 2, 1, 1.5]) ring.take(picture(at));
    expect(times(ring.stretch(0, 2))).toEqual([0, 0.5, 1, 1.5, 2]);
  });

  it('are waited for until they are there, the time is over, or nothing more comes', async () => {
    const ring = filled(2);
    await ring.until(1, 60_000);
    const later = ring.until(3, 60_000);
    ring.take(picture(3));
    await later;
    await ring.until(9, 1);
    const never = ring.until(9, 60_000);
    ring.close();
    await never;
  });
});
