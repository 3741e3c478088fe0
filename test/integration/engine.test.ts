// The parts of the engine together, in the process of the test.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunOptions } from '../../src-inference/contract/index.ts';
import type { EngineContext } from '../../src-inference/process/engine-context.ts';
import { run } from '../../src-inference/process/open-station.ts';
import { createNumbering } from '../../src-inference/station/event-log.ts';
import { journalText } from '../journal-text.ts';
import { makeColours } from '../media-files.ts';
import { makeColourModel } from '../onnx-models.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-engine-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);
const options: RunOptions = {
  source: { kind: 'file', path: at('red.mp4'), pace: 'asFastAsPossible', loop: false },
  outputs: [],
  model: at('model'),
  recipe: null,
  policy: null,
  recordDirectory: at('log'),
};

beforeAll(() => {
  makeColourModel(at('model'));
  makeColours(at('red.mp4'), [['red', 300]]);
});

/** Types of the events except `sourceState`, and the code of the error. */
async function typesOf(watched: RunOptions, signal: AbortSignal): Promise<string[]> {
  const types: string[] = [];
  const now = (): Date => new Date();
  const context: EngineContext = {
    now,
    numbering: createNumbering(now),
    async port({ event: { type } }) {
      if (type !== 'sourceState') types.push(type);
    },
  };
  await run(watched, context, signal).catch((thrown: { code: string }) => types.push(thrown.code));
  return types;
}

describe('a run', () => {
  it('that is stopped while its source and its network are opened watches nothing', async () => {
    expect(await typesOf(options, AbortSignal.abort())).toEqual(['runStarted', 'runAborted', 'aborted']);
    expect(journalText(at('log'))).toContain('runAborted');
  });

  it('whose record cannot be written ends with that error, and leaves nothing open', async () => {
    writeFileSync(at('file'), '');
    const { signal } = new AbortController();
    const types = await typesOf({ ...options, recordDirectory: at('file') }, signal);
    expect(types).toEqual(['record_unwritable']);
    // A network or a source that stays open would prevent this process from ending.
    expect(process.getActiveResourcesInfo().filter((kind) => kind === 'MessagePort')).toEqual([]);
  });
});
