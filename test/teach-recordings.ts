// Recordings of plain colours with their labels, in a project that teaches: the shortest work that a network can learn.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProjectFolder } from '../src-inference/teaching/index.ts';
import { makeColours } from './media-files.ts';

const framesPerSecond = 30;

/** Actions and the patterns of GStreamer that show them; the background is black. */
export const colourActions = { ruby: 'red', leaf: 'green', sky: 'blue' } as const;
type ColourAction = keyof typeof colourActions;

export interface ColourRecording {
  readonly operator: string;
  /** In their order, each with black before and behind. */
  readonly actions: readonly (readonly [action: ColourAction, seconds: number])[];
}

const blackSeconds = 1;

export async function makeColourProject(
  directory: string,
  recordings: readonly ColourRecording[],
  actions: readonly ColourAction[] = ['ruby', 'leaf', 'sky'],
): Promise<ProjectFolder> {
  const labels = actions.map((name) => ({ name, title: name, color: '#2563eb' }));
  const project = await ProjectFolder.create(directory, { name: 'Colours', labels });
  for (const [i, recording] of recordings.entries()) addRecording(project, `r${i}`, recording);
  return project;
}

export function addRecording(
  project: ProjectFolder,
  id: string,
  { operator, actions }: ColourRecording,
): void {
  const at = (type: string): string => join(project.recordings.directory, `${id}${type}`);
  const black = ['black', blackSeconds * framesPerSecond] as const;
  const stretches = actions.flatMap(([action, seconds]) => [
    [colourActions[action], Math.round(seconds * framesPerSecond)] as const,
    black,
  ]);
  makeColours(at('.mp4'), [black, ...stretches]);
  let seconds = blackSeconds;
  const lines = actions.map(([action, length]) => {
    const line = `${seconds.toFixed(3)},${(seconds + length).toFixed(3)},${action}\n`;
    seconds += length + blackSeconds;
    return line;
  });
  writeFileSync(at('.csv'), `start,end,label\n${lines.join('')}`);
  const sha256 = createHash('sha256')
    .update(readFileSync(at('.mp4')))
    .digest('hex');
  const facts = {
    operator,
    origin: 'added',
    addedAt: '2026-01-01T00:00:00.000Z',
    sha256,
    durationSeconds: seconds,
  };
  writeFileSync(at('.json'), JSON.stringify(facts));
}
