// What the desktop learns about the station, and how the display follows it.
import { expect, it, vi } from 'vitest';
import type { SourceState } from '../../../src-inference/contract/index.ts';
import { DisplaySleepBlocker } from '../../../src-main/electron/display-sleep-blocker.ts';
import { type StationStatus, watchStationStatus } from '../../../src-main/electron/station-status.ts';
import { StationFollower, videoFoldersOf } from '../../../src-main/supervisor/index.ts';
import { numbered, settle, superviseFakes } from '../supervisor/fake-engine.ts';
import { powerSaveBlocker } from './electron-mock.ts';

vi.mock('electron', () => import('./electron-mock.ts'));

const snapshot = (kiosk: boolean, state: SourceState | null) => ({
  settings: { kiosk, recordings: '/videos', teach: '/line' },
  source: state && { text: 'test:ball', state },
});
const info = {
  name: 'test:ball',
  width: 64,
  height: 48,
  durationSeconds: null,
  framesPerSecond: 30,
  codec: null,
} as const;
const source = (sequence: number, state: SourceState) =>
  numbered(sequence, { type: 'sourceState', state, source: info, error: null });
const settings = (sequence: number, kiosk: boolean, recordings: string) =>
  numbered(sequence, {
    type: 'settingsChanged',
    settings: { kiosk, recordings, outputs: [], links: [] },
  } as never);

async function followed() {
  const fakes = superviseFakes();
  const follower = new StationFollower(fakes.supervisor);
  const heard: StationStatus[] = [];
  watchStationStatus(follower, (status) => heard.push(status));
  fakes.supervisor.start();
  fakes.last().answer('openWorkplace', null);
  await settle();
  return { ...fakes, follower, heard };
}

it('comes from the snapshot, and is updated by events', async () => {
  const { heard, last, follower } = await followed();
  last().say(settings(0, false, '/before the snapshot'));
  expect(videoFoldersOf(follower.station)).toEqual({ recordings: null, teach: null });
  last().answer('snapshot', { ...snapshot(true, 'playing'), outputs: [], links: [] });
  last().say(source(1, 'playing'));
  last().say(source(2, 'ended'));
  last().say(settings(3, false, '/other'));
  last().say(numbered(4, { type: 'sourceGone' }));
  expect(heard).toEqual([
    { kiosk: true, isPlaying: true },
    { kiosk: true, isPlaying: false },
    { kiosk: false, isPlaying: false },
  ]);
  expect(videoFoldersOf(follower.station)).toMatchObject({ recordings: '/other' });
});

it('keeps the settings while the engine is away, and asks the next engine', async () => {
  vi.useFakeTimers();
  const { heard, last, engines, follower } = await followed();
  last().answer('snapshot', snapshot(true, 'playing'));
  last().exit('SIGSEGV');
  await settle();
  expect(heard.at(-1)).toEqual({ kiosk: true, isPlaying: false });
  expect(videoFoldersOf(follower.station)).toEqual({ recordings: '/videos', teach: '/line' });
  vi.advanceTimersByTime(500);
  await settle();
  expect(engines).toHaveLength(2);
  last().answer('openWorkplace', null);
  await settle();
  last().answer('snapshot', snapshot(true, 'playing'));
  expect(heard.at(-1)).toEqual({ kiosk: true, isPlaying: true });
  vi.useRealTimers();
});

it('ignores the snapshot of an engine that was replaced meanwhile', async () => {
  const { supervisor, engines, last, follower } = await followed();
  const restarting = supervisor.restart();
  engines[0]!.answer('snapshot', snapshot(true, 'playing'));
  expect(follower.station).toEqual({ phase: 'unknown' });
  last().exit('exit code 0');
  await restarting;
});

it('keeps the display on while a source plays, and only then', () => {
  const blocker = new DisplaySleepBlocker();
  blocker.set(true);
  blocker.set(true);
  expect([...powerSaveBlocker.active.values()]).toEqual(['prevent-display-sleep']);
  blocker.set(false);
  blocker.set(false);
  expect(powerSaveBlocker.active.size).toBe(0);
});
