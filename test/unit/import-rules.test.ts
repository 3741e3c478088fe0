// Each rule about imports finds what it forbids: dependency-cruiser reads a tree of offenders, once, with the real rules.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../run-program.ts';

type RoomTable = Readonly<Record<string, readonly string[]>>;

const root = resolve(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);
const { engineRooms, shellRooms, screenRooms } = require('../../scripts/rooms.cjs') as Readonly<
  Record<'engineRooms' | 'shellRooms' | 'screenRooms', RoomTable>
>;
const tables: Readonly<Record<string, RoomTable>> = {
  'src-inference': engineRooms,
  'src-main': shellRooms,
  'src-renderer': screenRooms,
};

const contract = 'src-inference/contract/index.ts';

/** The room that everybody may open in a table: pages import the frame's index. */
function isOpenToAll(top: string, room: string): boolean {
  return top === 'src-renderer' && room === 'app';
}

/** A file of the tree: what it imports, and the rule that must name the import. Null: no rule may name it. */
interface Case {
  readonly from: string;
  readonly to: string;
  readonly rule: string | null;
  /** The statement; it imports `to` by a path or by the name of its package. */
  readonly statement?: (target: string) => string;
}

const roomCases: readonly Case[] = Object.entries(tables).flatMap(([top, rooms]) =>
  Object.entries(rooms).flatMap(([room, allowed]) =>
    Object.keys(rooms)
      .filter((other) => other !== room)
      .map((other) => ({
        from: `${top}/${room}/imports-${other}.ts`,
        to: `${top}/${other}/index.ts`,
        rule: allowed.includes(other) || isOpenToAll(top, other) ? null : `${top}/${room}`,
      })),
  ),
);

const waysToImport: readonly ((target: string) => string)[] = [
  (target) => `import { x } from '${target}';\nexport const y = x;`,
  (target) => `import '${target}';`,
  (target) => `import type { X } from '${target}';\nexport type Y = X;`,
  (target) => `import { type X } from '${target}';\nexport type Y = X;`,
  (target) => `export { x } from '${target}';`,
  (target) => `export * from '${target}';`,
  (target) => `export const x = await import('${target}');`,
  (target) => `import x from '${target}?worker';\nexport const y = x;`,
];

