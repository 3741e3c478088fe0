// The supervisor with real processes that are killed, stopped, or ignore signals. What an engine answers does not matter.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { EngineState } from '../../src-inference/contract/index.ts';
import { forkedEngine, openSupervisorLog, Supervisor } from '../../src-main/supervisor/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-supervised-'));
const supervisors: Supervisor[] = [];
afterEach(() => Promise.all(supervisors.splice(0).map((one) => one.stop())));
afterAll(() => rmSync(folder, { recursive: true }));

const alive = `
  setInterval(() => process.send({ kind: 'heartbeat' }), 1000);
  process.send({ kind: 'heartbeat' });
  process.on('message', ({ id, command }) => {
    if (command !== 'doctor') process.send({ kind: 'answer', id, output: process.env.STEPWATCH_PASSWORD ?? null });
  });
  process.on('disconnect', () => process.exit());
`;

function supervise(source: string) {
  const file = join(folder, `engine-${supervisors.length}.mjs`);
  writeFileSync(file, source);
  const directory = mkdtempSync(join(folder, 'station-'));
  const supervisor = new Supervisor({
    start: forkedEngine(pathToFileURL(file)),
    workplace: { directory, defaults: { model: '', recipes: [], folders: [] }, source: null },
    log: openSupervisorLog(directory, () => new Date()),
  });
  supervisors.push(supervisor);
  const until = (state: EngineState['state']): Promise<EngineState> =>
    new Promise((resolve) => {
      const end = supervisor.onState((now) => {
        if (now.state !== state) return;
        end();
        resolve(now);
      });
    });
  const log = (): string => readFileSync(join(directory, 'supervisor.log'), 'utf8');
  const pid = (): number => Number([...log().matchAll(/process (\d+)/g)].at(-1)![1]);
  return { supervisor, until, log, pid };
}

describe('an engine that', () => {
  it('is killed is reported with its signal, logged, and replaced', async () => {
    const { supervisor, until, log, pid } = supervise(alive);
    let turn = until('running');
    supervisor.start();
    await turn;
    const first = pid();
    const answer = supervisor.request('doctor', null);
    const failure = expect(answer).rejects.toMatchObject({ code: 'engine_unavailable' });
    turn = until('restarting');
    process.kill(first, 'SIGKILL');
    await failure;
    expect(await turn).toMatchObject({
      failures: 1,
      inSeconds: 0,
      reason: expect.stringContaining('SIGKILL'),
    });
    await until('running');
    expect(pid()).not.toBe(first);
    expect(log()).toMatch(
      /engine lost \(1 in a row\), next start in 0 s: It ended unexpectedly \(SIGKILL\)\./,
    );
  });

  it('hangs is killed; here SIGSTOP makes it hang', async () => {
    const { supervisor, until, pid } = supervise(alive);
    const running = until('running');
    supervisor.start();
    await running;
    const stopped = pid();
    const lost = until('restarting');
    process.kill(stopped, 'SIGSTOP');
    expect(await lost).toMatchObject({ reason: expect.stringContaining('no heartbeat for 10 s') });
    expect(existsSync(`/proc/${stopped}`)).toBe(false);
    await until('running');
  });

  it('never starts is not started a sixth time, and its standard error output says why', async () => {
    const { supervisor, until, log } = supervise('throw new Error("the lid does not fit");');
    const failed = until('failed');
    supervisor.start();
    expect(await failed).toMatchObject({
      failures: 5,
      reason: expect.stringContaining('the lid does not fit'),
    });
    expect(log().match(/engine started/g)).toHaveLength(5);
    expect(log()).not.toMatch(/^\s+at /m);
    const again = until('starting');
    void supervisor.restart();
    await again;
  });

  it('gets no password', async () => {
    process.env.STEPWATCH_PASSWORD = 'secret';
    const { supervisor, until } = supervise(alive);
    const running = until('running');
    supervisor.start();
    await running;
    delete process.env.STEPWATCH_PASSWORD;
    expect(await supervisor.request('snapshot', null)).toBeNull();
  });

  it('ignores SIGTERM is killed after 5 s', async () => {
    const { supervisor, until, pid } = supervise(`${alive} process.on('SIGTERM', () => undefined);`);
    const running = until('running');
    supervisor.start();
    await running;
    await supervisor.stop();
    expect(existsSync(`/proc/${pid()}`)).toBe(false);
  });
});
