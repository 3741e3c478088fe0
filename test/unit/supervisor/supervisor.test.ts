// The supervisor with engines in memory and fake timers.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EngineState } from '../../../src-inference/contract/index.ts';
import { numbered, settle, superviseFakes } from './fake-engine.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function running() {
  const station = superviseFakes();
  const states: EngineState[] = [];
  station.supervisor.onState((state) => states.push(state));
  station.supervisor.start();
  station.last().answer('openWorkplace', null);
  await settle();
  return { ...station, states };
}

describe('the supervisor', () => {
  it('opens the workplace first, and passes the source of the command line only once', async () => {
    const { engines, last, states } = await running();
    expect(states).toEqual([{ state: 'running' }]);
    expect(last().requests[0]).toMatchObject({ command: 'openWorkplace', input: { source: 'test:ball' } });
    last().exit('SIGKILL');
    await settle();
    await vi.advanceTimersByTimeAsync(0);
    expect(engines).toHaveLength(2);
    expect(last().requests[0]).toMatchObject({ command: 'openWorkplace', input: { source: null } });
  });

  it('keeps a process that waits, and opens the workplace in it as soon as the engine is lost', async () => {
    const station = superviseFakes({ spare: true });
    const { supervisor, engines } = station;
    supervisor.start();
    engines[0]!.answer('openWorkplace', null);
    await settle();
    await vi.advanceTimersByTimeAsync(4999);
    expect(engines).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(engines[1]!.requests.map(({ command }) => command)).toEqual(['prepare']);
    // Its events are those of no station.
    const heard: number[] = [];
    supervisor.onEvent(({ sequence }) => heard.push(sequence));
    engines[1]!.say(numbered(1, { type: 'shiftStarted' }));
    expect(heard).toEqual([]);

    engines[0]!.exit('SIGKILL');
    await settle();
    await vi.advanceTimersByTimeAsync(0);
    expect(engines).toHaveLength(2);
    expect(engines[1]!.requests.map(({ command }) => command)).toEqual(['prepare', 'openWorkplace']);
    engines[1]!.answer('openWorkplace', null);
    await settle();
    expect(supervisor.state).toEqual({ state: 'running' });
    await vi.advanceTimersByTimeAsync(5000);
    expect(engines).toHaveLength(3);

    engines[2]!.exit('SIGKILL');
    await settle();
    expect(supervisor.state).toEqual({ state: 'running' });
    const stopped = supervisor.stop();
    engines[1]!.exit('exit code 0');
    await stopped;
  });

  it('lets a first process take the folder, and is stopped when another station has it', async () => {
    const { supervisor, engines, last } = superviseFakes();
    const taking = supervisor.takeFolder();
    expect(last().requests[0]).toMatchObject({ command: 'takeFolder', input: { directory: '/nowhere' } });
    last().answer('takeFolder', null);
    await taking;
    supervisor.start();
    expect(engines).toHaveLength(1);
    expect(last().requests[1]).toMatchObject({ command: 'openWorkplace' });

    const other = superviseFakes();
    const refused = expect(other.supervisor.takeFolder()).rejects.toMatchObject({ code: 'folder_in_use' });
    other.last().fail('takeFolder', 'folder_in_use');
    await settle();
    expect(other.last().isTerminating).toBe(true);
    other.last().exit('exit code 0');
    await refused;
  });

  it('ends with the error when another station has the folder at the start, and tries again when one has it later', async () => {
    const first = superviseFakes();
    const refusals: string[] = [];
    first.supervisor.onRefused(({ code }) => refusals.push(code));
    first.supervisor.start();
    first.last().fail('openWorkplace', 'folder_in_use');
    await settle();
    first.last().exit('exit code 0');
    await settle();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(refusals).toEqual(['folder_in_use']);
    expect(first.engines).toHaveLength(1);

    const later = await running();
    later.supervisor.onRefused(({ code }) => refusals.push(code));
    later.last().exit('SIGKILL');
    await settle();
    await vi.advanceTimersByTimeAsync(0);
    later.last().fail('openWorkplace', 'folder_in_use');
    await settle();
    later.last().exit('exit code 0');
    await settle();
    expect(later.supervisor.state).toMatchObject({ state: 'restarting', failures: 2, reason: 'No.' });
    expect(refusals).toHaveLength(1);
  });

  it('fails requests with engine_unavailable when the engine is lost, and while it is away', async () => {
    const { supervisor, last } = await running();
    const under_way = supervisor.request('doctor', null);
    const rejected = expect(under_way).rejects.toMatchObject({ code: 'engine_unavailable' });
    last().exit('exit code 3');
    await rejected;
    await settle();
    await expect(supervisor.request('doctor', null)).rejects.toMatchObject({ code: 'engine_unavailable' });
    expect(supervisor.state).toMatchObject({
      state: 'restarting',
      reason: expect.stringContaining('exit code 3'),
    });
  });

  it('kills an engine without a heartbeat for 10 s, and reports that', async () => {
    const { supervisor, last, log } = await running();
    const engine = last();
    for (let second = 0; second < 30; second += 1) {
      engine.say({ kind: 'heartbeat' });
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(engine.killed).toBe(false);
    await vi.advanceTimersByTimeAsync(9000);
    expect(engine.killed).toBe(true);
    expect(supervisor.state).toMatchObject({
      state: 'restarting',
      reason: 'It sent no heartbeat for 10 s and was killed.',
    });
    expect(log.at(-1)).toContain('no heartbeat');
  });

  it('waits 30 s for the first message of an engine', async () => {
    const { supervisor, last } = superviseFakes();
    supervisor.start();
    await vi.advanceTimersByTimeAsync(29_000);
    expect(last().killed).toBe(false);
    await vi.advanceTimersByTimeAsync(1000);
    expect(last().killed).toBe(true);
  });

  it('stops after five losses in a row, until a person restarts the engine', async () => {
    const { supervisor, engines, last } = superviseFakes();
    supervisor.start();
    for (const pause of [500, 1000, 2000, 4000]) {
      last().exit('SIGSEGV');
      await settle();
      const before = engines.length;
      await vi.advanceTimersByTimeAsync(pause - 1);
      expect(engines).toHaveLength(before);
      await vi.advanceTimersByTimeAsync(1);
      expect(engines).toHaveLength(before + 1);
    }
    last().exit('SIGSEGV');
    await settle();
    expect(supervisor.state).toMatchObject({ state: 'failed', failures: 5 });
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(engines).toHaveLength(5);
    await supervisor.restart();
    expect(engines).toHaveLength(6);
    expect(supervisor.state).toEqual({ state: 'starting' });
  });

  it('counts an engine that cannot open its workplace as lost, for that reason', async () => {
    const { supervisor, last } = superviseFakes();
    supervisor.start();
    last().fail('openWorkplace', 'record_unwritable');
    await settle();
    expect(last().isTerminating).toBe(true);
    last().exit('exit code 0');
    await settle();
    expect(supervisor.state).toMatchObject({ state: 'restarting', failures: 1, reason: 'No.' });
  });

  it('starts a new engine only when the old one is gone, also with two restarts at once', async () => {
    const { supervisor, engines, last, states } = await running();
    const restarts = [supervisor.restart(), supervisor.restart()];
    await settle();
    expect(engines).toHaveLength(1);
    expect(last().isTerminating).toBe(true);
    last().exit('exit code 0');
    await Promise.all(restarts);
    expect(engines).toHaveLength(2);
    expect(states.at(-1)).toEqual({ state: 'starting' });
  });

  it('ignores the events of an engine that was replaced', async () => {
    const { supervisor, engines } = await running();
    const heard: number[] = [];
    supervisor.onEvent(({ sequence }) => heard.push(sequence));
    engines[0]!.say(numbered(1, { type: 'shiftStarted' }));
    const restarting = supervisor.restart();
    engines[0]!.say(numbered(2, { type: 'shiftStarted' }));
    engines[0]!.exit('exit code 0');
    await restarting;
    engines[1]!.say(numbered(1, { type: 'sourceGone' }));
    expect(heard).toEqual([1, 1]);
  });

  it('terminates the engine when the shell stops, kills it when it does not exit, and starts no other', async () => {
    const { supervisor, engines, last } = await running();
    const stopped = supervisor.stop();
    expect(last().isTerminating).toBe(true);
    await vi.advanceTimersByTimeAsync(5000);
    await stopped;
    expect(last().killed).toBe(true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(engines).toHaveLength(1);
  });
});
