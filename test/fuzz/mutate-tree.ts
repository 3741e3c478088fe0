// Changes what JSON and YAML hold: values of other types, missing and doubled entries, other names, deep and wide ones.
import type { Random } from '../../src-inference/evaluation/random.ts';

type Tree = unknown;

const tellingValues: readonly Tree[] = [
  null,
  true,
  false,
  0,
  -1,
  1,
  0.5,
  -0.000001,
  2 ** 31,
  2 ** 53,
  1e308,
  -1e308,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '__proto__',
  'constructor',
  'NaN',
  '1e999',
  '../../etc/passwd',
  '%00',
  '\u202e\u{1f600}',
  'x'.repeat(70_000),
  [],
  {},
  [[]],
  [null],
  { '': null },
  JSON.parse('{"__proto__": {"polluted": true}}'),
];

const names = ['__proto__', 'constructor', 'toString', 'length', '', '0', 'name', 'type', 'kind', 'id'];

/** @returns A changed copy. */
export function mutateTree(tree: Tree, random: Random): Tree {
  let changed = structuredClone(tree);
  const count = 1 + random.below(1 + random.below(4));
  for (let i = 0; i < count; i++) changed = changeAt(changed, random, random.below(7));
  return changed;
}

function changeAt(tree: Tree, random: Random, depth: number): Tree {
  const isBranch = typeof tree === 'object' && tree !== null && Object.keys(tree).length > 0;
  if (!isBranch || depth === 0) return changed(tree, random);
  const branch = tree as Record<string, Tree>;
  const keys = Object.keys(branch);
  const key = keys[random.below(keys.length)]!;
  if (random.below(4) === 0) return changeEntries(branch, key, random);
  define(branch, key, changeAt(branch[key], random, depth - 1));
  return branch;
}

function changeEntries(branch: Record<string, Tree>, key: string, random: Random): Tree {
  const what = random.below(4);
  if (Array.isArray(branch)) {
    const at = Number(key);
    if (what === 0) branch.splice(at, 1);
    else if (what === 1) branch.splice(at, 0, structuredClone(branch[at]));
    else if (what === 2) branch.reverse();
    else branch.push(...repeated(branch[at], random));
    return branch;
  }
  if (what === 0) delete branch[key];
  else if (what === 1) define(branch, names[random.below(names.length)]!, structuredClone(branch[key]));
  else if (what === 2) {
    const keys = Object.keys(branch);
    define(branch, key, structuredClone(branch[keys[random.below(keys.length)]!]));
  } else {
    const value = branch[key];
    delete branch[key];
    define(branch, `${key}${random.below(10)}`, value);
  }
  return branch;
}

function repeated(value: Tree, random: Random): readonly Tree[] {
  const most = JSON.stringify(value ?? null).length < 200 ? 300 : 3;
  return Array.from({ length: 1 + random.below(most) }, () => structuredClone(value));
}

function changed(value: Tree, random: Random): Tree {
  const what = random.below(6);
  if (typeof value === 'number' && what < 3) {
    return [value + 1, -value, value * 1e9, value / 3, Number(value.toFixed(0)), value * 10][random.below(6)];
  }
  if (typeof value === 'string' && what < 3) return changedText(value, random);
  if (what === 3) return [value];
  if (what === 4) return nested(value, 1 + random.below(200));
  return structuredClone(tellingValues[random.below(tellingValues.length)]);
}

function changedText(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const character = String.fromCodePoint(
    [0, 9, 10, 34, 39, 58, 92, 0xfeff, 0xd800, random.below(0x3000)][random.below(10)]!,
  );
  return random.below(4) === 0
    ? text.slice(at) + text.slice(0, at)
    : text.slice(0, at) + character + text.slice(at);
}

function nested(value: Tree, levels: number): Tree {
  let outer = value;
  for (let i = 0; i < levels; i++) outer = i % 2 === 0 ? [outer] : { a: outer };
  return outer;
}

/** Also for `__proto__`, which an assignment would take for the prototype. */
function define(branch: Record<string, Tree>, key: string, value: Tree): void {
  Object.defineProperty(branch, key, { value, enumerable: true, configurable: true, writable: true });
}
