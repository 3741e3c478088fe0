// The built engine behind the parent port of a utility process, in a real process with the same interface.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { EngineMessage } from '../../src-inference/contract/index.ts';
import { utilityEngine } from '../../src-main/electron/utility-engine.ts';
import type { EngineExit, EngineHandle } from '../../src-main/supervisor/index.ts';
import { app, utilityProcess } from '../unit/electron/electron-mock.ts';

vi.mock('electron', () => import('../unit/electron/electron-mock.ts'));

const entry = resolve(import.meta.dirname, '../../out/main/engine.js');

function start(file = entry) {
  const messages: EngineMessage[] = [];
  let handle!: EngineHandle;
  const exited = new Promise<EngineExit>((onExit) => {
    handle = utilityEngine(file)({ onMessage: (message) => messages.push(message), onExit });
  });
  const answer = (id: number) =>
    vi.waitFor(
      () => {
        const found = messages.find((message) => message.kind === 'answer' && message.id === id);
        expect(found).toBeDefined();
        return found;
      },
      { timeout: 60_000 },
    );
  return { handle, exited, answer };
}

describe('the engine as a utility process', () => {
  it('answers, and exits in order when it is told to terminate', async () => {
    const { handle, exited, answer } = start();
    handle.send({ id: 1, command: 'doctor', input: null });
    expect(await answer(1)).toMatchObject({ output: { versions: { node: process.versions.node } } });
    expect(handle.pid).toBeGreaterThan(0);
    handle.terminate();
    expect(await exited).toEqual({ status: 'exit code 0', stderrTail: '' });
    expect(app.listenerCount('child-process-gone')).toBe(0);
  });

  it('is killed even when the request comes before it has started', async () => {
    const { handle, exited } = start();
    handle.kill();
    expect((await exited).status).toBe('killed');
  });

  it('that crashes reports its exit code and the end of its standard error output', async () => {
    const { exited } = start(resolve(import.meta.dirname, 'no-such-engine.js'));
    const { status, stderrTail } = await exited;
    expect(status).toBe('exit code 1');
    expect(stderrTail).toContain('no-such-engine.js');
  });

  it('with a fatal error of V8 does not end the shell', async () => {
    const fork = vi.spyOn(utilityProcess, 'fork');
    const { handle, exited, answer } = start();
    handle.send({ id: 1, command: 'doctor', input: null });
    await answer(1);
    const child = fork.mock.results[0]!.value as ReturnType<typeof utilityProcess.fork>;
    child.emit('error', 'FatalError', 'v8::ToLocalChecked');
    const gone = once(child, 'exit');
    handle.kill();
    await gone;
    expect((await exited).status).toBe('killed');
    fork.mockRestore();
  });

  it('gets only the environment variables that its libraries need', async () => {
    vi.stubEnv('STEPWATCH_PASSWORD', 'secret');
    vi.stubEnv('GST_DEBUG', '0');
    const { handle, exited, answer } = start();
    vi.unstubAllEnvs();
    handle.send({ id: 1, command: 'doctor', input: null });
    await answer(1);
    const environment = readFileSync(`/proc/${handle.pid}/environ`, 'utf8').split('\0');
    expect(environment).toContain('GST_DEBUG=0');
    expect(environment.filter((entry) => entry.startsWith('STEPWATCH'))).toEqual([]);
    handle.terminate();
    await exited;
  });
});
