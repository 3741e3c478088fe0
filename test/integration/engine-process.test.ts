// How the supervisor handles engines that fail.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../src-main/supervisor/engine-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-supervisor-'));
afterAll(() => rmSync(folder, { recursive: true }));

function ask(source: string) {
  const file = join(folder, 'engine.mjs');
  writeFileSync(file, source);
  const engine = startEngine(pathToFileURL(file), null, () => undefined);
  return { engine, answer: engine.request('readModel', { directory: '.' }) };
}

describe('an engine that', () => {
  it('crashes gives one clear error with the reason, without a stack trace', async () => {
    const { engine, answer } = ask(
      'process.on("message", () => { throw new Error("the lid does not fit"); });',
    );
    await expect(answer).rejects.toMatchObject({
      code: 'engine_unavailable',
      hint: expect.stringContaining('the lid does not fit'),
    });
    await expect(answer).rejects.toMatchObject({ hint: expect.not.stringMatching(/^\s+at /m) });
    await engine.stop();
  });

  it('has ended also rejects later requests', async () => {
    const { engine, answer } = ask('process.exit(3);');
    await expect(answer).rejects.toMatchObject({ message: expect.stringContaining('exit code 3') });
    const later = engine.request('readModel', { directory: '.' });
    await expect(later).rejects.toMatchObject({ code: 'engine_unavailable' });
    await engine.stop();
  });
});
