// A project that teaches the line of the pump controller (docs/teach.md), and what it is measured with: recordings and parts
// by operators whom the project does not have.
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ScenarioKind, scenarioKinds } from '../scenario.ts';
import type { VideoRequest } from '../video.ts';
import { actions, actionTitles } from './actions.ts';

/** Seconds that one unit takes at a usual pace. */
const unitSeconds = 54;
/** A recording that should be shorter than this share of a unit ends in the middle of it. */
const shortestShare = 0.6;

const names = [
  ...['Ana', 'Ben', 'Chidi', 'Dora', 'Emil', 'Fatma', 'Goran', 'Hana', 'Ivo', 'Jun', 'Kofi', 'Lena'],
  ...['Mei', 'Nils', 'Olga', 'Pablo', 'Rosa', 'Sven', 'Tariq', 'Uma', 'Vera', 'Wanda', 'Yusuf', 'Zoe'],
];

export interface TeachSetSize {
  readonly recordings: number;
  readonly operators: number;
  readonly unseen: number;
  readonly parts: number;
  readonly seconds: number;
  readonly height: number;
  readonly seed: string;
}

/** Writes everything of `project/` but the recordings. */
export async function writeTeachProject(directory: string): Promise<void> {
  const project = join(directory, 'project');
  await mkdir(join(project, 'recordings'), { recursive: true });
  await mkdir(join(directory, 'unseen'), { recursive: true });
  await mkdir(join(directory, 'parts'), { recursive: true });
  await copyFile(join(import.meta.dirname, 'recipe.yaml'), join(project, 'recipe.yaml'));
  const labels = actions.map((name) => {
    const { title, color } = actionTitles[name];
    return `  - { name: ${name}, title: ${title}, color: "${color}" }\n`;
  });
  await writeFile(
    join(project, 'project.yaml'),
    `version: 1
name: Pump controller
labels:
${labels.join('')}background: no_action
window: { seconds: 1, hopSeconds: 0.25 }
`,
  );
}

export function teachRequests(directory: string, size: TeachSetSize): VideoRequest[] {
  const { height, seed } = size;
  const length =
    size.seconds < unitSeconds * shortestShare
      ? { seconds: size.seconds }
      : { parts: Math.max(1, Math.round(size.seconds / unitSeconds)) };
  const taught = Array.from({ length: size.recordings }, (_, i): VideoRequest => {
    const operator = i % size.operators;
    return {
      line: 'controller',
      path: join(
        directory,
        'project',
        'recordings',
        `${numbered(i)}-${names[operator % names.length]!.toLowerCase()}`,
      ),
      split: 'train',
      kind: 'good',
      seed: `teach ${seed} ${i + 1}`,
      height,
      operator,
      note: { operator: names[operator % names.length]! },
      ...length,
    };
  });
  const unseen = Array.from(
    { length: size.unseen },
    (_, i): VideoRequest => ({
      line: 'controller',
      path: join(directory, 'unseen', numbered(i)),
      split: 'test',
      kind: 'good',
      seed: `unseen ${seed} ${i + 1}`,
      height,
      operator: i,
    }),
  );
  return [...taught, ...unseen, ...partRequests(join(directory, 'parts'), size)];
}

/** One unit each, by operators whom neither the project nor the other recordings have, as far as there are enough of them. */
function partRequests(directory: string, { parts, unseen, height, seed }: TeachSetSize): VideoRequest[] {
  const mistakes = scenarioKinds.filter(
    (kind) => !['good', 'shuffled', 'takenBack', 'abandoned'].includes(kind),
  );
  return Array.from({ length: parts }, (_, i): VideoRequest => {
    const kind: ScenarioKind = i % 2 === 0 ? 'good' : mistakes[((i - 1) / 2) % mistakes.length]!;
    return {
      line: 'controller',
      path: join(directory, `${numbered(i)}-${kind}`),
      split: 'test',
      kind,
      seed: `parts ${seed} ${i + 1}`,
      height,
      operator: unseen + Math.floor(i / 2),
    };
  });
}

function numbered(i: number): string {
  return String(i + 1).padStart(2, '0');
}
