// Real rendering and real encoding, small: the same seed gives the same pictures, and the files beside them tell the truth.
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { couplingLine } from '../../../models/training/line/coupling/line.ts';
import { planVideo } from '../../../models/training/line/plan.ts';
import { renderVideo, type VideoRequest } from '../../../models/training/line/video.ts';
import { mustRun } from '../../run-program.ts';

const directory = mkdtempSync(join(tmpdir(), 'line-'));
afterAll(() => rmSync(directory, { recursive: true }));

const request = (name: string, seed: string): VideoRequest => ({
  line: 'coupling',
  path: join(directory, name),
  split: 'test',
  kind: 'skipped',
  step: 4,
  seed,
  height: 96,
  seconds: 3,
});
const render = (name: string, seed: string) => renderVideo(request(name, seed));
/** Of the decoded pictures: the file itself holds the time at which it was written. */
const digest = (name: string): string => {
  const pictures = join(directory, `${name}.rgba`);
  const pipeline = `filesrc location=${directory}/${name}.mp4 ! qtdemux ! h264parse ! decodebin ! videoconvert ! video/x-raw,format=RGBA ! filesink location=${pictures}`;
  mustRun('gst-launch-1.0', ['-q', ...pipeline.split(' ')]);
  const decoded = readFileSync(pictures);
  expect(decoded.length).toBe(90 * 170 * 96 * 4);
  return createHash('sha256').update(decoded).digest('hex');
};

describe('a video of a given size', () => {
  it('is not larger than that: its rate follows from its length', async () => {
    const whole = planVideo(couplingLine, request('small', 'a')).timeline.seconds;
    await renderVideo({ ...request('small', 'a'), megabytes: 0.6 });
    const share = 3 / whole;
    // Rate control works on average: short videos may start with more than their share.
    expect(statSync(join(directory, 'small.mp4')).size).toBeLessThan(0.6e6 * share * 2);
  });
});

describe('a rendered video', () => {
  beforeAll(async () => {
    await render('first', 'a');
    await render('again', 'a');
    await render('other', 'b');
  });

  it('shows the same pictures for the same seed', () => {
    expect(digest('again')).toBe(digest('first'));
  });

  it('is another one for another seed', () => {
    expect(digest('other')).not.toBe(digest('first'));
  });

  it('has its labels beside it, in seconds with three decimals', () => {
    const [header, ...rows] = readFileSync(join(directory, 'first.csv'), 'utf8').trimEnd().split('\n');
    expect(header).toBe('start,end,label');
    expect(rows).toHaveLength(21);
    expect(rows[0]).toMatch(/^\d+\.\d{3},\d+\.\d{3},riveted_start$/);
  });

  it('has the truth beside it: who, what was left out, and what a checker must say', () => {
    const truth: unknown = JSON.parse(readFileSync(join(directory, 'first.json'), 'utf8'));
    expect(truth).toMatchObject({
      synthetic: true,
      split: 'test',
      kind: 'skipped',
      mistake: { kind: 'skipped', stepIndex: 4, expected: 'separator', actual: null },
      expectedVerdict: 'fail',
    });
  });

  it('leaves no unfinished file behind', () => {
    expect(existsSync(join(directory, 'first.mp4.part'))).toBe(false);
  });
});
