// The text of all journals of a folder, the oldest first.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export function journalText(directory: string): string {
  return readdirSync(directory)
    .filter((name) => name.startsWith('journal-'))
    .sort()
    .map((name) => readFileSync(join(directory, name), 'utf8'))
    .join('');
}
