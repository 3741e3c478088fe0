// What the journals say of deleted files.
import type { DeletedFiles } from '../../contract/index.ts';
import type { Database } from '../database.ts';

export interface IndexedDeletion {
  readonly kind: DeletedFiles['kind'];
  /** The whole path of a recording, otherwise the name. */
  readonly path: string;
}

/** @param since ms since 1970. */
export function findDeletions(
  database: Database,
  { since }: { readonly since: number },
): readonly IndexedDeletion[] {
  return database.all<IndexedDeletion>('SELECT kind, path FROM deletions WHERE key >= ?', since);
}
