// Reads YAML that people write: checks it against a schema, and says line and column of whatever is wrong.
import { isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type ErrorCode, StationError } from './errors.ts';

export interface YamlPosition {
  /** 1-based. */
  readonly line: number;
  readonly column: number;
}

export interface YamlDocument<T> {
  readonly value: T;
  /** Where the value at `path` stands, or the nearest value around it. */
  positionOf(path: readonly PropertyKey[]): YamlPosition;
}

export interface YamlOrigin {
  /** The file, for messages. */
  readonly where: string;
  /** Code of the errors. */
  readonly code: ErrorCode;
  readonly hint?: string;
}

/** @throws StationError with `origin.code`, line and column, at the first thing that is wrong. */
export function parseYamlDocument<T>(
  text: string,
  schema: z.ZodType<T>,
  origin: YamlOrigin,
): YamlDocument<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const { where, code, hint } = origin;
  const fail = (message: string, position: YamlPosition): never => {
    throw new StationError(code, message, { where, ...position, ...(hint !== undefined && { hint }) });
  };
  const positionAt = (offset: number): YamlPosition => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const positionOf = (path: readonly PropertyKey[]): YamlPosition => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true) as Node | undefined;
      if (node?.range) return positionAt(node.range[0]);
    }
    return positionAt(document.contents?.range?.[0] ?? 0);
  };
  const positionOfKey = (path: readonly PropertyKey[], key: string): YamlPosition => {
    const map = path.length === 0 ? document.contents : document.getIn(path, true);
    const pair = isMap(map)
      ? map.items.find((item) => isScalar(item.key) && item.key.value === key)
      : undefined;
    return isScalar(pair?.key) && pair.key.range ? positionAt(pair.key.range[0]) : positionOf(path);
  };

  const [syntaxError] = document.errors;
  if (syntaxError !== undefined)
    fail(`This is no YAML: ${syntaxError.message}`, positionAt(syntaxError.pos[0]));
  const result = schema.safeParse(document.toJS({ maxAliasCount: 100 }));
  if (result.success) return { value: result.data, positionOf };
  const issue = result.error.issues[0]!;
  const name = issue.path.length === 0 ? '' : `${issue.path.map(String).join('.')}: `;
  const position =
    issue.code === 'unrecognized_keys' ? positionOfKey(issue.path, issue.keys[0]!) : positionOf(issue.path);
  return fail(`${name}${issue.message}`, position);
}
