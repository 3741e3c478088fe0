// The languages: the same placeholders everywhere, and no text that nothing shows.
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from '../../../src-renderer/text/en/index.ts';
import { es } from '../../../src-renderer/text/es/index.ts';
import { createTexts } from '../../../src-renderer/text/index.tsx';

function flatten(texts: object, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[`${prefix}${key}`, value] as const]
        : [...flatten(value, `${prefix}${key}.`)],
    ),
  );
}

const english = flatten(en);
const spanish = flatten(es);
const placeholders = (text: string): string[] => (text.match(/{{\w+[^}]*}}/g) ?? []).toSorted();

describe('the languages', () => {
  it('have the same keys', () => {
    expect([...spanish.keys()].toSorted()).toEqual([...english.keys()].toSorted());
  });

  it('fill in the same values', () => {
    const differing = [...english].filter(
      ([key, text]) => placeholders(text).join() !== placeholders(spanish.get(key)!).join(),
    );
    expect(differing).toEqual([]);
  });

  it('say nothing that no screen shows', () => {
    const root = resolve(import.meta.dirname, '../../../src-renderer');
    const code = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !name.startsWith('text/e'))
      .map((name) => readFileSync(resolve(root, name), 'utf8'))
      .join('\n');
    // Keys as they stand, and those with a part that is computed: `common.step.${status}`.
    const used = [...code.matchAll(/['"`]((?:[a-zA-Z]+|\$\{[^}]+\})(?:\.(?:\w+|\$\{[^}]+\}))+)['"`]/g)].map(
      ([, key]) => new RegExp(`^${key!.replaceAll('.', '\\.').replace(/\$\{[^}]+\}/g, '[\\w-]+')}(_\\w+)?$`),
    );
    expect([...english.keys()].filter((key) => !used.some((pattern) => pattern.test(key)))).toEqual([]);
  });
});

it('have the decimal mark of their language', () => {
  const said = (language: 'en' | 'es') =>
    createTexts(language).t('live.reason.tooFast', { seconds: 12.5, limit: 2 });
  expect(said('en')).toBe('12.5 s, at least 2 s');
  expect(said('es')).toContain('12,5 s');
});