const cases: readonly Case[] = [
  ...roomCases,
  ...waysToImport.map((statement, i) => ({
    from: `src-renderer/live/way-${i}.tsx`,
    to: 'src-inference/media/index.ts',
    rule: 'contract-only',
    statement,
  })),
  { from: 'src-renderer/live/contract.ts', to: contract, rule: null },
  { from: 'src-main/cli/contract.ts', to: contract, rule: null },
  { from: 'src-main/cli/engine.ts', to: 'src-inference/station/index.ts', rule: 'contract-only' },
  { from: 'src-inference/media/shell.ts', to: 'src-main/host/index.ts', rule: 'contract-only' },
  { from: 'src-inference/media/one.ts', to: 'src-inference/media/other.ts', rule: 'no-circle' },
  { from: 'src-inference/media/lost.ts', to: './missing.ts', rule: 'not-found' },
  { from: 'src-inference/media/lost-package.ts', to: 'no-such-package', rule: 'not-found' },
  { from: 'src-inference/media/tests.ts', to: 'test/helper.ts', rule: 'no-program-imports-tests' },
  { from: 'src-inference/media/desktop.ts', to: 'electron', rule: 'electron-in-one-room' },
  { from: 'src-main/cli/desktop.ts', to: 'electron', rule: 'electron-in-one-room' },
  { from: 'src-main/electron/desktop.ts', to: 'electron', rule: null },
  { from: 'src-inference/station/inside.ts', to: 'src-inference/media/inside.ts', rule: 'door' },
  { from: 'src-main/host/inside.ts', to: 'src-main/gateway/inside.ts', rule: 'door' },
  { from: 'src-renderer/live/inside.ts', to: 'src-renderer/ui/inside.ts', rule: 'door-of-screens' },
  { from: 'src-inference/loose.ts', to: contract, rule: 'src-inference/unknown-room' },
  { from: 'src-inference/strange/file.ts', to: contract, rule: 'src-inference/unknown-room' },
  { from: 'src-main/loose.ts', to: contract, rule: 'src-main/unknown-room' },
  { from: 'src-renderer/loose.tsx', to: contract, rule: 'src-renderer/unknown-room' },
  { from: 'src-inference/media/of-loose.ts', to: 'src-inference/no-imports.ts', rule: 'src-inference/media' },
  { from: 'src-inference/contract/node.ts', to: 'node:fs', rule: 'pure-rooms' },
  { from: 'src-inference/checker/node.ts', to: 'node:timers/promises', rule: 'pure-rooms' },
  { from: 'src-inference/learning/node.ts', to: 'node:path', rule: 'pure-rooms' },
  { from: 'src-inference/overlay/node.ts', to: 'node:os', rule: 'pure-rooms' },
  { from: 'src-inference/recipe/node.ts', to: 'node:fs', rule: 'pure-recipe-language' },
  { from: 'src-inference/recipe/open-recipe.ts', to: 'node:fs/promises', rule: null },
  {
    from: 'src-inference/media/decision.ts',
    to: 'node:fs',
    rule: 'pure-files',
    statement: (target) => `// Decides something\n// and more. Pure.\nimport '${target}';`,
  },
  {
    from: 'src-inference/media/comparison.ts',
    to: 'node:util',
    rule: null,
    statement: (target) => `// Compares. Pure.\nimport '${target}';`,
  },
  { from: 'src-inference/checker/package.ts', to: 'zod', rule: 'checker-without-packages' },
  { from: 'src-renderer/ui/node.ts', to: 'node:path', rule: 'no-node-in-screens' },
  { from: 'src-renderer/live/frame.ts', to: 'src-renderer/app/app.tsx', rule: 'frame-of-pages' },
  { from: 'src-renderer/main.tsx', to: 'src-renderer/live/index.ts', rule: 'entry-of-screens' },
  { from: 'src-renderer/root.tsx', to: 'src-renderer/app/app.tsx', rule: null },
  { from: 'src-renderer/live/queries.ts', to: '@tanstack/react-query', rule: 'queries-in-hooks' },
  { from: 'src-renderer/hooks/queries.ts', to: '@tanstack/react-query', rule: null },
  { from: 'src-renderer/station/react.ts', to: 'react', rule: 'no-react-in-station' },
];

const packages = ['electron', 'zod', 'react', '@tanstack/react-query'];
const files = [
  contract,
  'test/helper.ts',
  'src-inference/no-imports.ts',
  'src-inference/media/inside.ts',
  'src-main/gateway/inside.ts',
  'src-renderer/ui/inside.ts',
  'src-renderer/app/app.tsx',
  ...Object.entries(tables).flatMap(([top, rooms]) =>
    Object.keys(rooms).map((room) => `${top}/${room}/index.ts`),
  ),
];

function write(tree: string, path: string, text: string): void {
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), text);
}

function writeCase(tree: string, { from, to, statement = (target) => `import '${target}';` }: Case): void {
  const path = relative(dirname(from), to);
  const target = /^(src-|test\/)/.test(to) ? (path.startsWith('.') ? path : `./${path}`) : to;
  write(tree, from, `${statement(target)}\n`);
}

