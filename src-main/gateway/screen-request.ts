// Parses what a screen sends, as far as a shell must understand it.
import { z } from 'zod';
import type { ScreenRequest } from '../../src-inference/contract/index.ts';

const schema = z.object({
  id: z.int().nonnegative(),
  command: z.string().max(100),
  input: z.unknown().default(null),
});

/** @returns Null when the message is not a request. */
export function readScreenRequest(message: unknown): ScreenRequest | null {
  return schema.safeParse(message).data ?? null;
}
