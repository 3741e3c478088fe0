// The files of the deb around the program: what dpkg reads, the scripts that it runs, the services; which files of the Node
// packages are in it, and how large it becomes. The whole package is installed by test/package/install.sh, which needs root and
// some minutes.
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { architectureOf } from '../../scripts/deb/architecture.ts';
import { checkBinaries, checkSize, mostMegabytes } from '../../scripts/deb/check-files.ts';
import { copyCheckout } from '../../scripts/deb/collect-program.ts';
import { writeControl } from '../../scripts/deb/control.ts';
import { isNeeded } from '../../scripts/deb/needed-files.ts';
import { placeSystemFiles } from '../../scripts/deb/system-files.ts';
import { runProgram } from '../run-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-deb-'));
const deb = join(folder, 'stepwatch.deb');
const root = join(folder, 'root');
const modules = resolve(import.meta.dirname, '../../node_modules');
const sources = resolve(import.meta.dirname, '../../resources/linux/deb');

beforeAll(() => {
  mkdirSync(join(root, 'opt/stepwatch'), { recursive: true });
  writeFileSync(join(root, 'opt/stepwatch/package.json'), '{}');
  placeSystemFiles(root);
  writeControl(root, { version: '1.2.3', architecture: 'arm64', glibc: 34 });
  execFileSync('dpkg-deb', ['--build', '--root-owner-group', root, deb], { stdio: 'ignore' });
});
afterAll(() => rmSync(folder, { recursive: true }));

const field = (name: string): string =>
  execFileSync('dpkg-deb', ['--field', deb, name], { encoding: 'utf8' }).trim();

describe('the deb', () => {
  it('says what it is and what it needs', () => {
    expect(field('Package')).toBe('stepwatch');
    expect(field('Version')).toBe('1.2.3');
    expect(field('Architecture')).toBe('arm64');
    expect(field('Depends').split(', ')).toEqual(
      expect.arrayContaining([
        'libc6 (>= 2.34)',
        'libgstreamer1.0-0 (>= 1.20)',
        'gstreamer1.0-libav',
        'adduser',
      ]),
    );
    // It brings its own.
    expect(field('Depends')).not.toContain('nodejs');
  });

  it('has each file in its place, owned by root', () => {
    const list = execFileSync('dpkg-deb', ['--contents', deb], { encoding: 'utf8' }).trim().split('\n');
    for (const line of list) expect(line).toContain('root/root');
    const text = list.join('\n');
    expect(text).toMatch(/-rwxr-xr-x .* \.\/usr\/bin\/stepwatch$/m);
    expect(text).toMatch(/-rw-r--r-- .* \.\/usr\/lib\/systemd\/system\/stepwatch\.service$/m);
    expect(text).toMatch(/\.\/etc\/default\/stepwatch$/m);
  });

  it('has scripts that a plain shell can read', () => {
    const scripts = ['postinst', 'prerm', 'postrm', 'stepwatch', 'stepwatch-window'];
    for (const name of scripts) {
      expect(runProgram('sh', ['-n', join(sources, name)])).toMatchObject({ status: 0, stderr: '' });
    }
    expect(readdirSync(join(root, 'DEBIAN'))).toEqual(
      expect.arrayContaining(['conffiles', 'postinst', 'postrm', 'prerm']),
    );
  });

  it('starts the program itself, not a wrapper that signals do not pass', () => {
    const unit = readFileSync(join(sources, 'stepwatch.service'), 'utf8');
    expect(unit).toMatch(
      /^ExecStart=\/opt\/stepwatch\/bin\/node \/opt\/stepwatch\/out\/main\/cli\.js serve /m,
    );
    expect(unit).toMatch(/^User=stepwatch$/m);
  });

  it('is made for two architectures', () => {
    expect(architectureOf('arm64')).toBe('arm64');
    expect(() => architectureOf('ia32')).toThrow(
      'There is no package for ia32: say --arch x64 or --arch arm64.',
    );
  });
});

