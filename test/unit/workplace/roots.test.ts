// Which paths lie within the folders that the administrator allows, on a real file system.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowedFolders } from '../../../src-inference/contract/index.ts';
import { initialSettings } from '../../../src-inference/workplace/initial-state.ts';
import { Roots } from '../../../src-inference/workplace/roots.ts';
import { confine } from '../../../src-inference/workplace/settings-in-force.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'stepwatch-roots-')));
const at = (name: string): string => join(folder, name);

beforeAll(() => {
  for (const name of ['data/sub', 'data-old', 'foreign/deep']) mkdirSync(at(name), { recursive: true });
  for (const name of ['data/film.mp4', 'foreign/film.mp4']) writeFileSync(at(name), 'film');
  symlinkSync(at('foreign/deep'), at('data/link'));
  symlinkSync(at('foreign/new'), at('data/dangling'));
  symlinkSync(at('data/sub'), at('way-in'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a path below an allowed folder', () => {
  it.each([
    ['the folder', 'data', true],
    ['a file', 'data/film.mp4', true],
    ['something that is not there yet', 'data/new/film.mp4', true],
    ['through a link from outside', 'way-in', true],
    ['through a link, back above its target', 'way-in/../film.mp4', true],
    ['a folder whose name begins alike', 'data-old', false],
    ['the folder above', 'data/..', false],
    ['a file outside by dots', 'data/../foreign/film.mp4', false],
    ['a link out', 'data/link', false],
    ['beside the target of a link', 'data/link/../film.mp4', false],
    ['new, beside the target of a link', 'data/link/../new', false],
    ['new, below a link out', 'data/link/new', false],
    ['a link to something that is not there', 'data/dangling', false],
    ['below a link to something that is not there', 'data/dangling/new', false],
    ['dots below something that is not there', 'data/none/../../foreign', false],
  ])('%s', async (_, name, expected) => {
    // As it is written: `join` would tidy it up.
    expect(await new Roots([at('data')]).holds(`${folder}/${name}`)).toBe(expected);
  });

  it('may be a single file, and nothing beside it', async () => {
    const roots = new Roots([at('data')]);
    roots.allow(at('foreign/film.mp4'));
    expect(await roots.holds(at('foreign/film.mp4'))).toBe(true);
    expect(await roots.holds(at('foreign/deep'))).toBe(false);
    await expect(roots.mustHold(at('foreign'))).rejects.toMatchObject({ code: 'outside_roots' });
  });

  it('may be a socket of shared memory in the folder of sockets', async () => {
    const roots = new Roots([at('data')]);
    expect(await roots.holdsSocket('/tmp/stepwatch')).toBe(true);
    expect(await roots.holds('/tmp/stepwatch')).toBe(false);
    expect(await roots.holdsSocket('/run/stepwatch')).toBe(false);
  });
});

describe('the folders that are allowed', () => {
  it('are those of the station, of the program and of whoever starts it', () => {
    const defaults = { model: '/opt/model', recipes: ['/opt/recipe.yaml'], folders: ['/opt/demo'] };
    const allowed = allowedFolders({ directory: '/s', defaults, teach: '/line', roots: ['/data', '/s'] });
    expect(allowed).toEqual(
      expect.arrayContaining(['/s', '/opt/model', '/opt/demo', '/media', '/line', '/data']),
    );
    expect(allowed).not.toContain('/opt/recipe.yaml');
    expect(new Set(allowed).size).toBe(allowed.length);
  });

  it('leave settings as they are that name nothing else', async () => {
    const options = {
      directory: at('data'),
      defaults: { model: at('data'), recipes: [], folders: [] },
      source: null,
    };
    const settings = initialSettings(options, new Date());
    const confined = await confine(settings, new Roots([at('data')]), at('data'));
    expect(confined).toEqual({ settings, outside: null });
    const wide = { ...settings, recordings: '/', folders: ['/', at('data')] };
    const narrow = await confine(wide, new Roots([at('data')]), at('data'));
    expect(narrow.settings).toEqual({ ...settings, folders: [at('data')] });
    expect(narrow.outside).toMatchObject({ code: 'outside_roots', where: '/' });
  });
});
