// Reads YAML that people write: checks it against a schema, and tells line and column of what is wrong.
import {
  type Document,
  isMap,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';
import type { z } from 'zod';
import { type ErrorCode, StationError } from '../contract/index.ts';
import { mostTelling, wordIssue } from './issues.ts';
import { beyondLimits } from './limits.ts';

interface YamlPosition {
  /** 1-based. */
  readonly line: number;
  readonly column: number;
}

export interface YamlDocument<T> {
  readonly value: T;
  /** Where the value at `path` stands; when there is none, the nearest value around it. */
  positionOf(path: readonly PropertyKey[]): YamlPosition;
}

export interface YamlOrigin {
  /** The file, for messages. */
  readonly where: string;
  /** Code of the errors. */
  readonly code: ErrorCode;
  readonly hint?: string;
}

/** @throws StationError with `origin.code`, line and column of the first thing that is wrong. */
export function parseYamlDocument<T>(
  text: string,
  schema: z.ZodType<T>,
  origin: YamlOrigin,
): YamlDocument<T> {
  const beyond = beyondLimits(text);
  if (beyond !== null) {
    const before = text.slice(0, beyond.offset).split('\n');
    throw new StationError(origin.code, beyond.message, {
      where: origin.where,
      line: before.length,
      column: before.at(-1)!.length + 1,
      ...(origin.hint !== undefined && { hint: origin.hint }),
    });
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
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
  if (syntaxError !== undefined) fail(wordSyntaxError(syntaxError), positionAt(syntaxError.pos[0]));
  const alias = findBadAlias(document);
  if (alias !== null) fail(alias.message, positionAt(alias.offset));
  const data = toPlainData(document, () => fail('Its aliases expand to too much.', positionOf([])));
  const result = schema.safeParse(data);
  if (result.success) return { value: result.data, positionOf };
  const issue = mostTelling(result.error.issues);
  const position =
    issue.code === 'unrecognized_keys' ? positionOfKey(issue.path, issue.keys[0]!) : positionOf(issue.path);
  return fail(wordIssue(issue, data), position);
}

function toPlainData(document: Document, fail: () => never): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (thrown) {
    // The yaml package throws it when a few lines stand for a billion.
    if (thrown instanceof ReferenceError) return fail();
    throw thrown;
  }
}

function wordSyntaxError({ code, message }: YAMLError): string {
  if (code === 'MULTIPLE_DOCS') return 'The file holds more than one document: remove what follows "---".';
  return `This is not YAML: ${message}`;
}

/** The first alias that names nothing, or that names something it is itself a part of. */
function findBadAlias(document: Document): { readonly message: string; readonly offset: number } | null {
  let found: { message: string; offset: number } | null = null;
  visit(document, {
    Alias(_, alias, path) {
      const name = alias.source;
      const anchored = alias.resolve(document);
      if (anchored !== undefined && !path.includes(anchored)) return undefined;
      const message =
        anchored === undefined
          ? `There is no anchor "&${name}" before the alias "*${name}".`
          : `The alias "*${name}" is a part of what it stands for.`;
      found = { message, offset: alias.range?.[0] ?? 0 };
      return visit.BREAK;
    },
  });
  return found;
}
