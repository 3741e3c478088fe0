// Writes the report of a run of the desktop: tsx main.ts RESULTS.json PICTURES REPORT.md BINARY [BINARY of a package]. The exit
// code is 1 when a test failed, or none ran. scripts/verify-desktop.sh calls it.
import { readFileSync, writeFileSync } from 'node:fs';
import { readFuses } from './fuses.ts';
import { machineFacts } from './machine.ts';
import { readResults } from './playwright-results.ts';
import { desktopReport, hasPassed } from './report.ts';

const [from, pictures, to, electron, packaged] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string?,
];
const results = readResults(JSON.parse(readFileSync(from, 'utf8')));
const binaries = packaged === undefined ? [electron] : [electron, packaged];
const fuses = await Promise.all(
  binaries.map(async (binary) => [`\`${binary}\``, await readFuses(binary)] as const),
);
writeFileSync(to, desktopReport({ machine: machineFacts(electron), results, pictures, fuses }));
process.exitCode = hasPassed(results) ? 0 : 1;
