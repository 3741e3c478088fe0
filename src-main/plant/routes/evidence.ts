// Evidence in a bucket: a page is sent on to the place of the file. Only files that the database names can be asked for.
import { z } from 'zod';
import { StationError } from '../../../src-inference/contract/index.ts';
import { redirect, sendError } from '../../http/index.ts';
import type { PlantContext } from '../context.ts';
import { objectPath } from '../evidence/address.ts';
import { partKey, readAddress } from './address-input.ts';
import type { PlantRoute } from './route.ts';

const input = z.object({ ...partKey, name: z.string().max(500) });

export function evidenceRoutes({ database: { query }, bucket }: PlantContext): readonly PlantRoute[] {
  return [
    {
      method: 'GET',
      path: objectPath,
      role: 'viewer',
      async answer({ response, url }) {
        const { station, startedAt, name } = readAddress(input, url);
        const [file] = await query<{ readonly url: string | null }>(
          `SELECT url FROM stepwatch.evidence
           WHERE station_id = $1::integer AND started_at = $2::timestamptz AND name = $3`,
          [station, startedAt, name],
        );
        const place = file?.url ?? null;
        if (bucket === null || place === null || !bucket.holds(place)) {
          sendError(
            response,
            new StationError('request_invalid', 'The plant has no such file in its bucket.'),
            404,
          );
        } else redirect(response, await bucket.presign(place));
        return undefined;
      },
    },
  ];
}
