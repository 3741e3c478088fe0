// A file that cannot be used gets another name, so that nothing of it is lost.
import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { unwritable } from './unwritable.ts';

/** So many are kept: the first ones, and the newest one. */
const mostKept = 9;

/**
 * It is called `.broken`, the next one `.broken-2`, and so on.
 *
 * @returns Its new path.
 * @throws StationError `record_unwritable`; then it is where it was.
 */
export async function setAside(path: string): Promise<string> {
  const names = Array.from(
    { length: mostKept },
    (_, index) => `${path}.broken${index === 0 ? '' : `-${index + 1}`}`,
  );
  const aside = names.find((name) => !existsSync(name)) ?? names.at(-1)!;
  await rename(path, aside).catch((cause: unknown) => {
    throw unwritable(path, cause);
  });
  return aside;
}
