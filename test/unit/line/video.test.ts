// Real rendering and real encoding, small: the same seed gives the same file, and the files beside it tell the truth.
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderVideo } from '../../../models/training/line/video.ts';

const directory = mkdtempSync(join(tmpdir(), 'line-'));
afterAll(() => rmSync(directory, { recursive: true }));

const render = (name: string, seed: string) =>
  renderVideo({
    path: join(directory, name),
    split: 'test',
    kind: 'skipped',
    step: 4,
    seed,
    height: 96,
    seconds: 3,
  });
const digest = (name: string) =>
  createHash('sha256')
    .update(readFileSync(join(directory, `${name}.mp4`)))
    .digest('hex');

describe('a rendered video', () => {
  beforeAll(async () => {
    await render('first', 'a');
    await render('again', 'a');
    await render('other', 'b');
  });

  it('is the same file for the same seed, byte by byte', () => {
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
