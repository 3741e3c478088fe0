// Schemas for YAML that people write.
import { z } from 'zod';
import { nearestName } from '../contract/index.ts';

/** An object with these keys only. The error names a mistyped key, and the one that was probably meant. */
export function exactly<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return undefined;
      const key = issue.keys[0] ?? '';
      const near = nearestName(key, known);
      return `unknown key "${key}"${near === null ? `: known are ${known.join(', ')}` : `. Did you mean "${near}"?`}`;
    },
  });
}
