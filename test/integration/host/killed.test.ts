// The host of a station is killed, or a second one is started on its folder: by another name, or from another network.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { journalText } from '../../journal-text.ts';
import { loggedEngine } from '../../logged-engine.ts';
import { mustRun, runProgram } from '../../run-program.ts';
import { ask, cookieOf, Screen } from '../../served-station.ts';
import { makeParts, workplaceFolder } from '../../workplace-folder.ts';

const program = resolve(import.meta.dirname, '../../../out/main/cli.js');
const { at, open } = workplaceFolder();
const hosts: ChildProcess[] = [];
afterEach(() => {
  for (const host of hosts.splice(0)) host.kill('SIGKILL');
});

beforeAll(() => {
  makeParts(at('parts.mp4'), ['red', 'green', 'blue', 'red', 'green', 'blue']);
});

/** With a model that names colours. */
async function prepare(name: string): Promise<string> {
  await (await open(name)).stop();
  return at(name);
}

async function serve(directory: string, ...words: readonly string[]) {
  const host = spawn(
    process.execPath,
    [program, 'serve', '--port', '0', '--json', '--directory', directory, '--root', at(''), ...words],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  hosts.push(host);
  const [line] = await once(createInterface({ input: host.stdout }), 'line');
  const station = JSON.parse(line) as { url: string; origin: string; port: number };
  const cookie = cookieOf(await ask(station, station.url.slice(station.origin.length)));
  const screen = new Screen(station, cookie);
  await screen.untilEngine('running');
  return { host, screen };
}

async function kill(host: ChildProcess): Promise<void> {
  const exited = once(host, 'exit');
  host.kill('SIGKILL');
  await exited;
}

/** Of proc(5); a process that nobody has waited for yet is `Z`. Null: there is none. */
function stateOf(pid: number): string | null {
  try {
    return /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))![1]!;
  } catch {
    return null;
  }
}

function refusedBy(words: readonly string[], directory: string) {
  const [first = '', ...rest] = [...words, process.execPath, program, 'serve', '--port', '0'];
  const { status, stderr } = runProgram(first, [...rest, '--directory', directory]);
  return { status, stderr };
}

const inUse = {
  status: 2,
  stderr: expect.stringMatching(/folder_in_use {2}Another station uses this folder: process \d+ on/),
};

/** Whether namespaces can be made here: the rights of root, or those of an ordinary user where the kernel lets them. */
function unshare(kind: '--mount' | '--net'): readonly string[] | null {
  const ways = [
    ['unshare', kind],
    ['unshare', '--map-root-user', kind],
  ];
  const works = ([first, ...rest]: readonly string[]): boolean =>
    spawnSync(first!, [...rest, 'true']).status === 0;
  return ways.find(works) ?? null;
}

describe('a station whose host is killed', () => {
  it('goes on with its part, and its recording can be played', async () => {
    const directory = await prepare('resumed');
    const first = await serve(directory, '--source', `file:${at('parts.mp4')}#pace=realTime`);
    const { recordings } = (await first.screen.snapshot()).settings;
    const spec = {
      kind: 'recording',
      directory: recordings,
      split: 'never',
      name: null,
      kilobitsPerSecond: 500,
      keepFreeBytes: 0,
      annotation: 'live',
    };
    await first.screen.answer('changeSettings', { outputs: [{ id: 'one', enabled: true, spec }] });
    await first.screen.untilEvent('stepJudged');
    const { part } = await first.screen.snapshot();
    await kill(first.host);
    first.screen[Symbol.dispose]();
    const second = await serve(directory);
    await second.screen.untilEvent('partResumed');
    const { part: resumed, lastPart } = await second.screen.snapshot();
    expect(part?.id ?? null).not.toBeNull();
    expect(resumed ?? lastPart).toMatchObject({ id: part!.id, interrupted: true });
    expect(journalText(join(directory, 'record'))).not.toContain('partAborted');
    const [recording] = readdirSync(recordings).sort();
    mustRun(
      'gst-launch-1.0',
      `filesrc location=${join(recordings, recording!)} ! decodebin ! fakesink`.split(' '),
    );
    second.screen[Symbol.dispose]();
  });

  it('while its engine is stopped (SIGSTOP) is free at once, and the old engine writes no more', async () => {
    const directory = await prepare('fenced');
    const first = await serve(directory, '--source', 'test:red#width=160&height=120');
    await first.screen.untilEvent('windowClassified');
    const old = loggedEngine(directory);
    process.kill(old, 'SIGSTOP');
    await kill(first.host);
    first.screen[Symbol.dispose]();
    const second = await serve(directory);
    // The kernel killed it with its host; where nobody waits for orphans, something is left of it.
    expect([null, 'Z']).toContain(stateOf(old));
    try {
      process.kill(old, 'SIGCONT');
    } catch {
      // There is no such process.
    }
    await second.screen.untilEvent('windowClassified');
    const { engine } = await second.screen.snapshot();
    const journal = journalText(join(directory, 'record')).trim().split('\n');
    expect(journal.map((line) => JSON.parse(line).type).filter((type) => type === 'runStarted')).toHaveLength(
      2,
    );
    expect(engine).toBeTruthy();
    second.screen[Symbol.dispose]();
  });
});

describe('a second station of a folder', () => {
  it('is refused, also when its port is taken as well: the folder says more', async () => {
    const directory = await prepare('taken');
    const { screen } = await serve(directory);
    expect(refusedBy([], directory)).toMatchObject(inUse);
    const { port } = new URL(screen.socket.url);
    const same = runProgram(process.execPath, [program, 'serve', '--directory', directory, '--port', port]);
    expect(same).toMatchObject(inUse);
    screen[Symbol.dispose]();
  });

  it('is refused with every command that writes to it', async () => {
    const directory = await prepare('written');
    const { screen } = await serve(directory);
    const history = (...words: readonly string[]) =>
      runProgram(process.execPath, [program, 'history', ...words, '--directory', directory]);
    expect(history('prune')).toMatchObject(inUse);
    expect(history('rebuild')).toMatchObject(inUse);
    expect(history('prune', '--dry-run')).toMatchObject({ status: 0 });
    screen[Symbol.dispose]();
  });

  const mount = unshare('--mount');
  it.runIf(mount)('is refused where the folder has another name (a bind mount)', async () => {
    const directory = await prepare('bound');
    const { screen } = await serve(directory);
    mkdirSync(at('other-name'));
    const bind = [...mount!, 'sh', '-c', 'mount --bind "$1" "$2" && shift 2 && exec "$@"', 'sh'];
    expect(refusedBy([...bind, directory, at('other-name')], at('other-name'))).toMatchObject(inUse);
    screen[Symbol.dispose]();
  });

  const net = unshare('--net');
  it.runIf(net)('is refused from another network', async () => {
    const directory = await prepare('apart');
    const { screen } = await serve(directory);
    expect(refusedBy(net!, directory)).toMatchObject(inUse);
    screen[Symbol.dispose]();
  });
});
