// Changes texts: as bytes, with words of their format, or as the tree that they describe.
import { parse, stringify } from 'yaml';
import type { Random } from '../../src-inference/evaluation/random.ts';
import { insertWord, mutateBytes } from './mutate-bytes.ts';
import { mutateTree } from './mutate-tree.ts';

const yamlWords = [
  '&a ',
  '*a',
  '<<: *a\n',
  '!!binary ',
  '!!set ',
  '? ',
  '- ',
  ': ',
  '|\n',
  '>-\n',
  '---\n',
  '...\n',
  '[[[[',
  '{{',
  '\t',
  '%YAML 1.1\n',
  '!!int ',
  '.inf',
  '.nan',
  '~',
  '0x',
  '1e400',
  '"\\ud800"',
  '\u0000',
  '\ufeff',
];
const jsonWords = [
  '[',
  '{',
  '"',
  '\\u0000',
  '\\ud800',
  'null',
  '1e999',
  '-0',
  ',',
  ':',
  '}',
  ']',
  '"__proto__":{',
  'true',
];

export function mutateYaml(seed: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  const what = random.below(4);
  if (what === 0) return mutateBytes(seed, random, other);
  if (what === 1) return insertWord(seed, random, yamlWords);
  return mutated(
    seed,
    random,
    other,
    (text) => parse(text),
    (tree) => stringify(tree),
  );
}

export function mutateJson(seed: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  const what = random.below(4);
  if (what === 0) return mutateBytes(seed, random, other);
  if (what === 1) return insertWord(seed, random, jsonWords);
  return mutated(
    seed,
    random,
    other,
    (text) => JSON.parse(text),
    (tree) => JSON.stringify(tree) ?? 'null',
  );
}

/** Texts of lines, such as CSV and XML. */
export function mutateWords(words: readonly string[]) {
  return (seed: Uint8Array, random: Random, other: Uint8Array): Uint8Array =>
    random.below(3) === 0 ? insertWord(seed, random, words) : mutateBytes(seed, random, other);
}

function mutated(
  seed: Uint8Array,
  random: Random,
  other: Uint8Array,
  read: (text: string) => unknown,
  write: (tree: unknown) => string,
): Uint8Array {
  try {
    return Buffer.from(write(mutateTree(read(Buffer.from(seed).toString()), random)));
  } catch {
    // What was kept need not be valid.
    return mutateBytes(seed, random, other);
  }
}

/** The blocks of YAML in a page of the documentation, as examples. */
export function yamlBlocks(page: string): readonly Uint8Array[] {
  return [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, block]) => Buffer.from(block!));
}
