// The file in which the administrator allows further folders.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { allowChosen } from '../../../src-main/electron/chosen-path.ts';
import { readRoots, rememberRoot, rootsFile } from '../../../src-main/supervisor/index.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'stepwatch-roots-file-')));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

describe('the file of the administrator', () => {
  it('lies among the configuration of the user, outside of every station', () => {
    expect(rootsFile({ XDG_CONFIG_HOME: '/home/ana/.config' })).toBe('/home/ana/.config/stepwatch/roots');
  });

  it('has one absolute path a line', () => {
    writeFileSync(at('roots'), '# videos of the line\n/data/videos\n\n  /mnt/nas \r\n');
    expect(readRoots(at('roots'))).toEqual(['/data/videos', '/mnt/nas']);
    expect(readRoots(at('none'))).toEqual([]);
  });

  it('names the line of a path that is not absolute', () => {
    writeFileSync(at('wrong'), '/data\nvideos\n');
    expect(() => readRoots(at('wrong'))).toThrowError(
      expect.objectContaining({ code: 'usage', where: at('wrong'), line: 2 }),
    );
    mkdirSync(at('folder'));
    expect(() => readRoots(at('folder'))).toThrowError(expect.objectContaining({ code: 'usage' }));
  });

  it('gets what a person named, once, and not what is allowed already', () => {
    rememberRoot(at('deep/roots'), '/data/line', ['/home']);
    rememberRoot(at('deep/roots'), '/data/line/sub', ['/home', '/data/line']);
    expect(readFileSync(at('deep/roots'), 'utf8')).toBe('/data/line\n');
  });
});

describe('what the person at the desktop chose in a dialog', () => {
  it('is allowed now and later, by its real path, and nothing is written for a folder that is allowed', async () => {
    mkdirSync(at('videos'));
    writeFileSync(at('videos/film.mp4'), 'film');
    symlinkSync(at('videos'), at('shortcut'));
    const allowed: string[] = [];
    const supervisor = {
      allowed,
      async allow(path: string): Promise<void> {
        allowed.push(path);
      },
    };
    await allowChosen(at('shortcut/film.mp4'), supervisor, at('chosen'));
    await allowChosen(at('videos/film.mp4'), supervisor, at('chosen'));
    expect(readRoots(at('chosen'))).toEqual([at('videos/film.mp4')]);
    await allowChosen(at('videos'), { ...supervisor, allowed: [folder] }, at('unused'));
    expect(existsSync(at('unused'))).toBe(false);
  });
});
