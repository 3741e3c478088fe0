// Which preview a screen wants: from the query of an address, or as plain data.
import { z } from 'zod';
import { type PreviewSpec, StationError } from '../../src-inference/contract/index.ts';

const schema = z.object({
  width: z.coerce.number().int().min(64).max(1920).default(1280),
  quality: z.coerce.number().int().min(1).max(100).default(80),
  annotation: z.enum(['none', 'live']).default('none'),
});

/** @throws StationError `request_invalid`. */
export function readPreviewOptions(input: unknown): PreviewSpec {
  const read = schema.safeParse(input);
  if (read.success) return { kind: 'preview', ...read.data };
  const [issue] = read.error.issues;
  throw new StationError('request_invalid', `The preview cannot have that ${issue?.path.join('.')}.`, {
    hint: 'width is 64 to 1920, quality 1 to 100, annotation none or live.',
  });
}
