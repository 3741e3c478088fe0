import { describe, expect, it } from 'vitest';
import { SenderChoice, senderOf } from '../../../src-inference/media/sender-choice.ts';

/** Packets hold the number of their sender and their own. */
function receiver() {
  const choice = new SenderChoice();
  return (sender: string, packet: number, seconds: number) => {
    const { taken, other } = choice.take(Uint8Array.from([packet]), sender, seconds);
    return { taken: taken.map(([number]) => number), other };
  };
}

describe('of several senders', () => {
  it('the first one is watched while it lives, and another one when it is silent', () => {
    const take = receiver();
    expect(take('a', 1, 0).taken).toEqual([1]);
    expect(take('b', 2, 0.1).taken).toEqual([]);
    expect(take('a', 3, 0.9).taken).toEqual([3]);
    expect(take('b', 4, 1.8).taken).toEqual([]);
    expect(take('b', 5, 2).taken).toEqual([4, 5]);
    expect(take('a', 6, 2.1).taken).toEqual([]);
  });

  it('one that takes over loses nothing of its beginning, and is not told of', () => {
    const take = receiver();
    take('a', 1, 10);
    const later = [10.1, 10.4, 10.8, 11.1, 11.2].map((seconds, i) => take('b', 20 + i, seconds));
    expect(later.map(({ taken }) => taken)).toEqual([[], [], [], [20, 21, 22, 23], [24]]);
    expect(later.every(({ other }) => other === null)).toBe(true);
  });

  it('another one beside it is told once a minute', () => {
    const take = receiver();
    const told = Array.from({ length: 1300 }, (_, i) => {
      take('a', 1, i / 10);
      return take('b', 2, i / 10 + 0.01).other;
    });
    expect(told.flatMap((other, i) => (other === null ? [] : [i / 10]))).toEqual([0.1, 60.1, 120.1]);
  });
});

it('a sender is known by its address, and by the SSRC of RTP', () => {
  const rtp = Uint8Array.from([0x80, 96, 0, 1, 0, 0, 0, 0, 0xde, 0xad, 0xbe, 0xef, 1, 2]);
  expect(senderOf(rtp, '192.168.1.20', 5004)).toBe('192.168.1.20:5004, SSRC deadbeef');
  expect(senderOf(Uint8Array.from([0x80, 200, ...rtp.subarray(2)]), '::1', 5005)).toBe('[::1]:5005');
  expect(senderOf(Uint8Array.from([0x47, ...rtp.subarray(1)]), '10.0.0.1', 5)).toBe('10.0.0.1:5');
  expect(senderOf(new Uint8Array(0), '10.0.0.1', 5)).toBe('10.0.0.1:5');
});
