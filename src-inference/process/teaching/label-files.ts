// Labels from other tools, and for them.
import type { Commands, ExportedLabels, RecordingLabels } from '../../contract/index.ts';
import { StationError } from '../../contract/index.ts';
import { endingOf, readFormat, writeFormat } from '../../labels/index.ts';
import type { ProjectFolder } from '../../teaching/index.ts';

/** Edges of other tools may be a frame apart. */
const roundingSeconds = 0.05;

/** @throws StationError `labels_invalid`, `labels_need_rate`, `labels_need_tier`, `labels_need_video`. */
export async function importLabels(
  project: ProjectFolder,
  { recording, labels }: Commands['teachImportLabels']['input'],
  now: Date,
): Promise<RecordingLabels> {
  const { format, text, framesPerSecond, tier, video } = labels;
  await project.recordings.find(recording);
  const context = { where: `labels of ${recording}`, recording, framesPerSecond, tier, video };
  const actions = readFormat(format, text, context).map((action) => ({ ...action, confidence: 1 }));
  const draft = { maker: 'imported', madeAt: now.toISOString(), actions } as const;
  return project.recordings.saveDraft(recording, draft, null, roundingSeconds);
}

/** @throws StationError `not_possible` without labels, `labels_need_rate`. */
export async function exportLabels(
  project: ProjectFolder,
  { recording, format, framesPerSecond }: Commands['teachExportLabels']['input'],
  now: Date,
): Promise<ExportedLabels> {
  const { confirmed, draft, durationSeconds } = await project.recordings.readLabels(recording);
  const actions = (confirmed ?? draft)?.actions;
  if (!actions) {
    throw new StationError('not_possible', `"${recording}" has no labels.`, {
      where: recording,
      hint: 'Label it first.',
    });
  }
  const { file } = await project.recordings.describe(recording);
  const context = { video: file, durationSeconds, framesPerSecond, at: now.toISOString() };
  return { name: `${recording}${endingOf(format)}`, text: writeFormat(format, actions, context) };
}
