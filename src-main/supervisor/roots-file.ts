// The file in which the administrator of a machine allows further folders to its stations (`allowedFolders`), one a line. It lies
// outside of the folder of a station: what runs there must not widen its own limits.
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { isBelow, StationError } from '../../src-inference/contract/index.ts';

/** What a person sets up for a program is "configuration" in the XDG Base Directory Specification. */
export function rootsFile(environment: NodeJS.ProcessEnv): string {
  return join(environment.XDG_CONFIG_HOME || join(homedir(), '.config'), 'stepwatch', 'roots');
}

/**
 * Empty lines, and lines that begin with `#`, say nothing. A folder need not be there.
 *
 * @returns Absolute paths; none without the file.
 * @throws StationError `usage` for a path that is not absolute, and for a file that cannot be read.
 */
export function readRoots(file: string): readonly string[] {
  const lines = readText(file)
    .split(/\r?\n/)
    .map((text, index) => ({ text: text.trim(), line: index + 1 }))
    .filter(({ text }) => text !== '' && !text.startsWith('#'));
  const wrong = lines.find(({ text }) => !isAbsolute(text));
  if (wrong === undefined) return lines.map(({ text }) => text);
  throw new StationError('usage', `"${wrong.text}" is not an absolute path.`, {
    where: file,
    line: wrong.line,
    hint: 'Write one absolute path a line.',
  });
}

/**
 * A path that a person named to the program itself is allowed to later starts as well.
 *
 * @param path Absolute.
 * @param allowed Those that are allowed already.
 * @throws StationError `usage` when the file cannot be written.
 */
export function rememberRoot(file: string, path: string, allowed: readonly string[]): void {
  if (allowed.some((root) => isBelow(path, root))) return;
  try {
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, `${path}\n`, { mode: 0o600 });
  } catch (cause) {
    throw new StationError('usage', 'The list of allowed folders cannot be written.', {
      where: file,
      hint: `Let this user write it, or write "${path}" into it yourself.`,
      cause,
    });
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw new StationError('usage', 'The list of allowed folders cannot be read.', {
      where: file,
      hint: 'Write one absolute path a line, or remove the file.',
      cause,
    });
  }
}
