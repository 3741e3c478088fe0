// The program as a person or a script starts it: with real processes, real videos, and a real network for colours.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { journalText } from '../journal-text.ts';
import { makeColours, makeSound } from '../media-files.ts';
import { makeColourModel } from '../onnx-models.ts';
import { runProgram } from '../run-program.ts';

const program = resolve(import.meta.dirname, '../../out/main/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'stepwatch-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

function stepwatch(...words: string[]) {
  const { status, stdout, stderr } = runProgram(process.execPath, [program, ...words]);
  return { status, stdout, stderr };
}

function check(video: string, recipe: string, ...more: string[]) {
  const words = ['--recipe', at(recipe), '--model', at('model'), '--log-dir', at('log'), ...more];
  return stepwatch('check', at(video), ...words);
}

beforeAll(() => {
  makeColourModel(at('model'));
  const pause = ['black', 30] as const;
  makeColours(at('good.mp4'), [pause, ['red', 50], pause, ['green', 50], pause, ['blue', 50], pause, pause]);
  makeColours(at('wrong.mp4'), [pause, ['red', 50], pause, ['blue', 50], pause, ['blue', 50], pause, pause]);
  makeColours(at('short.mp4'), [['red', 10]]);
  writeFileSync(at('rgb.yaml'), 'name: rgb\ntitle: Colours\nsteps: [red, green, blue]\n');
  writeFileSync(at('rbg.yaml'), 'name: rbg\ntitle: Colours\nsteps: [red, blue, green]\n');
});

describe('stepwatch check', () => {
  it('passes a good part: exit code 0, and one JSON object with every step', () => {
    const { status, stdout } = check('good.mp4', 'rgb.yaml', '--json');
    const report = JSON.parse(stdout);
    expect(status).toBe(0);
    expect(report).toMatchObject({
      verdict: 'pass',
      missing: [],
      wrong: [],
      video: { frames: 300, seconds: 10 },
    });
    expect(report.steps.map(({ index, label, status: step }: never) => [index, label, step])).toEqual([
      [1, 'red', 'ok'],
      [2, 'green', 'ok'],
      [3, 'blue', 'ok'],
    ]);
    expect(report.steps[0].start).toBeCloseTo(1, 0);
    expect(report.steps[0].end).toBeCloseTo(2.7, 0);
    expect(report.timing.fps).toBeGreaterThan(0);
  });

  it('fails a wrong part: exit code 1, and the wrong step by number and name', () => {
    const { status, stdout } = check('wrong.mp4', 'rgb.yaml', '--json');
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'fail',
      wrong: [{ index: 2, expected: 'green', actual: 'blue' }],
      missing: [{ part: 1, index: 2, label: 'green' }],
    });
  });

  it('prints a table for people, without colours when the output is not a terminal', () => {
    const { status, stdout } = check('good.mp4', 'rbg.yaml');
    expect(status).toBe(1);
    expect(stdout).toContain('SWAPPED: step 3 (green) was done before step 2 (blue)');
    expect(stdout).toContain('Verdict: FAIL');
    expect(stdout).not.toContain('\x1b');
  });

  it('compares step by step with the policy firstMatch', () => {
    const { stdout } = check('wrong.mp4', 'rgb.yaml', '--policy', 'firstMatch', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'fail', wrong: [{ index: 2 }] });
  });

  it('writes a log for people and a journal for programs', () => {
    const [log] = readdirSync(at('log')).filter((name) => name.endsWith('.log'));
    expect(readFileSync(join(at('log'), log!), 'utf8')).toMatch(/step 2 of 3.*blue/i);
    const events = journalText(at('log')).trim().split('\n');
    expect(events.map((line) => JSON.parse(line).type)).toContain('partEnded');
  });

  it.each([
    'lastStep',
    'mark',
  ])('begins a part with the video where parts begin by a mark; end: %s', (end) => {
    const head = `name: marked\ntitle: Colours\npart: {start: mark, end: ${end}}\n`;
    writeFileSync(at('marked.yaml'), `${head}steps: [red, green, blue]\n`);
    const { status, stdout } = check('good.mp4', 'marked.yaml', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'pass', parts: 1, missing: [] });
    expect(status).toBe(0);
  });

  it('checks the steps of the code that is given, and asks for it where the steps depend on it', () => {
    const steps = 'steps: [red, {step: green, when: G*}, {step: red, unless: G*}, blue]\n';
    writeFileSync(at('codes.yaml'), `name: codes\ntitle: Colours\npart: {start: mark}\n${steps}`);
    expect(JSON.parse(check('good.mp4', 'codes.yaml', '--code', 'G-7', '--json').stdout)).toMatchObject({
      verdict: 'pass',
      parts: 1,
    });
    expect(JSON.parse(check('good.mp4', 'codes.yaml', '--code', 'R-7', '--json').stdout)).toMatchObject({
      verdict: 'fail',
      wrong: [{ index: 3, expected: 'red', actual: 'green' }],
    });
    const { status, stdout, stderr } = check('good.mp4', 'codes.yaml');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('depends on the code of the part');
    expect(stderr).toContain('--code');
  });

  it('writes the code of the part into the journal, also where parts begin with an action', () => {
    const { status } = check('good.mp4', 'rgb.yaml', '--code', 'SN-0042');
    expect(status).toBe(0);
    expect(journalText(at('log'))).toContain('SN-0042');
  });

  it('checks a video that is shorter than a window', () => {
    const { status, stdout } = check('short.mp4', 'rgb.yaml', '--json');
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'fail', video: { frames: 10 } });
  });

  it('lists as missing the steps that were left out or replaced by another action', () => {
    const { stdout } = check('wrong.mp4', 'rgb.yaml');
    expect(stdout).toContain('Missing: green (step 2)');
    const [log] = readdirSync(at('log')).filter((name) => name.endsWith('.log'));
    expect(readFileSync(join(at('log'), log!), 'utf8')).toContain('FAIL, missing: 2 green');
  });

  it('prints colours and a progress bar on a terminal, and lines that fit its width', () => {
    writeFileSync(
      at('slow.yaml'),
      'name: slow\ntitle: Slow\nsteps: [red, {step: green, minSeconds: 9}, blue]\n',
    );
    const words = ['check', 'good.mp4', '--recipe', 'slow.yaml', '--model', 'model', '--no-log'];
    const command = `stty cols 60; ${[process.execPath, program, ...words].join(' ')}`;
    const { stdout } = runProgram('script', ['-qec', command, '/dev/null'], { cwd: folder });
    expect(stdout).toMatch(/━.* % {2}\d+ fps {2}step 1 of 3 {2}\d+ s left/);
    expect(stdout).toContain('\x1b[32mok');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences are what is removed
    const lines = stdout.replace(/\x1b\[[0-9;]*[mK]/g, '').split(/[\r\n]+/);
    const table = lines.slice(lines.findLastIndex((line) => line.startsWith('step')));
    expect(table.filter((line) => line.length > 60)).toEqual([]);
    expect(table.join('\n')).toMatch(/too fast\n +2(\.\d)? s, at least 9 s/);
  });
});

