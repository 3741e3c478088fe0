// Puts what is wrong with a file into words for the person who wrote it.
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** The most telling issue: a mistyped key is one, not the missing key that it was meant to be. */
export function mostTelling(issues: readonly Issue[]): Issue {
  const [first] = issues;
  const isNear = (issue: Issue): boolean => first!.path.join('.').startsWith(issue.path.join('.'));
  return issues.find((issue) => issue.code === 'unrecognized_keys' && isNear(issue)) ?? first!;
}

/** @param document What was read, as plain data. */
export function wordIssue(issue: Issue, document: unknown): string {
  const value = issue.path.reduce<unknown>(
    (inner, key) => (inner as Record<PropertyKey, unknown> | null)?.[key as string],
    document,
  );
  if (issue.path.length === 0 && !isMapping(value)) {
    return value === null
      ? 'The file is empty.'
      : `The file must begin with "name: ...", and holds ${kind(value)}.`;
  }
  const name = issue.path.map(String).join('.');
  if (value === undefined) return `${name} is missing`;
  return name === '' ? message(issue, value) : `${name}: ${message(issue, value)}`;
}

/** The schema's own words where it has some: those of zod are for programmers. */
function message(issue: Issue, value: unknown): string {
  if (issue.code === 'invalid_type' && issue.message.startsWith('Invalid input')) {
    return `must be ${typeNames[issue.expected] ?? issue.expected}, not ${kind(value)}`;
  }
  const isTold = !/^Too (big|small)/.test(issue.message);
  if (isTold) return issue.message;
  if (typeof value === 'string') return 'must not be empty';
  const entries = Array.isArray(value) ? ' entries' : '';
  if (issue.code === 'too_big') {
    return `must be ${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}${entries}`;
  }
  if (issue.code === 'too_small') {
    return `must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}${entries}`;
  }
  return issue.message;
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping such as {key: value}',
};

function kind(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (isMapping(value)) return 'a mapping';
  return typeof value === 'string' ? 'a text' : `the ${typeof value} ${String(value)}`;
}

function isMapping(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
