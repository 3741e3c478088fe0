// The names of the classes, from the files in which they come with networks.
import { readFile } from 'node:fs/promises';
import { StationError } from '../contract/index.ts';

/** @param text "numbered", or a file: a name in each line, a JSON list, or a JSON object of numbers and names. */
export async function readClassNames(text: string, classes: number): Promise<readonly string[]> {
  if (text === 'numbered') return Array.from({ length: classes }, (_, i) => `class_${i}`);
  const names = parseClassNames(await read(text), text);
  if (names.length !== classes) {
    throw invalid(
      text,
      `"${text}" names ${names.length} classes, the network answers ${classes}.`,
      'Give the list that the network was trained with, in its order.',
    );
  }
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined)
    throw invalid(text, `"${text}" names "${twice}" twice.`, 'Give each class a name of its own.');
  return names;
}

export function parseClassNames(content: string, where: string): readonly string[] {
  if (!/^\s*[[{]/.test(content))
    return content
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean);
  const fail = (): never => {
    throw invalid(
      where,
      `"${where}" is no list of names.`,
      'Give one name in each line, ["a", "b"], {"0": "a", "1": "b"} or {"a": 0, "b": 1}.',
    );
  };
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return fail();
  }
  if (Array.isArray(value)) return value.every(isName) ? value : fail();
  return byNumber(Object.entries(value as object)) ?? fail();
}

/** `{"0": "a"}` as Hugging Face writes id2label, or `{"a": 0}` as Kinetics' lists of classes are. */
function byNumber(entries: readonly (readonly [string, unknown])[]): readonly string[] | null {
  const pairs = entries.map(([key, value]): readonly [unknown, unknown] =>
    typeof value === 'number' ? [value, key] : [Number(key), value],
  );
  const names = pairs.toSorted(([a], [b]) => Number(a) - Number(b));
  const isWhole = names.every(([number, name], i) => number === i && isName(name));
  return isWhole ? names.map(([, name]) => String(name)) : null;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw invalid(
      path,
      `"${path}" cannot be read: ${(cause as Error).message}.`,
      'Check path and permissions.',
    );
  }
}

function invalid(where: string, message: string, hint: string): StationError {
  return new StationError('labels_invalid', message, { where, hint });
}
