// Takes the recording of a part from the station's history, with what the network saw as a draft of its labels.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type DraftLabels,
  type PartId,
  type PartRecord,
  StationError,
  type TeachRecording,
} from '../../contract/index.ts';
import { cutVideo } from '../../media/index.ts';
import {
  draftFromWindows,
  incomingFolder,
  type ProjectFolder,
  takeIn,
  videoDuration,
} from '../../teaching/index.ts';
import type { Workplace } from '../../workplace/index.ts';

/** Of the recording, before and after the part: actions begin before they are recognised. */
const marginSeconds = 3;
/** A longer rest of the file is cut off. */
const longestRestSeconds = 20;

export interface TakeOver {
  readonly part: PartId;
  readonly operator: string;
  readonly now: Date;
}

/** @throws StationError `part_not_found`, `not_possible` when no recording shows the part, and those of `takeIn`. */
export async function takeOver(
  project: ProjectFolder,
  workplace: Workplace,
  { part: id, operator, now }: TakeOver,
): Promise<TeachRecording> {
  const part = await workplace.history.readPart(id);
  const { recording, seconds } = part.summary;
  if (recording === null) {
    throw new StationError('not_possible', 'No recording shows this part.', {
      where: id,
      hint: 'Set up an output that records each part; the next parts can then be taken over.',
    });
  }
  const file = join(workplace.snapshot.settings.recordings, recording.name);
  const startSeconds = part.startSeconds - recording.fromSeconds;
  const stretch = {
    fromSeconds: Math.max(0, startSeconds - marginSeconds),
    toSeconds: startSeconds + seconds + marginSeconds,
  };
  const name = `part-${id.slice(0, 19).replace(/[-:]/g, '').replace('T', '-')}`;
  const common = { operator, origin: 'history', name } as const;
  const { labels } = await project.read();
  const draft = (fromSeconds: number): DraftLabels | null =>
    draftOf(
      part,
      recording.fromSeconds + fromSeconds,
      labels.map((label) => label.name),
      now,
    );
  const isWhole =
    stretch.fromSeconds < longestRestSeconds &&
    !isBeingWritten(workplace, file) &&
    (await videoDuration(file)) - stretch.toSeconds < longestRestSeconds;
  if (isWhole) {
    return takeIn(project, { ...common, path: file, how: 'link', draft: draft(0) }, now);
  }
  const directory = incomingFolder(project);
  const cut = await cutVideo({ video: file, ...stretch, directory, name });
  try {
    const moved = { ...common, path: cut.path, how: 'move', draft: draft(cut.fromSeconds) } as const;
    return await takeIn(project, moved, now);
  } finally {
    await rm(cut.path, { force: true });
  }
}

function isBeingWritten(workplace: Workplace, file: string): boolean {
  return workplace.snapshot.outputs.some(
    ({ kind, state, target }) => kind === 'recording' && state === 'running' && target === file,
  );
}

/** @param fromSeconds Time of the source at the start of the recording. Null: the network knows no label of the project. */
function draftOf(
  { windows }: PartRecord,
  fromSeconds: number,
  labels: readonly string[],
  now: Date,
): DraftLabels | null {
  const shifted = windows
    .map((window) => ({
      ...window,
      startSeconds: window.startSeconds - fromSeconds,
      endSeconds: window.endSeconds - fromSeconds,
    }))
    .filter(({ startSeconds }) => startSeconds >= 0);
  const actions = draftFromWindows(shifted, labels);
  return actions.length === 0 ? null : { maker: 'model', madeAt: now.toISOString(), actions };
}
