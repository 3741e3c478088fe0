// The rules of docs/architecture.md about who may import what, held by a machine.
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const sources = readdirSync(root)
  .filter((name) => name.startsWith('src-'))
  .flatMap((top) =>
    readdirSync(resolve(root, top), { recursive: true, encoding: 'utf8' }).map((name) => `${top}/${name}`),
  )
  .filter((name) => /\.tsx?$/.test(name));

interface Import {
  readonly file: string;
  /** Path from the root for an own file, the package's name otherwise. */
  readonly target: string;
}

const imports: readonly Import[] = sources.flatMap((file) =>
  [...readFileSync(resolve(root, file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
    (match) => ({
      file,
      target: match[1]!.startsWith('.') ? relative(root, resolve(root, dirname(file), match[1]!)) : match[1]!,
    }),
  ),
);

/** The room of a file: `src-inference/media`, or the top folder for what lies directly in it. */
function room(path: string): string {
  return path.split('/').slice(0, 2).join('/');
}

function isNode(target: string): boolean {
  return target.startsWith('node:') || builtinModules.includes(target);
}

function offenders(rule: (one: Import) => boolean): string[] {
  return imports.filter(rule).map((one) => `${one.file} imports ${one.target}`);
}

describe('who may import what', () => {
  it('finds the imports that it judges', () => {
    expect(imports).toContainEqual({
      file: 'src-inference/process/main.ts',
      target: 'src-inference/contract/index.ts',
    });
  });

  it('keeps electron out of the engine, the command line and the supervisor', () => {
    expect(
      offenders(
        ({ file, target }) =>
          (target === 'electron' || target.startsWith('electron/')) && !file.startsWith('src-main/electron/'),
      ),
    ).toEqual([]);
  });

  it('keeps Node out of the screens', () => {
    expect(offenders(({ file, target }) => file.startsWith('src-renderer/') && isNode(target))).toEqual([]);
  });

  it('lets nothing but the contract cross between the engine, the shells and the screens', () => {
    expect(
      offenders(
        ({ file, target }) =>
          target.startsWith('src-') &&
          file.split('/')[0] !== target.split('/')[0] &&
          target !== 'src-inference/contract/index.ts',
      ),
    ).toEqual([]);
  });

  it('keeps the checker pure: the recipe language and the contract', () => {
    const allowed = ['src-inference/checker', 'src-inference/recipe', 'src-inference/contract'];
    expect(
      offenders(
        ({ file, target }) => file.startsWith('src-inference/checker/') && !allowed.includes(room(target)),
      ),
    ).toEqual([]);
  });

  it('keeps the contract free of processes and files, since screens import it', () => {
    expect(
      offenders(
        ({ file, target }) =>
          file.startsWith('src-inference/contract/') &&
          (isNode(target) || (target.startsWith('src-') && room(target) !== 'src-inference/contract')),
      ),
    ).toEqual([]);
  });

  it('enters a room by its door', () => {
    expect(
      offenders(
        ({ file, target }) =>
          /^src-(inference|main)\/[a-z]+\//.test(target) &&
          room(file) !== room(target) &&
          !target.endsWith('/index.ts'),
      ),
    ).toEqual([]);
  });
});
