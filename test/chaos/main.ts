// npx tsx test/chaos/main.ts [--seed N] [--minutes M] [--source file|camera] [--fault TEXT]: does to a station what machines, disks and networks do, and
// checks after each fault that nothing was lost (invariants.ts). `--fault`: only faults whose name contains the text.
// Exit code 1: something does not hold.
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { faults } from './faults/index.ts';
import { type Round, torment } from './torment.ts';
import { TormentedStation } from './tormented-station.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '5' },
    source: { type: 'string', default: 'file' },
    fault: { type: 'string', default: '' },
  },
});
const end = performance.now() + Number(values.minutes) * 60_000;
if (values.source !== 'file' && values.source !== 'camera') throw new Error('--source file or camera');
const station = await TormentedStation.begin(values.source);
const possible = faults.filter(({ name, impossible }) => {
  const why = impossible?.(station) ?? null;
  if (why !== null) print(`left out: ${name}: ${why}`);
  return why === null && name.includes(values.fault);
});
if (possible.length === 0) throw new Error('no such fault');
print(
  `seed ${values.seed}, ${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, load ${loadavg()[0]!.toFixed(1)}`,
);

const rounds: Round[] = [];
for await (const round of torment(station, possible, Number(values.seed))) {
  rounds.push(round);
  const state = round.broken.length === 0 ? 'ok    ' : 'BROKEN';
  print(`${state}  ${round.backSeconds.toFixed(1).padStart(5)} s  ${round.fault}`);
  for (const sentence of round.broken.slice(0, 10)) print(`        ${sentence}`);
  if (performance.now() > end) break;
}
await station.end();

print('\nback after            p50 s   p95 s   times');
for (const { name } of possible) {
  const seconds = rounds.filter(({ fault }) => fault === name).map(({ backSeconds }) => backSeconds);
  if (seconds.length === 0) continue;
  seconds.sort((a, b) => a - b);
  const at = (share: number): string =>
    seconds[Math.floor((seconds.length - 1) * share)]!.toFixed(1).padStart(5);
  print(`${at(0.5)}   ${at(0.95)}   ${String(seconds.length).padStart(4)}   ${name}`);
}
const broken = rounds.filter((round) => round.broken.length > 0);
print(`${rounds.length} faults, ${broken.length} with something that does not hold`);
if (broken.length > 0) process.exitCode = 1;

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
