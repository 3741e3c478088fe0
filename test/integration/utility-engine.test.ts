// The built engine behind the parent port of a utility process, in a real process with the same interface.
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { EngineMessage } from '../../src-inference/contract/index.ts';
import { utilityEngine } from '../../src-main/electron/utility-engine.ts';
import { commandFolders, type EngineExit, type EngineHandle } from '../../src-main/supervisor/index.ts';
import { makeClips } from '../clip-models.ts';
import { makeColourProject } from '../teach-recordings.ts';
import { app, utilityProcess } from '../unit/electron/electron-mock.ts';

vi.mock('electron', () => import('../unit/electron/electron-mock.ts'));

const entry = resolve(import.meta.dirname, '../../out/main/engine.js');

function start(file = entry) {
  const messages: EngineMessage[] = [];
  let handle!: EngineHandle;
  const exited = new Promise<EngineExit>((onExit) => {
    handle = utilityEngine(file)(
      { onMessage: (message) => messages.push(message), onExit },
      commandFolders([], [tmpdir()]),
    );
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
  return { handle, exited, answer, messages };
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

  it('teaches a network in a thread: it cannot fork', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'stepwatch-utility-'));
    const recording = (operator: string, seconds: number) =>
      ({ operator, actions: [['ruby', seconds]] }) as const;
    // Too little to learn from: the end comes soon, and with it the way there and back was gone.
    await makeColourProject(
      join(directory, 'project'),
      [recording('Ana', 0.4), recording('Ben', 0.5)],
      ['ruby'],
    );
    const base = makeClips(join(directory, 'base'));
    const { handle, exited, answer, messages } = start();
    handle.send({ id: 1, command: 'teachOpen', input: { directory: join(directory, 'project') } });
    await answer(1);
    handle.send({ id: 2, command: 'teachTrain', input: { method: 'head', base } });
    await answer(2);
    const job = await vi.waitFor(
      () => {
        const jobs = messages.flatMap((message) =>
          message.kind === 'event' && message.event.event.type === 'trainingProgress'
            ? [message.event.event.job]
            : [],
        );
        const last = jobs.find(({ state }) => state !== 'running');
        expect(last).toBeDefined();
        return last!;
      },
      { timeout: 60_000 },
    );
    expect(job).toMatchObject({ state: 'failed', step: 'fit', error: { code: 'label_too_rare' } });
    handle.terminate();
    await exited;
    rmSync(directory, { recursive: true });
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
    const own = environment
      .map((entry) => entry.split('=')[0])
      .filter((name) => name?.startsWith('STEPWATCH'));
    expect(own).toEqual(['STEPWATCH_SANDBOX_RULES']);
    handle.terminate();
    await exited;
  });
});
