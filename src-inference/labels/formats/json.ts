// Reads JSON of other tools: what is needed of it, and where it is wrong. Pure.
import type { z } from 'zod';
import { invalid } from './context.ts';

/**
 * @param hint How the tool makes such a file.
 * @throws StationError `labels_invalid` with the place inside the JSON.
 */
export function parseJson<T>(text: string, schema: z.ZodType<T>, where: string, hint: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (thrown) {
    throw invalid(where, `This is not JSON: ${(thrown as Error).message}.`, hint);
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue!.path.map(String).join('.') || 'the beginning';
  throw invalid(where, `At ${place}: ${issue!.message}.`, hint);
}
