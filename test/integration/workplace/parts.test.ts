// Parts that commands close, abandon and acknowledge; their counts; and a recipe that changes between two parts.
import { beforeAll, describe, expect, it } from 'vitest';
import type { EngineOnWire } from '../../engine-on-wire.ts';
import { makeParts, workplaceFolder } from '../../workplace-folder.ts';

const { at, open } = workplaceFolder();

beforeAll(() => {
  makeParts(at('good.mp4'), ['red', 'green', 'blue']);
  makeParts(at('bad.mp4'), ['red', 'blue']);
  makeParts(at('seven.mp4'), Array(7).fill(['red', 'green', 'blue']).flat());
  makeParts(at('two.mp4'), ['red', 'green', 'blue', 'red', 'green']);
});

async function watchToEnd(engine: EngineOnWire, video: string): Promise<void> {
  const since = engine.events.length;
  await engine.request('openSource', { source: at(video) });
  await engine.until('runEnded', () => true, since);
}

describe('parts', () => {
  it('end by a press of New part after some seconds, in which it can be taken back; the next action begins the next one', async () => {
    const engine = await open('closed');
    await engine.request('openSource', { source: `file:${at('two.mp4')}#pace=realTime` });
    await engine.until('actionStarted');
    await engine.request('startPart', null);
    const { part: ending } = await engine.request('snapshot', null);
    expect(ending).toMatchObject({ number: 1, ending: { undoSeconds: 5 } });
    await engine.request('undoNewPart', null);
    expect(engine.of('partEndUndone')).toMatchObject([{ part: 1 }]);
    expect((await engine.request('snapshot', null)).part).toMatchObject({ number: 1, ending: null });
    const nothing = { code: 'not_possible' };
    await expect(engine.request('undoNewPart', null)).rejects.toMatchObject(nothing);
    await engine.request('startPart', null);
    expect(engine.of('partEnded')).toEqual([]);
    const ended = await engine.until('partEnded');
    expect(ended).toMatchObject({ part: 1, verdict: 'fail' });
    // The red action that was in progress belongs to the closed part.
    const doing = await engine.until('actionStarted', ({ part }) => part === 2);
    expect(doing.label).toBe('green');
    expect(doing.atSeconds).toBeGreaterThan(ended.atSeconds);
  });

  it('are abandoned by command', async () => {
    const engine = await open('abandoned');
    await engine.request('openSource', { source: `file:${at('good.mp4')}#pace=realTime` });
    await engine.until('actionStarted');
    await engine.request('abandonPart', null);
    expect(engine.of('partAborted')).toMatchObject([{ part: 1, reason: 'abandoned' }]);
    const { part, lastPart, shift } = await engine.request('snapshot', null);
    expect({ part, lastPart, shift }).toMatchObject({
      part: null,
      lastPart: { number: 1, verdict: null, abortReason: 'abandoned' },
      shift: { fail: 0, aborted: 1 },
    });
    await engine.request('startPart', null);
  });

  it('begin at once with a scanned code, and keep it', async () => {
    const engine = await open('scanned');
    await engine.request('openSource', { source: `file:${at('good.mp4')}#pace=realTime` });
    await engine.until('windowClassified');
    await engine.request('startPart', { code: 'SN-7' });
    expect(engine.of('partStarted')).toMatchObject([{ part: 1, code: 'SN-7' }]);
    expect((await engine.request('snapshot', null)).part).toMatchObject({ number: 1, code: 'SN-7' });
    await engine.until('runEnded');
    expect((await engine.request('snapshot', null)).lastPart).toMatchObject({
      code: 'SN-7',
      verdict: 'pass',
    });
    const all = {
      fromDay: null,
      toDay: null,
      verdict: null,
      recipe: null,
      step: null,
      serial: null,
      before: null,
    };
    const { parts } = await engine.request('listParts', { ...all, limit: 10 });
    expect(parts).toMatchObject([{ code: 'SN-7' }]);
  });

  it('that failed are acknowledged once, and the acknowledgement survives a restart', async () => {
    const engine = await open('acknowledged');
    await watchToEnd(engine, 'bad.mp4');
    await watchToEnd(engine, 'bad.mp4');
    const failed = await engine.request('snapshot', null);
    const [first, second] = failed.unacknowledged as [string, string];
    expect(failed).toMatchObject({ unacknowledged: [first, second], shift: { fail: 2 } });
    const words = { by: ' Ana ', reason: 'the green one was in already' };
    await engine.request('acknowledgePart', { id: first, ...words });
    await expect(engine.request('acknowledgePart', { id: first, ...words })).rejects.toMatchObject({
      code: 'not_possible',
    });
    const unknown = engine.request('acknowledgePart', { ...words, id: '2026-01-01T00:00:00.000Z' });
    await expect(unknown).rejects.toMatchObject({ code: 'part_not_found' });
    // Closed, or the next engine opens the source again and judges a third part meanwhile.
    await engine.request('closeSource', null);
    await engine.stop();

    const again = await open('acknowledged');
    const snapshot = await again.request('snapshot', null);
    expect(snapshot).toMatchObject({
      unacknowledged: [second],
      lastPart: { id: second, verdict: 'fail' },
      shift: failed.shift,
    });
    const { parts } = await again.request('listParts', {
      ...{ fromDay: null, toDay: null, verdict: null, recipe: null, step: null, serial: null, before: null },
      limit: 10,
    });
    expect(parts.map(({ acknowledgement }) => acknowledgement)).toMatchObject([
      null,
      { by: 'Ana', reason: words.reason },
    ]);
    await again.request('startShift', null);
    const fresh = await again.request('snapshot', null);
    expect(fresh.shift).toMatchObject({ fail: 0 });
    expect(fresh.settings.shiftStartedAt).toBe(fresh.shift.since);
    await watchToEnd(again, 'bad.mp4');
    await again.request('closeSource', null);
    const counted = await again.request('snapshot', null);
    expect(counted.shift).toMatchObject({ fail: 1 });
    // Numbers go on over sources and engines.
    expect(parts.map(({ number }) => number)).toEqual([2, 1]);
    expect(counted.lastPart).toMatchObject({ number: 3 });
    await again.stop();
    const third = await open('acknowledged');
    expect((await third.request('snapshot', null)).shift).toEqual(counted.shift);
  });

  it('use another recipe from the next part on, or at once when no part is in progress', async () => {
    const engine = await open('recipes');
    await engine.request('openSource', { source: `file:${at('two.mp4')}#pace=realTime` });
    await engine.until('stepJudged');
    await engine.request('useRecipe', { name: 'rg' });
    expect(await engine.request('snapshot', null)).toMatchObject({
      recipe: { name: 'rgb' },
      nextRecipe: 'rg',
      settings: { recipe: 'rg' },
    });
    await engine.until('partEnded', ({ part }) => part === 1);
    await engine.until('partEnded', ({ part }) => part === 2);
    expect(engine.of('partEnded')).toMatchObject([
      { part: 1, verdict: 'pass', steps: { length: 3 } },
      { part: 2, verdict: 'pass', steps: { length: 2 } },
    ]);
    const order = engine.events
      .map(({ event }) => event)
      .filter(({ type }) => type === 'partEnded' || type === 'partStarted' || type === 'recipeState')
      .slice(-4);
    expect(order).toMatchObject([
      { type: 'partEnded', part: 1 },
      { type: 'recipeState', recipe: { name: 'rg' }, next: null },
      { type: 'partStarted', part: 2 },
      { type: 'partEnded', part: 2 },
    ]);
    await engine.request('useRecipe', { name: null });
    expect(await engine.request('snapshot', null)).toMatchObject({
      recipe: { state: 'none' },
      nextRecipe: null,
    });
    const missing = engine.request('useRecipe', { name: 'nothing' });
    await expect(missing).rejects.toMatchObject({ code: 'recipe_not_found' });
  });

  it('that pass tell how the network errs, between two parts, and the next engine knows it', async () => {
    const engine = await open('estimated');
    await watchToEnd(engine, 'seven.mp4');
    const [{ estimate } = { estimate: null }] = engine.of('errorsEstimated');
    expect(estimate).toMatchObject({ parts: 5 });
    const order = engine.events.map(({ event: { type } }) => type);
    const place = order.indexOf('errorsEstimated');
    const around = (types: readonly string[]) => types.find((type) => /^part(Started|Ended)$/.test(type));
    expect(around(order.slice(0, place).reverse())).toBe('partEnded');
    expect(around(order.slice(place))).not.toBe('partEnded');
    await engine.stop();
    const again = await open('estimated');
    expect(await again.until('errorsEstimated')).toEqual({ type: 'errorsEstimated', estimate });
    expect((await again.request('snapshot', null)).errorEstimate).toEqual(estimate);
  });
});
