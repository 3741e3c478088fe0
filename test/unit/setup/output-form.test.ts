import { describe, expect, it } from 'vitest';
import type { OutputStatus } from '../../../src-inference/contract/index.ts';
import {
  newOutput,
  outputKinds,
  problemOf,
  splitKindOf,
  splitOf,
  stateOf,
  targetOf,
} from '../../../src-renderer/setup/outputs/output-form.ts';

const recording = newOutput('recording', '/recordings');
const setting = { id: 'a', enabled: true, spec: recording };
const status: OutputStatus = {
  output: 1,
  kind: 'recording',
  state: 'running',
  target: '/recordings/1.mp4',
  error: null,
  setting: 'a',
};

describe('an output that is being edited', () => {
  it.each(outputKinds)('begins as something that can be applied: %s', (kind) => {
    expect(problemOf(newOutput(kind, '/recordings'))).toBeNull();
  });

  it('says where a recording goes, and records to the folder of the station', () => {
    expect(targetOf(recording)).toBe('/recordings');
    expect(targetOf(newOutput('stream', '/'))).toBe('udp://127.0.0.1:5004');
  });

  it('tells what cannot work before the station is asked', () => {
    expect(problemOf({ kind: 'sharedMemory', path: ' ', annotation: 'live' })).toBe('pathMissing');
    expect(problemOf({ kind: 'sharedMemory', path: 'here', annotation: 'live' })).toBe('pathNotAbsolute');
  });

  it('cuts files by part, by time or never', () => {
    if (recording.kind !== 'recording') throw new Error('not a recording');
    expect(splitKindOf({ ...recording, split: { seconds: 5 } })).toBe('seconds');
    expect(splitOf('never')).toBe('never');
    expect(splitOf('seconds')).toEqual({ seconds: 600 });
  });
});

describe('how an output fares', () => {
  it('finds its state by the id of the setting', () => {
    expect(stateOf(setting, [{ ...status, setting: 'b' }, status])).toEqual({ state: 'running', status });
  });

  it('waits until the station speaks of it, and is off when it is switched off', () => {
    expect(stateOf(setting, []).state).toBe('waiting');
    expect(stateOf({ ...setting, enabled: false }, [status]).state).toBe('off');
  });
});
