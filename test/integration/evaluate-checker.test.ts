// The commands that measure the checker and learn recipes, started as a person types them.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { type CheckerRates, ratesAt } from '../../src-inference/contract/index.ts';
import { parseRecipe } from '../../src-inference/recipe/index.ts';
import { runProgram } from '../run-program.ts';

const root = resolve(import.meta.dirname, '../..');
const stepwatch = (...words: string[]) => {
  const result = runProgram(process.execPath, [join(root, 'out/main/cli.js'), ...words]);
  return { status: result.status, out: result.stdout, errors: result.stderr };
};

it('evaluate-checker prints one object', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stepwatch-annotations-'));
  for (let person = 0; person < 4; person++) {
    const rows = ['a', 'b', 'c'].map(
      (part, at) => `${at * 300},${at * 300 + 200},attach,${part},base,correct,`,
    );
    writeFileSync(join(folder, `x_both_${person}-z01a_x.csv`), rows.join('\n'));
  }
  const recipe = join(folder, 'short.yaml');
  writeFileSync(recipe, 'name: short\ntitle: Short\nsteps: [p, q, r, s]\n');
  const words = ['evaluate-checker', '--recipe', recipe, '--parts', '4', '--annotations', folder, '--json'];
  const { out, errors } = stepwatch(...words);
  expect(errors).toBe('');
  const { simulation, annotated } = JSON.parse(out);
  expect(simulation).toHaveLength(16);
  expect(simulation[0]).toEqual({
    accuracy: 0.95,
    policy: 'alignment',
    goodFailed: expect.any(Number),
    goodWarned: expect.any(Number),
    badPassed: expect.any(Number),
    badWarned: expect.any(Number),
    stepF1: expect.any(Number),
    editScore: expect.any(Number),
    // One of the four parts is bad, and the alarm was raised.
    delaySeconds: { p50: expect.any(Number), p95: expect.any(Number) },
  });
  expect(annotated).toHaveLength(9);
  expect(annotated[0]).toEqual({
    noise: 1,
    policy: 'alignment',
    orderingMistakes: { precision: 1, recall: 1, f1: 1 },
    allMistakes: { precision: 1, recall: 1, f1: 1 },
    sequences: { precision: 1, recall: 1, f1: 1 },
  });
});

it('evaluate-checker --stress prints a row for each condition, with its limit, and the recall', () => {
  const recipe = join(mkdtempSync(join(tmpdir(), 'stepwatch-stress-')), 'short.yaml');
  writeFileSync(recipe, 'name: short\ntitle: Short\nsteps: [p, q, r, s]\n');
  const words = ['evaluate-checker', '--stress', '--recipe', recipe, '--parts', '3', '--recordings', '2'];
  const all = stepwatch(...words, '--json');
  expect(all.errors).toBe('');
  const { stress, recall } = JSON.parse(all.out);
  expect(stress).toHaveLength(17);
  const rates = {
    goodFailed: expect.any(Number),
    goodWarned: expect.any(Number),
    badPassed: expect.any(Number),
    badWarned: expect.any(Number),
  };
  expect(stress[0]).toEqual({
    condition: 'as simulated today',
    id: 'usual',
    accuracy: 0.9,
    parts: 3,
    ...rates,
    intervals: expect.any(Object),
    toldAsJoined: null,
    toldAsBatch: null,
    limit: rates,
  });
  expect(recall).toMatchObject([{ source: 'simulated', parts: 3 }]);
  expect(recall[0].recall.map((one: { falseAlarmsPerMinute: number }) => one.falseAlarmsPerMinute)).toEqual([
    0.1, 0.5, 1,
  ]);
  const one = stepwatch(...words, '--condition', 'hidden-hands', '--no-limit', '--unmeasured');
  expect(one.out).toContain('hands hidden or out of the picture');
  expect(stepwatch(...words, '--condition', 'rain')).toMatchObject({
    status: 2,
    errors: expect.stringContaining('There is no condition "rain"'),
  });
});

it('evaluate-checker --rates writes what screens read, and for which condition it holds', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stepwatch-rates-'));
  const recipe = join(folder, 'short.yaml');
  const rates = join(folder, 'rates.json');
  writeFileSync(recipe, 'name: short\ntitle: Short\nsteps: [p, q, r, s]\n');
  const words = ['evaluate-checker', '--recipe', recipe, '--parts', '2', '--thresholds', '0.8,0.97'];
  expect(stepwatch(...words, '--rates', rates, '--json').status).toBe(0);
  const written: CheckerRates = JSON.parse(readFileSync(rates, 'utf8'));
  expect(written).toMatchObject({ recipe: 'short', condition: 'usual', stepSeconds: [2.5, 5], parts: 2 });
  expect(ratesAt(0.85, written).map(({ failAbove }) => failAbove)).toEqual([0.8, 0.97]);
});

it('recipe learn writes a valid recipe, and overwrites nothing', () => {
  const out = join(mkdtempSync(join(tmpdir(), 'stepwatch-learn-')), 'learnt.yaml');
  const words = ['recipe', 'learn', join(root, 'resources/demo'), '--name', 'coupling', '--out', out];
  expect(stepwatch(...words)).toMatchObject({ status: 0, out: `Wrote ${out}, learned from 6 examples.\n` });
  expect(parseRecipe(readFileSync(out, 'utf8'), out).name).toBe('coupling');
  expect(stepwatch(...words)).toMatchObject({
    status: 2,
    errors: expect.stringContaining('The file exists already'),
  });
});
