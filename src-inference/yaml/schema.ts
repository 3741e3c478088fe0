// The schemas of what people write, as YAML: objects that name a mistyped key.
import { z } from 'zod';
import { nearestName } from '../contract/index.ts';

/** An object without other keys: a mistyped one is named, with the one that was meant. */
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
