import { describe, expect, it } from 'vitest';
import { Disturbance } from '../../../src-inference/station/disturbance.ts';

/** A stream of 100 packets a second. */
function stream() {
  const disturbance = new Disturbance();
  let seconds = 0;
  let received = 0;
  let lost = 0;
  const told: string[] = [];
  /** @param lostEachSecond Of the 100 packets. */
  const play = (forSeconds: number, lostEachSecond: number): void => {
    for (let second = 0; second < forSeconds; second++) {
      seconds += 1;
      received += 100 - lostEachSecond;
      lost += lostEachSecond;
      const packets = { received, lost, late: 0, duplicated: 0 };
      const pictures = { shown: received, damaged: lost, missing: 0 };
      const event = disturbance.look(seconds, { packets, pictures }, lost);
      if (event !== null) told.push(`${seconds} ${event.type}`);
    }
  };
  return { disturbance, told, play, end: () => disturbance.end(seconds) };
}

describe('the disturbance of a stream', () => {
  it('is told once while packets are lost, and once when hardly any is lost any more', () => {
    const { told, play, disturbance } = stream();
    play(60, 0);
    play(100, 2);
    expect(told).toEqual(['68 streamDisturbed']);
    expect(disturbance.health).toMatchObject({ disturbed: true, lostShare: 0.02 });
    play(60, 0);
    expect(told).toEqual(['68 streamDisturbed', '189 streamRecovered']);
    expect(disturbance.health).toMatchObject({ disturbed: false, lostShare: 0, packets: { lost: 200 } });
  });

  it('is none for one lost packet now and then, also of a slow stream', () => {
    const { told, play } = stream();
    for (let round = 0; round < 5; round++) {
      play(1, 1);
      play(29, 0);
    }
    expect(told).toEqual([]);
    const slow = new Disturbance();
    const packets = { received: 10, lost: 2, late: 0, duplicated: 0 };
    slow.look(0, { packets: null, pictures: null }, 0);
    expect(slow.look(1, { packets, pictures: null }, 0)).toBeNull();
  });

  it('is not told again and again at the limit', () => {
    const { told, play } = stream();
    play(30, 1);
    for (let round = 0; round < 20; round++) {
      play(3, 0);
      play(1, 1);
    }
    expect(told).toHaveLength(1);
  });

  it('says in the end what it cost, from the first loss on', () => {
    const { play, end } = stream();
    play(60, 0);
    play(40, 5);
    expect(end()).toMatchObject({
      type: 'streamRecovered',
      counts: { packets: { lost: 200 }, pictures: { damaged: 200 }, skippedWindows: 200 },
    });
    expect(end()).toBeNull();
  });

  it('says nothing of a stream whose packets are not numbered', () => {
    const disturbance = new Disturbance();
    expect(disturbance.look(1, { packets: null, pictures: null }, 0)).toBeNull();
    expect(disturbance.health).toMatchObject({ packets: null, lostShare: null, disturbed: false });
  });
});