describe('files of the deb', () => {
  it('are those that a station opens, for its own platform', () => {
    for (const path of [
      'zod/index.js',
      'yaml/dist/doc/Document.js',
      '@peculiar/webcrypto/LICENSE.md',
      '@grpc/proto-loader/node_modules/protobufjs/src/root.js',
      'node-opcua-nodesets/nodesets/Opc.Ua.MachineVision.NodeSet2.xml',
      'onnxruntime-node/bin/napi-v6/linux/arm64/libonnxruntime.so.1',
    ])
      expect([path, isNeeded(path, 'arm64')]).toEqual([path, true]);
    for (const path of [
      '.bin/semver',
      'zod/index.d.ts',
      'bintrees/test/perf/100k',
      '@grpc/grpc-js/README.md',
      '@grpc/proto-loader/node_modules/protobufjs/dist/protobuf.js',
      '@libsql/linux-arm64-musl/index.node',
      'node-opcua-nodesets/nodesets/Opc.Ua.CNC.NodeSet.xml',
      'onnxruntime-node/bin/napi-v6/linux/x64/libonnxruntime.so.1',
    ])
      expect([path, isNeeded(path, 'arm64')]).toEqual([path, false]);
  });

  it(`take at most ${mostMegabytes} MB`, () => {
    const program = join(folder, 'program');
    copyCheckout(program);
    const sizes = [
      ...filesBelow(program),
      ...productionFiles().filter((path) => isNeeded(relative(modules, path), 'x64')),
      // As much as the one that comes with the package, before that loses its symbols.
      process.execPath,
    ].map((path) => Math.ceil(statSync(path).size / 4096) * 4);
    const kilobytes = sizes.reduce((sum, size) => sum + size, 0);
    // Without the addons, which are small.
    expect(kilobytes / 1024).toBeGreaterThan(150);
    expect(kilobytes / 1024).toBeLessThan(mostMegabytes - 5);
    expect(() => checkSize(mostMegabytes * 1024)).not.toThrow();
    expect(() => checkSize((mostMegabytes + 1) * 1024)).toThrow('more than 250');
  });

  it('are refused when one is for another architecture, or needs a newer system', () => {
    const binaries = join(folder, 'binaries');
    mkdirSync(binaries);
    const elf = Buffer.alloc(64);
    elf.writeUInt32BE(0x7f454c46);
    elf.writeUInt16LE(0xb7, 18);
    writeFileSync(join(binaries, 'text.js'), 'GLIBC_2.99');
    writeFileSync(join(binaries, 'one.node'), Buffer.concat([elf, Buffer.from('GLIBC_2.17\0GLIBC_2.4\0')]));
    expect(checkBinaries(binaries, 'arm64')).toEqual([
      { path: 'one.node', architecture: 'arm64', glibc: 17 },
    ]);
    expect(() => checkBinaries(binaries, 'x64')).toThrow('one.node is for arm64, the package is for x64.');
    writeFileSync(join(binaries, 'two.so'), Buffer.concat([elf, Buffer.from('GLIBC_2.38\0')]));
    expect(() => checkBinaries(binaries, 'arm64')).toThrow('two.so needs glibc 2.38');
  });
});

function filesBelow(path: string): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Files of the packages that a station is installed with, of those that are installed here. */
function productionFiles(): string[] {
  const lock = JSON.parse(readFileSync(join(modules, '../package-lock.json'), 'utf8'));
  const packages = Object.entries<{ dev?: boolean; devOptional?: boolean }>(lock.packages);
  return packages
    .filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional)
    .map(([path]) => join(modules, '..', path))
    .filter((path) => existsSync(path))
    .flatMap((path) =>
      // Packages inside of it are listed themselves.
      filesBelow(path).filter((file) => !relative(path, file).startsWith('node_modules/')),
    );
}
