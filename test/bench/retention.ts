// What looking at many files costs a station: tsx test/bench/retention.ts [FILES]
//
// As many recordings as asked for (100,000), known to an index and empty on the disk; one survey of all of them in its thread, and
// how long the thread of the engine was blocked meanwhile. Then 500 of them are deleted.
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, utimesSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Database } from '../../src-inference/archive/database.ts';
import { unlimitedRetention } from '../../src-inference/contract/index.ts';
import { Deleting, doomedFile } from '../../src-inference/retention/deleting.ts';
import { surveyInThread } from '../../src-inference/retention/survey-thread.ts';

const files = Number(process.argv[2] ?? 100_000);
const folder = mkdtempSync(join(tmpdir(), 'stepwatch-retention-'));
const recordings = join(folder, 'recordings');
const index = join(folder, 'index.sqlite');
const now = new Date();
const say = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  say(
    `${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}, load ${loadavg()[0]!.toFixed(1)}, Node ${process.version}`,
  );
  makeFiles();
  await look();
  await look();
  await deleteSome();
  say(`load ${loadavg()[0]!.toFixed(1)} at the end`);
} finally {
  rmSync(folder, { recursive: true });
}

function makeFiles(): void {
  mkdirSync(recordings);
  const database = new Database(index, 'write');
  database.transaction(() => {
    for (let number = 0; number < files; number++) {
      const target = join(recordings, `${number}.mp4`);
      closeSync(openSync(target, 'w'));
      utimesSync(target, 1, 1);
      const key = now.getTime() - (files - number) * 60_000;
      database.run('INSERT INTO recordings VALUES(?, ?, ?, 0)', key, target, '2026-01-01');
    }
  });
  database.close();
}

async function look() {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  const begun = performance.now();
  const found = await surveyInThread({
    index,
    record: join(folder, 'record'),
    folders: { recordings, evidence: join(folder, 'evidence') },
    retention: {
      ...unlimitedRetention,
      recordings: { ...unlimitedRetention.recordings, pass: { days: 1, bytes: null } },
    },
    now,
    synchronised: true,
    targets: [],
    partSince: null,
    keepFreeBytes: 1e9,
    room: null,
  });
  delays.disable();
  say(
    `survey of ${files} files: ${(performance.now() - begun).toFixed(0)} ms, the engine's thread blocked for ${(delays.max / 1e6).toFixed(0)} ms at most; ${found.preview.files} would go`,
  );
  return found;
}

async function deleteSome(): Promise<void> {
  const { chosen } = await look();
  const deleting = new Deleting({
    directory: join(folder, 'retention'),
    now: () => now,
    publish: () => Promise.resolve(),
  });
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  const begun = performance.now();
  for (let from = 0; from < 500; from += 100) {
    const doomed = chosen.slice(from, from + 100).map(({ file }) => doomedFile(file));
    await deleting.delete({ reason: 'age', doomed });
  }
  delays.disable();
  say(
    `500 files deleted, 100 at a time: ${(performance.now() - begun).toFixed(0)} ms, blocked for ${(delays.max / 1e6).toFixed(0)} ms at most`,
  );
}
