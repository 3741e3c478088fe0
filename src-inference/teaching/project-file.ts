// `project.yaml`: what a project is about. People may edit it; what they wrote besides stays when it is changed. Pure.
import { parseDocument, stringify } from 'yaml';
import { z } from 'zod';
import { StationError, type TeachLabel } from '../contract/index.ts';
import { exactly, parseYamlDocument } from '../yaml/index.ts';

/** Of the folder. A later version may hold what this program does not know. */
const formatVersion = 1;
/** What the demo model has too, so that a network can start from it. */
const usualBackground = 'no_action';
const usualWindow = { seconds: 1, hopSeconds: 0.25 } as const;

export interface ProjectFile {
  readonly name: string;
  readonly labels: readonly TeachLabel[];
  /** Name of the label of doing nothing; it is none of `labels`. */
  readonly background: string;
  readonly window: { readonly seconds: number; readonly hopSeconds: number };
}

const colors = [
  '#2563eb',
  '#d97706',
  '#16a34a',
  '#9333ea',
  '#dc2626',
  '#0891b2',
  '#ca8a04',
  '#db2777',
  '#4f46e5',
  '#65a30d',
  '#0d9488',
  '#c2410c',
] as const;

const label = exactly({
  name: z.string().min(1),
  title: z.string().min(1).optional(),
  color: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour such as "#16a34a"')
    .optional(),
});

const schema = exactly({
  version: z.literal(formatVersion),
  name: z.string().min(1),
  labels: z.array(label).default([]),
  background: z.string().min(1).default(usualBackground),
  window: exactly({
    seconds: z.number().positive().max(60),
    hopSeconds: z.number().positive(),
  }).default(usualWindow),
}).superRefine(({ labels, background }, context) => {
  const names = labels.map(({ name }) => name);
  names.forEach((name, i) => {
    const message =
      name === background ? 'is the background' : names.indexOf(name) < i ? 'is there twice' : null;
    if (message !== null)
      context.addIssue({ code: 'custom', path: ['labels', i], message: `"${name}" ${message}` });
  });
});

const versioned = z.looseObject({ version: z.int('must be 1') });

/**
 * @param where The file, for messages.
 * @throws StationError `project_newer`, or `project_invalid` with line and column.
 */
export function parseProjectFile(text: string, where: string): ProjectFile {
  const origin = {
    where,
    code: 'project_invalid',
    hint: 'Correct the file, or put back a copy of it.',
  } as const;
  const { version } = parseYamlDocument(text, versioned, origin).value;
  if (version > formatVersion) {
    throw new StationError(
      'project_newer',
      `This project was made by a later version of Stepwatch (format ${version}; this one knows ${formatVersion}).`,
      { where, hint: 'Update Stepwatch on this machine. The project was not changed.' },
    );
  }
  const { name, labels, background, window } = parseYamlDocument(text, schema, origin).value;
  return {
    name,
    background,
    window,
    labels: labels.map((one, i) => ({
      name: one.name,
      title: one.title ?? titleOf(one.name),
      color: one.color ?? colors[i % colors.length]!,
    })),
  };
}

/** The text of a new project. */
export function newProjectText({
  name,
  labels,
}: {
  readonly name: string;
  readonly labels: readonly TeachLabel[];
}): string {
  return stringify({
    version: formatVersion,
    name,
    labels,
    background: usualBackground,
    window: usualWindow,
  });
}

/** The text with other labels. @param text Of a valid project. */
export function withLabels(text: string, labels: readonly TeachLabel[]): string {
  const document = parseDocument(text);
  document.set('labels', labels);
  return document.toString();
}

/** `press_down` is `Press down`. */
function titleOf(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
