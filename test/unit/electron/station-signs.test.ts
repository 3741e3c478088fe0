// What the desktop hears of the station, and what the display does then.
import { expect, it, vi } from 'vitest';
import type { SourceState } from '../../../src-inference/contract/index.ts';
import { DisplayAwake } from '../../../src-main/electron/display-awake.ts';
import { type StationSigns, watchStation } from '../../../src-main/electron/station-signs.ts';
import { numbered, settle, superviseFakes } from '../supervisor/fake-engine.ts';
import { powerSaveBlocker } from './electron-mock.ts';

vi.mock('electron', () => import('./electron-mock.ts'));

const snapshot = (kiosk: boolean, state: SourceState | null) => ({
  settings: { kiosk },
  source: state && { state },
});
const source = (sequence: number, state: SourceState) =>
  numbered(sequence, { type: 'sourceState', state, error: null, info: {} } as never);

async function watched() {
  const fakes = superviseFakes();
  const told: StationSigns[] = [];
  watchStation(fakes.supervisor, (signs) => told.push(signs));
  fakes.supervisor.start();
  fakes.last().answer('openWorkplace', null);
  await settle();
  return { ...fakes, told };
}

it('is told from the snapshot, and then when something changes', async () => {
  const { told, last } = await watched();
  last().answer('snapshot', snapshot(true, 'playing'));
  await settle();
  last().say(source(1, 'playing'));
  last().say(source(2, 'ended'));
  last().say(numbered(3, { type: 'settingsChanged', settings: { kiosk: false } } as never));
  last().say(numbered(4, { type: 'sourceGone' } as never));
  expect(told).toEqual([
    { kiosk: true, playing: true },
    { kiosk: true, playing: false },
    { kiosk: false, playing: false },
  ]);
});

it('stays a kiosk while the engine is away, and asks the next engine', async () => {
  vi.useFakeTimers();
  const { told, last, engines } = await watched();
  last().answer('snapshot', snapshot(true, 'playing'));
  await settle();
  last().exit('SIGSEGV');
  await settle();
  expect(told.at(-1)).toEqual({ kiosk: true, playing: false });
  vi.advanceTimersByTime(500);
  await settle();
  expect(engines).toHaveLength(2);
  last().answer('openWorkplace', null);
  await settle();
  last().answer('snapshot', snapshot(true, 'playing'));
  await settle();
  expect(told.at(-1)).toEqual({ kiosk: true, playing: true });
  vi.useRealTimers();
});

it('keeps the display on while a source plays, and only then', () => {
  const awake = new DisplayAwake();
  awake.set(true);
  awake.set(true);
  expect([...powerSaveBlocker.active.values()]).toEqual(['prevent-display-sleep']);
  awake.set(false);
  awake.set(false);
  expect(powerSaveBlocker.active.size).toBe(0);
});
