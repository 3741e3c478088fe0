// The file name of a recording. Pure.
import { StationError } from '../contract/index.ts';

interface NameFacts {
  readonly at: Date;
  /** Number of the part that the file begins with. */
  readonly part: number;
  readonly source: string;
  /** Null when there is no recipe. */
  readonly recipe: string | null;
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

const fields: Readonly<Record<string, (facts: NameFacts) => string>> = {
  date: ({ at }) => [at.getFullYear(), twoDigits(at.getMonth() + 1), twoDigits(at.getDate())].join('-'),
  time: ({ at }) => [at.getHours(), at.getMinutes(), at.getSeconds()].map(twoDigits).join(''),
  part: ({ part }) => String(part),
  source: ({ source }) => source.replace(/^.*\/(?=.)/, '').replace(/\.\w{2,4}$/, ''),
  recipe: ({ recipe }) => recipe ?? 'no-recipe',
};

/** @throws StationError `output_invalid` for a field that does not exist, or a name that is a path. */
export function checkTemplate(template: string): void {
  const known = Object.keys(fields)
    .map((name) => `{${name}}`)
    .join(', ');
  const unknown = [...template.matchAll(/\{(.*?)\}/g)].find(([, name]) => !Object.hasOwn(fields, name!));
  if (unknown) throw invalid(template, `there is no ${unknown[0]}, only ${known}`);
  if (template.trim() === '' || template.includes('/'))
    throw invalid(template, 'it must be a file name, not a path');
}

function invalid(template: string, why: string): StationError {
  return new StationError('output_invalid', `"${template}" cannot name recordings: ${why}.`, {
    hint: 'The usual name is {date}-{time}-part-{part}.',
  });
}

/** Replaces characters that are not safe in file names by `_`, and adds `.mp4`. */
export function recordingName(template: string, facts: NameFacts): string {
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => fields[name]!(facts));
  return `${filled.replace(/[^\w.-]+/g, '_').replace(/^\.+/, '_')}.mp4`;
}