interface Violation {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

function violationsIn(tree: string): readonly Violation[] {
  const { stdout, stderr } = runProgram(
    resolve(root, 'node_modules/.bin/depcruise'),
    ['src-inference', 'src-main', 'src-renderer', '--output-type', 'json', '--config', rulesFile],
    { cwd: tree },
  );
  if (stdout === '') throw new Error(stderr);
  const { summary } = JSON.parse(stdout) as {
    summary: { violations: { rule: { name: string }; from: string; to: string }[] };
  };
  return summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
}

const rulesFile = resolve(root, '.dependency-cruiser.cjs');
const tree = mkdtempSync(join(tmpdir(), 'stepwatch-imports-'));
let violations: readonly Violation[] = [];

beforeAll(() => {
  for (const name of packages) {
    write(tree, `node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }));
    write(tree, `node_modules/${name}/index.js`, '');
  }
  for (const path of files) write(tree, path, 'export const x = 1;\nexport type X = 1;\n');
  for (const one of cases) writeCase(tree, one);
  // Types alone close a circle, too.
  write(tree, 'src-inference/media/other.ts', "import type { X } from './one.ts';\nexport type Y = X;\n");
  violations = violationsIn(tree);
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

describe('who may import what', () => {
  it.each(cases.filter(({ rule }) => rule !== null))('$rule: $from may not import $to', ({ from, rule }) => {
    expect(violations.filter((one) => one.from === from).map((one) => one.rule)).toContain(rule);
  });

  it('allows all that the tables and the rules allow', () => {
    const allowed = cases.filter(({ rule }) => rule === null).map(({ from }) => from);
    expect(allowed.length).toBeGreaterThan(60);
    expect(violations.filter(({ from }) => allowed.includes(from))).toEqual([]);
  });

  it('has a case for each rule', async () => {
    const { default: config } = (await import(rulesFile)) as {
      default: { readonly forbidden: readonly { readonly name: string; readonly comment: string }[] };
    };
    const seen = new Set(cases.map(({ rule }) => rule));
    // A room that may import every other room of its table has no case of its own.
    expect(config.forbidden.map(({ name }) => name).filter((name) => !seen.has(name))).toEqual([]);
    expect(config.forbidden.filter(({ comment }) => comment === '')).toEqual([]);
  });

  it.each(
    Object.entries(tables),
  )('lets no rooms of %s form a circle: each imports from those above it', (_top, rooms) => {
    const names = Object.keys(rooms);
    for (const [i, room] of names.entries()) {
      expect(rooms[room]!.filter((other) => !names.slice(0, i).includes(other))).toEqual([]);
    }
  });

  it('are the rules that the architecture tells', () => {
    const told = readFileSync(resolve(root, 'docs/architecture.md'), 'utf8');
    const namesIn = (cell: string): string[] => [...cell.matchAll(/`(\w+)`/g)].map((match) => match[1]!);
    const rows = told.slice(told.indexOf('| room | may import |')).split('\n\n')[0]!.split('\n').slice(2);
    const known = rows.flatMap((row) => {
      const [, rooms, allowed] = row.split('|');
      return namesIn(rooms!).map((room) => [room, namesIn(allowed!)] as const);
    });
    const expected = [...Object.entries(engineRooms), ...Object.entries(shellRooms)].map(
      ([room, allowed]) => [room, allowed.filter((other) => other !== 'contract')],
    );
    expect(Object.fromEntries(known)).toEqual(Object.fromEntries(expected));
  });

  // dependency-cruiser does not follow `new URL('./worker.ts', import.meta.url)`.
  it('starts workers of the same folder only', () => {
    const addresses = sources().flatMap(({ path, text }) =>
      [...text.matchAll(/new URL\(\s*'([^']+\.tsx?)'/g)].map((match) => ({ path, target: match[1]! })),
    );
    expect(addresses.map(({ path }) => path)).toContain('src-renderer/preview/use-preview.ts');
    expect(addresses.filter(({ target }) => !target.startsWith('./'))).toEqual([]);
  });

  // Nor `import('...').Type`.
  it('imports types by a statement', () => {
    const imports = sources().flatMap(({ path, text }) =>
      [...text.matchAll(/^.*\bimport\('.*$/gm)].map((match) => `${path}: ${match[0]}`),
    );
    expect(imports).not.toEqual([]);
    expect(imports.filter((line) => !/(=>|await) import\(/.test(line))).toEqual([]);
  });
});

function sources(): readonly { readonly path: string; readonly text: string }[] {
  return Object.keys(tables).flatMap((top) =>
    readdirSync(resolve(root, top), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => ({ path: `${top}/${name}`, text: readFileSync(resolve(root, top, name), 'utf8') })),
  );
}
