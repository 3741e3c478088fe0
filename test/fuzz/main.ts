// Gives changed inputs to the parts of Stepwatch that read what others send or write.
//   npx tsx test/fuzz/main.ts TARGET|all [--cases N] [--seed S] [--seconds S] [--from N]
//   npx tsx test/fuzz/main.ts TARGET --input FILE
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCampaign, watched } from './campaign.ts';
import { findingOf } from './target.ts';
import { targetNamed, targetNames } from './targets.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cases: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '540' },
    from: { type: 'string', default: '0' },
    input: { type: 'string' },
  },
});
const chosen = positionals[0] === 'all' ? targetNames : positionals;
if (chosen.length === 0 || chosen.some((name) => !targetNames.includes(name as never))) {
  console.error(`Name a target: all, ${targetNames.join(', ')}`);
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), 'stepwatch-fuzz-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
let findings = 0;
for (const name of chosen)
  findings += await (values.input === undefined ? fuzz(name) : repeat(name, values.input));
process.exit(findings === 0 ? 0 : 1);

async function fuzz(name: string): Promise<number> {
  const started = Date.now();
  const result = await runCampaign({
    name,
    folder,
    seed: Number(values.seed),
    cases: Number(values.cases),
    seconds: Number(values.seconds),
    from: Number(values.from),
  });
  const reached = result.ways === null ? '' : `, ${result.ways} ways through functions`;
  console.log(
    `${name}: seed ${values.seed}, ${result.cases} cases in ${((Date.now() - started) / 1000).toFixed(0)} s, ` +
      `${result.refused} refused${reached}, ${result.findings.length} findings`,
  );
  for (const { number, what } of result.findings.slice(0, 10)) {
    console.log(
      `  build/fuzz/${name}/${values.seed}-${number}.bin: ${what.split('\n').slice(0, 4).join('\n    ')}`,
    );
  }
  return result.findings.length;
}

async function repeat(name: string, path: string): Promise<number> {
  const target = await targetNamed(name);
  await target.seeds(folder);
  const trial = await target.open(folder);
  try {
    await watched(trial, readFileSync(path));
    console.log('taken');
    return 0;
  } catch (thrown) {
    const what = findingOf(thrown);
    console.log(what ?? `refused: ${(thrown as Error).message}`);
    return what === null ? 0 : 1;
  } finally {
    await trial.close?.();
  }
}
