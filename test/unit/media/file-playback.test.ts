import { describe, expect, it } from 'vitest';
import {
  nextPlayback,
  type Playback,
  type PlaybackEvent,
  pipelineStateOf,
  sourceStateOf,
} from '../../../src-inference/media/file-playback.ts';

const opened: Playback = { phase: 'opened', startsPaused: false };
const heldBack: Playback = { phase: 'opened', startsPaused: true };
const playing: Playback = { phase: 'playing' };
const paused: Playback = { phase: 'paused' };
const ended: Playback = { phase: 'ended' };
const closed: Playback = { phase: 'closed' };

describe('the playback of a file', () => {
  it.each<[Playback, PlaybackEvent, Playback]>([
    [opened, 'started', playing],
    [opened, 'paused', heldBack],
    [heldBack, 'resumed', opened],
    [heldBack, 'started', paused],
    [playing, 'paused', paused],
    [playing, 'ended', ended],
    [paused, 'resumed', playing],
    [paused, 'ended', ended],
    [opened, 'closed', closed],
    [playing, 'closed', closed],
    [paused, 'closed', closed],
    [ended, 'closed', closed],
  ])('%o, %s: %o', (before, event, after) => {
    expect(nextPlayback(before, event)).toEqual(after);
  });

  it.each<[Playback, PlaybackEvent]>([
    [opened, 'resumed'],
    [opened, 'ended'],
    [heldBack, 'paused'],
    [playing, 'resumed'],
    [playing, 'started'],
    [paused, 'paused'],
    [ended, 'paused'],
    [ended, 'resumed'],
    [closed, 'resumed'],
    [closed, 'ended'],
    [closed, 'closed'],
  ])('%o is not changed by %s', (playback, event) => {
    expect(nextPlayback(playback, event)).toBe(playback);
  });

  it('controls the pipeline, but not before the start or after the end', () => {
    expect([opened, heldBack, playing, paused, ended, closed].map(pipelineStateOf)).toEqual([
      null,
      null,
      'playing',
      'paused',
      null,
      null,
    ]);
  });

  it('reports a pause to screens even before the first frame is pulled', () => {
    expect([opened, heldBack, playing, paused, ended].map(sourceStateOf)).toEqual([
      null,
      'paused',
      'playing',
      'paused',
      'ended',
    ]);
  });
});
