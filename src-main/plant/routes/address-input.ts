// What stands in the address of a question: `?station=3&startedAt=2026-11-24T10:00:00.000Z`.
import { z } from 'zod';
import { StationError } from '../../../src-inference/contract/index.ts';

export const wholeNumber = z.coerce.number().int().min(0).max(2_147_483_647);

/** Of a part. */
export const partKey = { station: wholeNumber, startedAt: z.iso.datetime() };

/** @throws StationError `request_invalid`. */
export function readAddress<Input>(schema: z.ZodType<Input>, { searchParams }: URL): Input {
  const result = schema.safeParse(Object.fromEntries(searchParams));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new StationError('request_invalid', `${issue!.path.join('.') || 'The address'}: ${issue!.message}.`);
}
