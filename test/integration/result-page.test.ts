// Pages of results that a person asks for by --html.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeColours } from '../media-files.ts';
import { makeColourModel } from '../onnx-models.ts';
import { runProgram } from '../run-program.ts';

const program = resolve(import.meta.dirname, '../../out/main/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'stepwatch-pages-'));
const model = join(folder, 'model');

beforeAll(() => {
  makeColourModel(model);
  makeColours(join(folder, 'video.mp4'), [['red', 60]]);
  writeFileSync(join(folder, 'video.csv'), 'start,end,label\n0,2,red\n');
});

afterAll(() => rmSync(folder, { recursive: true }));

function evaluate(page: string) {
  const words = ['evaluate', model, '--data', folder, '--no-write', '--json', '--html', page];
  return runProgram(process.execPath, [program, ...words]);
}

it('evaluate writes its page, also over an older one', () => {
  const page = join(folder, 'page.html');
  writeFileSync(page, 'older');
  expect(evaluate(page).status).toBe(0);
  expect(readFileSync(page, 'utf8')).toContain('Evaluation of colours');
});

it('a page that cannot be written is one clear error that names it', () => {
  const page = join(folder, 'no such folder/page.html');
  const { status, stdout } = evaluate(page);
  expect(status).toBe(2);
  expect(JSON.parse(stdout.trim().split('\n').at(-1)!)).toMatchObject({
    error: { code: 'output_unwritable', where: page },
  });
});
