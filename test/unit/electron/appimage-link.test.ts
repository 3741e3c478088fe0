import { mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { linkInstallation, stableInstallRoot } from '../../../src-main/electron/appimage-link.ts';

const root = mkdtempSync(join(tmpdir(), 'stepwatch-appimage-'));
afterAll(() => rmSync(root, { recursive: true }));

it('an installed package keeps its path', () => {
  expect(stableInstallRoot('/opt/Stepwatch', join(root, 'a'), false)).toBe('/opt/Stepwatch');
});

it('an AppImage has the same path at each start, wherever it is mounted', async () => {
  const directory = join(root, 'station');
  const mounts = ['one', 'two'].map((name) => mkdtempSync(join(root, name)));
  mkdirSync(directory);
  const paths = [];
  for (const mount of mounts) {
    writeFileSync(join(mount, 'model.yaml'), mount);
    const stable = stableInstallRoot(mount, directory, true);
    await linkInstallation(mount, stable);
    paths.push(stable);
    expect(readFileSync(join(stable, 'model.yaml'), 'utf8')).toBe(mount);
  }
  expect(new Set(paths).size).toBe(1);
  expect(readlinkSync(paths[0]!)).toBe(mounts[1]);
});
