// A short campaign of the fuzzer with a fixed seed: test/fuzz says what is done, and how to run a long one.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { runCampaign } from '../fuzz/campaign.ts';
import { targetNames } from '../fuzz/targets.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-fuzz-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** As many as take a few seconds; media and processes cost more. */
const slow: Readonly<Record<string, number>> = {
  'journal-lines': 30,
  'media-files': 15,
  networks: 25,
  'http-requests': 40,
  // All valid commands, and some changed ones.
  'websocket-messages': 200,
  'link-answers': 10,
  'rtp-packets': 15,
  workplaces: 6,
};

/** It waits for sources that send nothing, ten seconds for each: only long campaigns have it. */
const leftOut = 'rtsp-answers';

it.each(
  targetNames.filter((name) => name !== leftOut),
)('changed inputs of %s are refused or taken, and nothing breaks', async (name) => {
  const cases = slow[name] ?? 60;
  const { findings, cases: done } = await runCampaign({
    name,
    folder,
    seed: 11,
    cases,
    seconds: 100,
    from: 0,
  });
  expect(findings).toEqual([]);
  expect(done).toBeGreaterThan(0);
});
