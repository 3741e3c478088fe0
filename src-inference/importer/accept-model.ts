// Writes into a card which networks it was written for.

import { precisions } from '../contract/index.ts';
import { filesOf, hashNetwork, pathInCard, readModelCard, updateCard } from '../model/index.ts';

/**
 * From now on the networks are to be as they are now.
 *
 * @throws StationError for a card that cannot be read, `output_unwritable`, `disk_full`.
 */
export async function acceptModel(directory: string): Promise<void> {
  const card = await readModelCard(directory);
  const files = precisions.flatMap((precision) =>
    filesOf(card, precision).map(({ path, target }) => ({ precision, target, path })),
  );
  const hashes = await Promise.all(files.map(({ path }) => hashNetwork(path)));
  await updateCard(directory, (document) => {
    for (const [i, file] of files.entries()) {
      document.setIn([...pathInCard(document, file)!, 'sha256'], hashes[i]);
    }
  });
}
