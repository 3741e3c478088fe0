// What the documentation names exists: files, headings, scripts, commands and options.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const filesBelow = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));

const folders = [
  'docs',
  'models',
  'resources',
  'scripts',
  'src-inference',
  'src-main',
  'src-renderer',
  'test',
];
const files = [...readdirSync(root), ...folders.flatMap(filesBelow)];
const pages = [
  'README.md',
  ...files.filter((path) => /^docs\/.*\.md$/.test(path)),
  'models/training/README.md',
  'src-renderer/README.md',
];

/** A model of the reader's own, and what training makes. */
const notInRepository = /^models\/(mine|training\/(data|runs))(\/|$)/;
const sourceFile = /^[\w.*/-]+\.(ts|tsx|cjs|sh|py|h|cpp)$/;

const { scripts } = JSON.parse(read('package.json')) as {
  readonly scripts: Readonly<Record<string, string>>;
};
const shells = filesBelow('src-main').map(read).join('\n');
const programs = ['models/training/line', 'test/bench', 'test/chaos', 'test/fuzz']
  .flatMap(filesBelow)
  .map(read)
  .join('\n');
const commands = new Set([...shells.matchAll(/\.command\('([a-z-]+)'\)/g)].map(([, name]) => name!));
const optionsOfNode = ['--inspect'];
const options = new Set([...optionsOfNode, ...(shells + programs).matchAll(/--[a-z][a-z-]*/g)].map(String));

/** What stands in backticks, in a line or in a block of the shell. */
function codeOf(text: string): string[] {
  const blocks = [...text.matchAll(/^```sh\n(.*?)^```/gms)].flatMap(([, code]) =>
    code!.split('\n').map((line) => line.replace(/(^|\s)#\s.*/, '')),
  );
  const spans = [...withoutBlocks(text).matchAll(/`([^`]+)`/g)].map(([, code]) => code!.replace(/\s+/g, ' '));
  return [...blocks, ...spans].filter((code) => code.trim() !== '');
}

function withoutBlocks(text: string): string {
  return text.replace(/^```.*?^```/gms, '');
}

function wordsOf(code: string): string[] {
  return code.split(' ').map((word) => word.replace(/^['"]?(file:)?|['",;)]*$|#.*$/g, ''));
}

/** As in the addresses of GitHub. */
function anchorsOf(path: string): string[] {
  return [...withoutBlocks(read(path)).matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replace(/\s/g, '-'),
  );
}

/** A path from the root or from a folder below it; `*` and SUBJECT stand for any name. */
function pathExists(word: string): boolean {
  const end = new RegExp(`(^|/)${word.replace(/[.]/g, '\\.').replace(/\*+|SUBJECT/g, '[^/]*')}(/|$)`);
  return files.some((file) => end.test(file));
}

describe.each(pages)('%s names only what exists', (page) => {
  const text = read(page);
  const code = codeOf(text);

  it('links', () => {
    const links = [...withoutBlocks(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!);
    const broken = links
      .filter((link) => !/^[a-z]+:/.test(link))
      .filter((link) => {
        const [path, anchor] = link.split('#') as [string, string?];
        const target = path === '' ? page : join(dirname(page), path);
        return (
          !existsSync(join(root, target)) || (anchor !== undefined && !anchorsOf(target).includes(anchor))
        );
      });
    expect(broken).toEqual([]);
  });

  it('files and folders', () => {
    const named = code
      .flatMap(wordsOf)
      .filter((word) => sourceFile.test(word) || folders.some((folder) => word.startsWith(`${folder}/`)))
      .filter((word) => !notInRepository.test(word));
    expect(named.filter((word) => !pathExists(word.replace(/\/$/, '')))).toEqual([]);
  });

  it('scripts, commands and options', () => {
    const lines = code.join('\n');
    const unknownScripts = [...lines.matchAll(/npm run (?:-s )?([\w:]+)/g)]
      .map(([, name]) => name!)
      .filter((name) => !(name in scripts));
    const unknownCommands = [
      ...lines.matchAll(/(?:(?<![\w./-])|(?<=\.bin\/))stepwatch ([a-z-]+)(?: ([a-z]+)(?= |$))?/gm),
    ]
      .flatMap(([, command, sub]) => [
        command!,
        ...(command === 'recipe' || command === 'model' ? [sub] : []),
      ])
      .filter((name) => name !== undefined && !commands.has(name));
    const unknownOptions = code
      .filter((line) => /^--|(^|npx |\.bin\/)stepwatch |^npx tsx /.test(line))
      .flatMap((line) => line.match(/(?<=^|[ [])--[a-z][a-z-]*/g) ?? [])
      .filter((option) => !options.has(option));
    expect([...unknownScripts, ...unknownCommands, ...unknownOptions]).toEqual([]);
  });
});
