// Every fault once, in the order of a seed; `npx tsx test/chaos/main.ts` goes on for longer.
import { expect, test } from 'vitest';
import { faults } from '../chaos/faults/index.ts';
import { torment } from '../chaos/torment.ts';
import { TormentedStation } from '../chaos/tormented-station.ts';

test('whatever is done to a station, nothing that was told is lost, and every part has one end', async () => {
  const station = await TormentedStation.begin('file');
  const possible = faults.filter(({ impossible }) => (impossible?.(station) ?? null) === null);
  const found: string[] = [];
  let rounds = 0;
  for await (const { fault, broken } of torment(station, possible, 1)) {
    found.push(...broken.map((sentence) => `${fault}: ${sentence}`));
    rounds += 1;
    if (rounds === possible.length) break;
  }
  await station.end();
  expect(found).toEqual([]);
}, 600_000);
