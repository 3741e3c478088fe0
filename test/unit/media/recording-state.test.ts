import { describe, expect, it } from 'vitest';
import {
  beginsNewFile,
  fileOf,
  type RecordingEvent,
  type RecordingState,
} from '../../../src-inference/media/recording-state.ts';

const waiting: RecordingState<string> = { phase: 'waiting' };
const recording: RecordingState<string> = { phase: 'recording', file: 'a.mp4' };
const closed: RecordingState<string> = { phase: 'closed', file: 'a.mp4' };
const sourcePlays: RecordingEvent = { type: 'sourcePlays' };
const partClosed: RecordingEvent = { type: 'partClosed' };
const recorded = (seconds: number): RecordingEvent => ({ type: 'recorded', seconds });

describe('a recording begins a new file', () => {
  it.each<[boolean, string, RecordingState<string>, RecordingEvent, 'part' | 'never' | { seconds: number }]>([
    [true, 'when the first source plays', waiting, sourcePlays, 'never'],
    [false, 'not when another source plays', recording, sourcePlays, 'part'],
    [true, 'at the end of a part', recording, partClosed, 'part'],
    [false, 'not at the end of a part when it is not split', recording, partClosed, 'never'],
    [false, 'not at the end of a part when it is split by time', recording, partClosed, { seconds: 60 }],
    [false, 'not at the end of a part before there was a frame', waiting, partClosed, 'part'],
    [true, 'when the file is long enough', recording, recorded(60), { seconds: 60 }],
    [false, 'not before', recording, recorded(59), { seconds: 60 }],
    [false, 'not by time when it is split by part', recording, recorded(1e6), 'part'],
    [false, 'never after it was closed: source', closed, sourcePlays, 'part'],
    [false, 'never after it was closed: part', closed, partClosed, 'part'],
    [false, 'never after it was closed: time', closed, recorded(60), { seconds: 60 }],
  ])('%s: %s', (begins, _, state, event, split) => {
    expect(beginsNewFile(state, event, split)).toBe(begins);
  });

  it('remembers its last file when it is closed', () => {
    expect([waiting, recording, closed].map(fileOf)).toEqual([null, 'a.mp4', 'a.mp4']);
  });
});
