// Outputs under test, with a source that plays into them. Both are closed when the test is over.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach } from 'vitest';
import {
  type OutputState,
  type PlainStationError,
  type RecordingSpec,
  recordingDefaults,
} from '../src-inference/contract/index.ts';
import { OutputSet } from '../src-inference/media/index.ts';
import { killPeers } from './gst-peer.ts';
import { type Watched, watch } from './watched-source.ts';

interface Change {
  readonly output: number;
  readonly state: OutputState;
  readonly target: string;
  readonly error: PlainStationError | null;
}

/** Makes the folder of a test file, and removes it after its tests. Call it once, outside of the tests. */
export function setUpOutputs() {
  const folder = mkdtempSync(join(tmpdir(), 'stepwatch-outputs-'));
  const closing: (() => Promise<void>)[] = [];
  afterAll(() => rmSync(folder, { recursive: true }));
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
    await killPeers();
  });
  return {
    at: (name: string): string => join(folder, name),
    /** When the test is over, the last one first. */
    closeLater: (close: () => Promise<void>): void => void closing.push(close),
    openOutputs() {
      const changes: Change[] = [];
      const outputs = new OutputSet({
        context: () => ({ alignedDelaySeconds: 1, recipe: 'rgb' }),
        sourceSeconds: () => 0,
        film: null,
        onState: (change) => changes.push(change),
      });
      closing.push(() => outputs.close());
      return { outputs, changes };
    },
    async play(text: string, outputs: OutputSet): Promise<Watched> {
      const watched = await watch(text, outputs);
      closing.push(() => watched.source.close());
      return watched;
    },
  };
}

export const liveSource = 'test:ball#width=320&height=240&fps=30';

export const recordingOf = (directory: string, more: Partial<RecordingSpec> = {}): RecordingSpec => ({
  ...recordingDefaults,
  kind: 'recording',
  directory,
  annotation: 'none',
  keepFreeBytes: 0,
  ...more,
});
