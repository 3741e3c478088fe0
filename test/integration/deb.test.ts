// The files of the deb around the program: what dpkg reads, the scripts that it runs, the services. The whole package is made and
// installed by test/package/install.sh, which needs root and some minutes.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { architectureOf } from '../../scripts/deb/architecture.ts';
import { writeControl } from '../../scripts/deb/control.ts';
import { placeSystemFiles } from '../../scripts/deb/system-files.ts';
import { runProgram } from '../run-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-deb-'));
const deb = join(folder, 'stepwatch.deb');
const root = join(folder, 'root');
const sources = resolve(import.meta.dirname, '../../resources/linux/deb');

beforeAll(() => {
  mkdirSync(join(root, 'opt/stepwatch'), { recursive: true });
  writeFileSync(join(root, 'opt/stepwatch/package.json'), '{}');
  placeSystemFiles(root);
  writeControl(root, { version: '1.2.3', architecture: 'arm64' });
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
      expect.arrayContaining(['libgstreamer1.0-0 (>= 1.20)', 'gstreamer1.0-libav', 'adduser']),
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
