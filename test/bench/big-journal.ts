// A station with a long record: tsx test/bench/big-journal.ts [MEGABYTES]
//
// Two days of journals of that size. How long until the station answers, until it shows its first list, and a page of the log, with
// its index, after that was thrown away, and after a version that kept none; and the memory of the engine.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { allParts } from '../../src-inference/contract/index.ts';
import { journalDays, journalPath } from '../../src-inference/record/index.ts';
import { EngineOnWire } from '../engine-on-wire.ts';
import { makeJournals } from '../journal-maker.ts';

const megabytes = Number(process.argv[2] ?? 200);
const folder = mkdtempSync(join(tmpdir(), 'stepwatch-big-journal-'));
const record = join(folder, 'record');
const days = 2;
/** Bytes of a part with 1200 windows, as they are written here. */
const bytesPerPart = 230_000;

try {
  say(
    `${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}, load ${loadavg()[0]!.toFixed(1)}, Node ${process.version}`,
  );
  await make();
  await time('index built from nothing');
  await time('with its index');
  rmSync(join(folder, 'index'), { recursive: true });
  await time('index deleted');
} finally {
  rmSync(folder, { recursive: true });
}

async function make(): Promise<void> {
  const partsPerDay = Math.ceil((megabytes * 1e6) / bytesPerPart / days);
  const from = new Date(Date.now() - days * 24 * 3600_000);
  makeJournals({ directory: record, seed: 1, days, partsPerDay, windows: 600, steps: 10, from });
  let bytes = 0;
  for (const day of await journalDays(record)) bytes += statSync(journalPath(record, day)).size;
  say(`${(bytes / 1e6).toFixed(0)} MB of journals, ${days * partsPerDay} parts`);
}

async function time(name: string): Promise<void> {
  const begun = performance.now();
  const since = (from: number): string => `${((performance.now() - from) / 1000).toFixed(2)} s`;
  const engine = new EngineOnWire();
  // Nothing is open yet: it answers as soon as the program is loaded.
  await engine.request('snapshot', null).catch(() => undefined);
  const opening = performance.now();
  await engine.request('openWorkplace', {
    directory: folder,
    defaults: { model: join(folder, 'model'), recipes: [], folders: [folder] },
    source: null,
    watch: false,
  });
  const snapshot = await engine.request('snapshot', null);
  const started = since(opening);
  const asked = performance.now();
  const page = await engine.request('listParts', { ...allParts, before: null, limit: 100 });
  const listed = since(asked);
  const logAsked = performance.now();
  const log = await engine.request('readLog', { before: null, limit: 200 });
  const logged = since(logAsked);
  const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${engine.child.pid}/status`, 'utf8'))?.[1];
  const built = performance.now();
  let building = page.building;
  while (building !== null) {
    building = (await engine.request('listParts', { ...allParts, before: null, limit: 1 })).building;
  }
  say(`${name}:
  the process ${((opening - begun) / 1000).toFixed(2)} s, then the station ${started} (read ${bytesRead(engine)}; shift ${Object.values(snapshot.shift).slice(1).join('/')})
  first list ${listed} (${page.parts.length} parts${page.building === null ? '' : `, index ${(page.building * 100).toFixed(0)} %`}), page of the log ${logged} (${log.entries.length} lines)
  peak of memory ${(Number(peak) / 1000).toFixed(0)} MB, index complete after another ${since(built)}`);
  await engine.stop();
}

function bytesRead(engine: EngineOnWire): string {
  const io = readFileSync(`/proc/${engine.child.pid}/io`, 'utf8');
  return `${(Number(/rchar:\s+(\d+)/.exec(io)?.[1]) / 1e6).toFixed(0)} MB`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
