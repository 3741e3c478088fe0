// `stepwatch serve` in a real process, started and stopped as a person does it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { mustRun, runProgram } from '../../run-program.ts';
import { ask, cookieOf, Screen } from '../../served-station.ts';

const program = resolve(import.meta.dirname, '../../../out/main/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'stepwatch-serve-'));
const children: ChildProcess[] = [];
const passwordless = { ...process.env, STEPWATCH_PASSWORD: '', DISPLAY: '', WAYLAND_DISPLAY: '' };
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
// The engine of a killed program still writes for a moment.
afterAll(() => rmSync(folder, { recursive: true, maxRetries: 50 }));

interface Served {
  readonly url: string;
  readonly origin: string;
  readonly port: number;
  readonly directory: string;
  readonly child: ChildProcess;
}

async function serve(
  words: readonly string[],
  environment: NodeJS.ProcessEnv = passwordless,
): Promise<Served> {
  const child = spawn(process.execPath, [program, 'serve', '--port', '0', '--json', ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment,
  });
  children.push(child);
  let errors = '';
  child.stderr.on('data', (text) => {
    errors += text;
  });
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    once(child, 'exit').then(() => Promise.reject(new Error(errors))),
  ]);
  return { ...JSON.parse(line), child };
}

function refused(...words: string[]) {
  const { status, stdout, stderr } = runProgram(process.execPath, [program, 'serve', ...words], {
    env: passwordless,
    input: '',
  });
  return { status, text: stdout + stderr };
}

async function show(station: Served): Promise<Screen> {
  const cookie = cookieOf(await ask(station, station.url.slice(station.origin.length)));
  return new Screen(station, cookie);
}

describe('stepwatch serve', () => {
  it('watches the source of --source, and finishes log, journal and recordings when it is stopped', async () => {
    const directory = join(folder, 'station');
    const station = await serve(['--directory', directory, '--source', 'test:red#width=320&height=240']);
    using screen = await show(station);
    await screen.untilEngine('running');
    const { recordings } = (await screen.snapshot()).settings;
    await screen.answer('changeSettings', {
      outputs: [
        {
          id: 'one',
          enabled: true,
          spec: {
            kind: 'recording',
            directory: recordings,
            split: 'never',
            name: null,
            kilobitsPerSecond: 500,
            keepFreeBytes: 0,
            annotation: 'live',
          },
        },
      ],
    });
    await screen.until(
      (one) =>
        one.kind === 'event' && one.event.event.type === 'outputState' && one.event.event.state === 'running',
    );
    await screen.untilEvent('progress', screen.heard.length);
    station.child.kill('SIGTERM');
    const [code] = await once(station.child, 'exit');
    expect(code).toBe(0);
    const files = readdirSync(directory, { recursive: true, encoding: 'utf8' });
    const journal = files.filter((name) => name.endsWith('.jsonl'));
    expect(journal.map((name) => readFileSync(join(directory, name), 'utf8')).join('')).toContain('runEnded');
    expect(readFileSync(join(directory, 'supervisor.log'), 'utf8')).toContain('engine stopped');
    const [recording] = readdirSync(recordings);
    const file = join(recordings, recording!);
    mustRun('gst-launch-1.0', `filesrc location=${file} ! decodebin ! fakesink`.split(' '));
  });

  it('prints one clear block for people', async () => {
    const child = spawn(
      process.execPath,
      [program, 'serve', '--port', '0', '--directory', join(folder, 'people')],
      {
        stdio: ['ignore', 'pipe', 'ignore'],
        env: passwordless,
      },
    );
    children.push(child);
    let text = '';
    for await (const chunk of child.stdout) {
      text += chunk;
      if (text.includes('Control-C')) break;
    }
    expect(text).toMatch(/Stepwatch station {3}http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{32}\n/);
    expect(text).toContain(join(folder, 'people'));
    child.kill('SIGINT');
    expect((await once(child, 'exit'))[0]).toBe(0);
  });

  it('reports a port that is taken, and a folder that another station uses', async () => {
    const station = await serve(['--directory', join(folder, 'first')]);
    const port = refused('--port', String(station.port), '--directory', join(folder, 'second'));
    expect(port).toMatchObject({ status: 2, text: expect.stringMatching(/port_unavailable[\s\S]*--port/) });
    const same = refused('--port', '0', '--directory', join(folder, 'first'));
    expect(same).toMatchObject({ status: 2, text: expect.stringMatching(/folder_in_use[\s\S]*first/) });
  });

  it.each([
    [['--host', '0.0.0.0', '--port', '0'], /not_allowed[\s\S]*--password-file/],
    [['--port', '65536'], /usage/],
    [['--port', 'http'], /usage/],
    [['--source', 'gopher://x'], /source_invalid/],
    [['--password-file', '/nowhere/password'], /usage[\s\S]*\/nowhere\/password/],
    [['--viewer-password-file', resolve(program, '../../../LICENSE')], /no operator password/],
  ])('refuses %j', (words, says) => {
    expect(refused('--directory', join(folder, 'refused'), ...words)).toMatchObject({
      status: 2,
      text: expect.stringMatching(says),
    });
  });

  it('listens for other machines with passwords from a file and the environment', async () => {
    writeFileSync(join(folder, 'password'), 'correct horse\n');
    writeFileSync(join(folder, 'short'), 'short\n');
    expect(refused('--password-file', join(folder, 'short')).text).toContain('at least 8 characters');
    const fromFile = ['--host', '0.0.0.0', '--password-file', join(folder, 'password')];
    const station = await serve(['--directory', join(folder, 'others'), ...fromFile], {
      ...passwordless,
      STEPWATCH_VIEWER_PASSWORD: 'battery staple',
    });
    for (const [password, role] of [
      ['correct horse', 'operator'],
      ['battery staple', 'viewer'],
    ]) {
      const answer = await ask(station, '/login', {
        method: 'POST',
        headers: { Origin: station.origin },
        body: new URLSearchParams({ password: password! }).toString(),
      });
      using screen = new Screen(station, cookieOf(answer));
      expect(await screen.until(({ kind }) => kind === 'welcome')).toMatchObject({ shell: { role } });
    }
  });

  it('opens a window without toolbars in an installed browser', async () => {
    const programs = join(folder, 'programs');
    mkdirSync(programs);
    const browser = join(programs, 'google-chrome');
    writeFileSync(
      browser,
      `#!/bin/sh\nprintf '%s\\n' "$@" > '${programs}/new' && /bin/mv '${programs}/new' '${programs}/arguments'\n`,
    );
    chmodSync(browser, 0o755);
    const watcher = watch(programs);
    const started = new Promise<void>((resolve) => {
      watcher.on('change', (_, name) => {
        if (name === 'arguments') resolve();
      });
    });
    const directory = join(folder, 'window');
    const station = await serve(['--directory', directory, '--open', 'window'], {
      ...passwordless,
      // The PATH contains no other program of this machine.
      PATH: programs,
      DISPLAY: ':99',
    });
    await started;
    watcher.close();
    const words = readFileSync(join(programs, 'arguments'), 'utf8').split('\n');
    expect(words).toContain(`--app=${station.url}`);
    expect(words).toContain(`--user-data-dir=${join(directory, 'window')}`);
  });
});
