// Parses which preview a screen wants: the query of an address, or plain data.
import { z } from 'zod';
import { type PreviewSpec, StationError } from '../../src-inference/contract/index.ts';

/** Previews that a shell serves at the same time: the engine encodes the pictures of each one separately. */
export const maxPreviews = 16;

const schema = z.object({
  width: z.coerce.number().int().min(64).max(1920).default(1280),
  quality: z.coerce.number().int().min(1).max(100).default(80),
  annotation: z.enum(['none', 'live']).default('none'),
});

/** @throws StationError `request_invalid`. */
export function readPreviewOptions(input: unknown): PreviewSpec {
  const read = schema.safeParse(input);
  if (read.success) return { kind: 'preview', ...read.data };
  const place = read.error.issues[0]?.path.join('.');
  throw new StationError(
    'request_invalid',
    place ? `The preview option "${place}" is not valid.` : 'The preview options are not an object.',
    { hint: 'width is from 64 to 1920, quality from 1 to 100, annotation is none or live.' },
  );
}
