// An engine is killed in the middle of a part. The next engine goes on with the same part.
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { allParts, type EngineEvent } from '../../../src-inference/contract/index.ts';
import type { EngineOnWire } from '../../engine-on-wire.ts';
import { journalText } from '../../journal-text.ts';
import { makeParts, workplaceFolder } from '../../workplace-folder.ts';

const { at, open } = workplaceFolder();

beforeAll(() => {
  makeParts(at('parts.mp4'), ['red', 'green', 'blue', 'red', 'blue', 'green', 'blue']);
});

type Judging = 'windowClassified' | 'partStarted' | 'stepJudged' | 'partEnded' | 'partAborted';

/** The events of the journal about windows, steps and parts. */
function journaled(directory: string, ...types: readonly Judging[]): readonly EngineEvent[] {
  return journalText(join(directory, 'record'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
    .filter(({ type }) => types.includes(type))
    .map(({ at: _, seq: __, ...event }) => event);
}

async function killAt(engine: EngineOnWire, step: number): Promise<void> {
  await engine.until('stepJudged', (event) => event.step.index === step);
  await engine.kill();
}

describe('a part whose engine is lost', () => {
  it('goes on to its verdict, even after two losses: it sees every window, and reports every step exactly once', async () => {
    const whole = await open('whole');
    await whole.request('openSource', { source: at('parts.mp4') });
    await whole.until('runEnded');
    await whole.stop();

    const source = `file:${at('parts.mp4')}#pace=realTime`;
    const first = await open('killed');
    await first.request('openSource', { source });
    await first.until('stepJudged');
    const before = await first.request('snapshot', null);
    await first.kill();
    const second = await open('killed');
    const known = await second.request('snapshot', null);
    expect(known.part).toMatchObject({ id: before.part!.id, number: 1, steps: before.part!.steps });
    expect(known.engine).not.toBe(before.engine);
    const resumed = await second.until('partResumed');
    // Nothing of a file is missed, but nothing ran for a while.
    expect(resumed).toMatchObject({ part: 1, missedSeconds: 0 });
    expect(resumed.stoppedSeconds).toBeGreaterThan(0);
    await killAt(second, 2);
    const third = await open('killed');
    await third.until('partEnded');
    const after = await third.request('snapshot', null);
    expect(after.lastPart).toMatchObject({
      id: before.part!.id,
      number: 1,
      verdict: 'pass',
      interrupted: true,
    });
    await third.until('runEnded');
    const { parts } = await third.request('listParts', { ...allParts, before: null, limit: 100 });
    const ended = journaled(at('killed'), 'partEnded', 'partAborted').length;
    expect(parts).toHaveLength(ended);
    expect(parts.at(-1)).toMatchObject({ id: before.part!.id, number: 1, interrupted: true });

    const judging = ['windowClassified', 'partStarted', 'stepJudged', 'partEnded', 'partAborted'] as const;
    expect(journaled(at('killed'), ...judging)).toEqual(journaled(at('whole'), ...judging));
  });

  it('goes on also when the engine ended because nobody was left who speaks to it', async () => {
    const first = await open('alone');
    await first.request('openSource', { source: `file:${at('parts.mp4')}#pace=realTime` });
    await first.until('stepJudged');
    const { part } = await first.request('snapshot', null);
    const exited = once(first.child, 'exit');
    first.child.disconnect();
    await exited;
    expect(journaled(at('alone'), 'partAborted')).toEqual([]);
    const second = await open('alone');
    await second.until('partResumed');
    expect((await second.request('snapshot', null)).part).toMatchObject({ id: part!.id, interrupted: true });
  });

  it('is aborted when its recipe was changed meanwhile, and the source starts again with a new part', async () => {
    const first = await open('changed');
    await first.request('openSource', { source: `file:${at('parts.mp4')}#pace=realTime` });
    await first.until('stepJudged');
    await first.kill();
    writeFileSync(join(at('changed'), 'recipes/rgb.yaml'), 'name: rgb\ntitle: Other\nsteps: [red, blue]\n');
    const second = await open('changed');
    expect(await second.until('partAborted')).toMatchObject({ part: 1, reason: 'engineLost' });
    await second.until('partStarted');
    const { shift, unacknowledged } = await second.request('snapshot', null);
    expect({ shift, unacknowledged }).toMatchObject({ shift: { aborted: 1 }, unacknowledged: [] });
  });

  it('is aborted when its source is missing', async () => {
    makeParts(at('gone.mp4'), ['red', 'green', 'blue']);
    const first = await open('gone');
    await first.request('openSource', { source: `file:${at('gone.mp4')}#pace=realTime` });
    await first.until('stepJudged');
    await first.kill();
    writeFileSync(at('gone.mp4'), '');
    const second = await open('gone');
    expect(await second.until('partAborted')).toMatchObject({ reason: 'engineLost' });
    const broken = await second.until('sourceState');
    expect(broken).toMatchObject({ state: 'ended', error: { code: 'source_unreadable' } });
    const { source, part } = await second.request('snapshot', null);
    expect({ source, part }).toMatchObject({
      source: { live: false, error: { code: 'source_unreadable' } },
      part: null,
    });
  });

  it('of a live source goes on after the time that really passed', async () => {
    const first = await open('live');
    await first.request('openSource', { source: 'test:red#width=160&height=120' });
    await first.until('actionStarted');
    const { part } = await first.request('snapshot', null);
    await first.kill();
    const lost = journaled(at('live'), 'windowClassified').at(-1) as { endSeconds: number };
    const second = await open('live');
    const resumed = await second.until('partResumed');
    expect(resumed.missedSeconds).toBeGreaterThan(0);
    expect(resumed.stoppedSeconds).toBe(resumed.missedSeconds);
    expect(resumed.atSeconds).toBe(lost.endSeconds);
    const window = await second.until('windowClassified');
    // A busy machine drops windows, and tells how many before the next one.
    const before = second.events.slice(
      0,
      second.events.findIndex(({ event }) => event === window),
    );
    const dropped = before.reduce(
      (sum, { event }) => sum + (event.type === 'windowsDropped' ? event.count : 0),
      0,
    );
    expect(window.startSeconds).toBeCloseTo(lost.endSeconds + resumed.missedSeconds + dropped * 0.25, 1);
    expect((await second.request('snapshot', null)).part).toMatchObject({ id: part!.id, interrupted: true });
    expect(readFileSync(join(at('live'), 'settings.json'), 'utf8')).toContain('test:red');
  });
});
