// The engine's composition, in this process.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../src-inference/contract/index.ts';
import { run } from '../../src-inference/engine.ts';
import { makeColours } from '../media-files.ts';
import { makeColourModel } from '../onnx-models.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-engine-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);
const options = {
  video: at('red.mp4'),
  model: at('model'),
  recipe: null,
  policy: null,
  recordDirectory: at('log'),
};

beforeAll(() => {
  makeColourModel(at('model'));
  makeColours(at('red.mp4'), [['red', 300]]);
});

async function typesOf(events: AsyncIterable<EngineEvent>): Promise<string[]> {
  const types: string[] = [];
  try {
    for await (const { type } of events) types.push(type);
  } catch (thrown) {
    types.push((thrown as { code: string }).code);
  }
  return types;
}

describe('a run', () => {
  it('that was stopped while its source and its network were being opened watches nothing', async () => {
    const events = run(options, { now: () => new Date(), signal: AbortSignal.abort() });
    expect(await typesOf(events)).toEqual(['runStarted', 'runAborted', 'aborted']);
    expect(readFileSync(join(at('log'), 'journal.jsonl'), 'utf8')).toContain('runAborted');
  });

  it('whose record cannot be written says so, and leaves nothing open', async () => {
    writeFileSync(at('file'), '');
    const { signal } = new AbortController();
    const events = run({ ...options, recordDirectory: at('file') }, { now: () => new Date(), signal });
    expect(await typesOf(events)).toEqual(['runAborted', 'record_unwritable']);
    // A network or a source that was left open would keep this process, and the test, from ending.
    expect(process.getActiveResourcesInfo().filter((kind) => kind === 'MessagePort')).toEqual([]);
  });
});
