import { describe, expect, it } from 'vitest';
import type { EngineState, ShellInfo } from '../../../src-inference/contract/index.ts';
import {
  afterEnd,
  afterMessage,
  type Connection,
  isEngineRunning,
  pauseBefore,
} from '../../../src-renderer/station/connection.ts';

const shell: ShellInfo = { version: '1', role: 'operator', kind: 'host', kiosk: 'browser' };
const running: EngineState = { state: 'running' };
const connected: Connection = { state: 'connected', shell, engine: running };
const now = 1_000_000;

describe('the connection of a screen', () => {
  it('begins with the welcome, from whatever state', () => {
    const welcome = { kind: 'welcome', shell, engine: running } as const;
    const before: readonly Connection[] = [
      { state: 'connecting' },
      { state: 'lost', shell, attempt: 3, retryAt: now },
      connected,
    ];
    for (const state of before) expect(afterMessage(state, welcome)).toEqual(connected);
  });

  it('follows the engine, and ignores what belongs to no connection', () => {
    const engine: EngineState = { state: 'failed', failures: 5, reason: 'no' };
    expect(afterMessage(connected, { kind: 'engine', engine })).toEqual({ ...connected, engine });
    expect(afterMessage({ state: 'connecting' }, { kind: 'engine', engine })).toEqual({
      state: 'connecting',
    });
  });

  it('is lost with its role remembered, and tried again after a pause that doubles up to 10 s', () => {
    expect(afterEnd(connected, 'lost', now)).toEqual({
      state: 'lost',
      shell,
      attempt: 1,
      retryAt: now + 500,
    });
    const again: Connection = { state: 'lost', shell, attempt: 2, retryAt: now };
    expect(afterEnd(again, 'lost', now)).toMatchObject({ attempt: 3, retryAt: now + 2000 });
    expect([1, 2, 3, 4, 5, 6, 7].map(pauseBefore)).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
  });

  it('is over for good when the shell refuses it', () => {
    expect(afterEnd(connected, 'refused', now)).toEqual({ state: 'refused' });
  });

  it('reaches an engine only while one runs', () => {
    expect(isEngineRunning(connected)).toBe(true);
    expect(isEngineRunning({ ...connected, engine: { state: 'starting' } })).toBe(false);
    expect(isEngineRunning({ state: 'connecting' })).toBe(false);
  });
});
