// Makes a deb of the station for Debian and Ubuntu, for a machine with or without Electron: the program with a Node of its own,
// services of systemd, and a kiosk. It needs dpkg-deb, which every Debian has, and the npm registry.
//   npm run package -- [--arch x64|arm64] [--out dist] [--version 1.2.3]
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { version } from '../../package.json';
import { architectureOf, toolchains } from './architecture.ts';
import { checkBinaries, checkSize } from './check-files.ts';
import { collectProgram } from './collect-program.ts';
import { writeControl } from './control.ts';
import { placeSystemFiles } from './system-files.ts';

const { values } = parseArgs({
  options: {
    arch: { type: 'string', default: process.arch },
    out: { type: 'string', default: 'dist' },
    version: { type: 'string', default: version },
  },
});
const architecture = architectureOf(values.arch);
const { debian } = toolchains[architecture];
const out = resolve(values.out);
const target = join(out, `stepwatch_${values.version}_${debian}.deb`);
const root = mkdtempSync(join(tmpdir(), 'stepwatch-deb-'));
try {
  say(`collecting the program for ${architecture}`);
  const hasTensorRt = collectProgram(join(root, 'opt/stepwatch'), architecture);
  say(
    hasTensorRt
      ? 'the addon for TensorRT is in it'
      : 'without the addon for TensorRT: its headers are not here (docs/packages.md)',
  );
  placeSystemFiles(root);
  const binaries = checkBinaries(root, architecture);
  const glibc = Math.max(...binaries.map((binary) => binary.glibc));
  const kilobytes = writeControl(root, { version: values.version, architecture: debian, glibc });
  checkSize(kilobytes);
  say(
    `packing ${Math.round(kilobytes / 1024)} MB, ${binaries.length} binaries for ${architecture}, glibc 2.${glibc}`,
  );
  mkdirSync(out, { recursive: true });
  execFileSync('dpkg-deb', ['--build', '--root-owner-group', '-Zxz', '-z3', root, target], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  say(`${target}, ${Math.round(statSync(target).size / 2 ** 20)} MB`);
} finally {
  rmSync(root, { recursive: true, force: true });
}

function say(text: string): void {
  process.stdout.write(`package: ${text}\n`);
}
