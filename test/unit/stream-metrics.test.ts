import { describe, expect, it } from 'vitest';
import type { StreamHealth } from '../../src-inference/contract/index.ts';
import { Metrics } from '../../src-main/host/metrics.ts';
import type { StationFollower, Supervisor } from '../../src-main/supervisor/index.ts';
import { parseExposition } from '../prometheus-text.ts';
import { atWork } from '../screens/parts.ts';

async function figuresOf(stream: StreamHealth | null) {
  const snapshot = { ...atWork, health: { ...atWork.health!, stream } };
  const follower = { station: { phase: 'live', snapshot } } as unknown as StationFollower;
  const supervisor = { state: { state: 'running' }, onEvent: () => () => undefined } as unknown as Supervisor;
  const metrics = new Metrics(follower, supervisor, '1.0.0');
  const { text } = await metrics.metrics();
  return parseExposition(text);
}

describe('the metrics of a stream', () => {
  it('say what was lost, and how many windows were not judged', async () => {
    const figures = await figuresOf({
      packets: { received: 900, lost: 30, late: 2, duplicated: 1 },
      pictures: { shown: 100, damaged: 12, missing: 3 },
      lostShare: 0.032,
      disturbed: true,
      skippedWindows: 4,
    });
    expect(figures.value('stepwatch_stream_packets', { fate: 'lost' })).toBe(30);
    expect(figures.value('stepwatch_stream_packets', { fate: 'late' })).toBe(2);
    expect(figures.value('stepwatch_stream_pictures', { fate: 'missing' })).toBe(3);
    expect(figures.value('stepwatch_stream_lost_ratio')).toBe(0.032);
    expect(figures.value('stepwatch_stream_disturbed')).toBe(1);
    expect(figures.value('stepwatch_skipped_windows')).toBe(4);
  });

  it('leave out what is not known', async () => {
    const figures = await figuresOf({
      packets: null,
      pictures: null,
      lostShare: null,
      disturbed: false,
      skippedWindows: 0,
    });
    expect(figures.labels('stepwatch_stream_packets')).toEqual([]);
    expect(figures.labels('stepwatch_stream_lost_ratio')).toEqual([]);
    expect((await figuresOf(null)).labels('stepwatch_stream_disturbed')).toEqual([]);
  });
});