describe('a check that does not finish gives no verdict', () => {
  const words = (log: string): string[] => [
    ...[program, 'check', at('endless.mp4'), '--recipe', at('rgb.yaml'), '--model', at('model')],
    ...['--log-dir', at(log)],
  ];
  const journal = (log: string): string => journalText(at(log));
  /** Process id of the engine that the program has started, from proc(5). */
  const engineOf = (program: ChildProcess): number =>
    Number(readFileSync(`/proc/${program.pid}/task/${program.pid}/children`, 'utf8').split(' ')[0]);

  beforeAll(() => {
    makeColours(
      at('endless.mp4'),
      Array.from({ length: 30 }, () => ['red', 300] as const),
    );
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('after %s: the log is complete', async (signal) => {
    const child = spawn(process.execPath, words(signal));
    await once(child.stdout, 'data');
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([2, null]);
    expect(journal(signal)).toContain('runAborted');
  });

  it('after a signal while the engine starts', async () => {
    const child = spawn(process.execPath, words('early'));
    await expect.poll(() => engineOf(child), { timeout: 60_000 }).toBeGreaterThan(0);
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([2, null]);
  });

  it('when the engine hangs: it is killed', async () => {
    const child = spawn(process.execPath, words('hung'));
    await once(child.stdout, 'data');
    process.kill(engineOf(child), 'SIGSTOP');
    child.kill('SIGINT');
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    expect(await once(child, 'close')).toEqual([2, null]);
    expect(errors).toContain('error aborted');
  });

  it('when the engine is killed: one clear error, and its judgements are on disk', async () => {
    const child = spawn(process.execPath, words('killed'));
    await once(child.stdout, 'data');
    process.kill(engineOf(child), 'SIGKILL');
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    expect(await once(child, 'close')).toEqual([2, null]);
    expect(errors).toContain('error engine_unavailable');
    expect(journal('killed')).toContain('runStarted');
  });

  it('when the program is killed: the engine ends with it, and its judgements are on disk', async () => {
    const child = spawn(process.execPath, words('orphan'), { stdio: ['ignore', 'pipe', 'ignore'] });
    await once(child.stdout!, 'data');
    const engine = engineOf(child);
    child.kill('SIGKILL');
    await expect.poll(() => existsSync(`/proc/${engine}`), { timeout: 60_000 }).toBe(false);
    expect(journal('orphan')).toContain('runStarted');
    // Nobody has stopped it.
    expect(journal('orphan')).not.toContain('runAborted');
  });

  it('when the output is a closed pipe or a full disk', () => {
    const shell = (line: string) =>
      runProgram('bash', ['-o', 'pipefail', '-c', line, process.execPath, ...words('pipe')]);
    expect(shell('"$0" "$@" | :')).toMatchObject({ status: 2, stderr: '' });
    const full = shell('"$0" "$@" > /dev/full');
    expect(full.status).toBe(2);
    expect(full.stderr).toContain('error output_unwritable');
    expect(full.stderr).not.toMatch(/\n\s+at /);
  });
});

describe('stepwatch predict', () => {
  it('prints one line for each window', () => {
    const { status, stdout } = stepwatch('predict', at('good.mp4'), '--model', at('model'), '--json');
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(status).toBe(0);
    expect(lines).toHaveLength(37);
    expect(lines[5]).toMatchObject({ start: 1.25, end: 2.25, label: 'red' });
    expect(lines[5].probabilities).toHaveLength(4);
  });
});

describe('stepwatch recipe and stepwatch model', () => {
  it('print a recipe and a model card', () => {
    expect(stepwatch('recipe', at('rgb.yaml'), '--model', at('model')).stdout).toMatch(
      /3 steps[\s\S]*3\s+blue/,
    );
    const recipe = JSON.parse(stepwatch('recipe', at('rgb.yaml'), '--model', at('model'), '--json').stdout);
    expect(Object.keys(recipe).sort()).toEqual([
      'corrections',
      'description',
      'elements',
      'extra',
      'missingPictures',
      'name',
      'notTwiceInARow',
      'part',
      'remedies',
      'steps',
      'targetCycleSeconds',
      'title',
      'tolerated',
    ]);
    expect(recipe.steps[2]).toMatchObject({ index: 3, label: 'blue' });
    const { status, stdout } = stepwatch('model', at('model'), '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ name: 'colours', background: 'nothing' });
  });
});

describe('bad input is one clear error, exit code 2, and no stack trace', () => {
  beforeAll(() => {
    writeFileSync(at('syntax.yaml'), 'name: x\nsteps: [red\n');
    writeFileSync(at('unknown.yaml'), 'name: x\ntitle: X\nsteps: [red, purple]\n');
    writeFileSync(at('pause.yaml'), 'name: x\ntitle: X\nsteps: [red, nothing]\n');
    writeFileSync(at('empty.mp4'), '');
    makeSound(at('sound.wav'));
  });

  it.each([
    ['nothing.mp4', 'rgb.yaml', 'source_not_found'],
    ['good.mp4', 'syntax.yaml', 'recipe_invalid'],
  ])('for people: %s with %s', (video, recipe, code) => {
    const { status, stderr } = check(video, recipe);
    expect(status).toBe(2);
    expect(stderr).toContain(`error ${code}`);
    expect(stderr).toContain('hint');
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it.each([
    ['nothing.mp4', 'rgb.yaml', 'source_not_found'],
    ['empty.mp4', 'rgb.yaml', 'source_unreadable'],
    ['sound.wav', 'rgb.yaml', 'source_not_video'],
    ['good.mp4', 'nothing.yaml', 'recipe_not_found'],
    ['good.mp4', 'syntax.yaml', 'recipe_invalid'],
    ['good.mp4', 'unknown.yaml', 'recipe_mismatch'],
  ])('for programs: %s with %s', (video, recipe, code) => {
    const { status, stdout, stderr } = check(video, recipe, '--json');
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code, hint: expect.any(String) } });
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it.each([
    ['no command', []],
    ['an unknown command', ['chek']],
    ['too many files', ['check', 'x.mp4', 'y.mp4', '--recipe', 'z']],
    ['an unknown option', ['check', 'x.mp4', '--recipe', 'y', '--fast']],
    ['an unknown policy', ['check', 'x.mp4', '--recipe', 'y', '--policy', 'best']],
  ])('%s', (_, words) => {
    const { status, stderr } = stepwatch(...words);
    expect(status).toBe(2);
    expect(stderr).not.toBe('');
    expect(stderr).not.toContain('..');
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('a recipe with the background as a step', () => {
    const { status, stderr } = stepwatch('recipe', at('pause.yaml'), '--model', at('model'));
    expect(status).toBe(2);
    expect(stderr).toContain('error recipe_mismatch');
  });

  it('--help and --version exit with 0', () => {
    expect(stepwatch('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('check') });
    expect(stepwatch('check', '--help').stdout).toContain('Exit code');
    expect(stepwatch('--version').stdout).toMatch(/^\d+\.\d+\.\d+/);
  });
});
