// Labels of other tools. All times are seconds of presentation time; names of labels are as the tool has them. Pure.
import type { LabelFormat, LabelledAction } from '../../contract/index.ts';
import { parseLabels, writeLabels } from '../csv.ts';
import { readActivityNet, writeActivityNet } from './activity-net.ts';
import { readAssembly101, writeAssembly101 } from './assembly101.ts';
import type { ReadContext, WriteContext } from './context.ts';
import { readEaf, writeEaf } from './eaf.ts';
import { readLabelStudio, writeLabelStudio } from './label-studio.ts';
import { readVia, writeVia } from './via.ts';

export type { ReadContext, WriteContext } from './context.ts';

interface Format {
  readonly read: (text: string, context: ReadContext) => readonly LabelledAction[];
  readonly write: (actions: readonly LabelledAction[], context: WriteContext) => string;
  /** Of the file, with the dot. */
  readonly ending: string;
}

const formats: Readonly<Record<LabelFormat, Format>> = {
  csv: { read: (text, { where }) => parseLabels(text, where, null), write: writeLabels, ending: '.csv' },
  via: { read: readVia, write: writeVia, ending: '.via.json' },
  labelStudio: { read: readLabelStudio, write: writeLabelStudio, ending: '.label-studio.json' },
  eaf: { read: readEaf, write: writeEaf, ending: '.eaf' },
  activityNet: { read: readActivityNet, write: writeActivityNet, ending: '.activity-net.json' },
  assembly101: { read: readAssembly101, write: writeAssembly101, ending: '.assembly101.csv' },
};

/**
 * By time; nothing is checked against a project.
 *
 * @throws StationError `labels_invalid` with the place, or `labels_need_rate`, `labels_need_tier`, `labels_need_video` for what
 *   the file does not say.
 */
export function readFormat(
  format: LabelFormat,
  text: string,
  context: ReadContext,
): readonly LabelledAction[] {
  return [...formats[format].read(text, context)].sort((a, b) => a.startSeconds - b.startSeconds);
}

/** @throws StationError `labels_need_rate`. */
export function writeFormat(
  format: LabelFormat,
  actions: readonly LabelledAction[],
  context: WriteContext,
): string {
  return formats[format].write(actions, context);
}

/** Ending of the file, with the dot. */
export function endingOf(format: LabelFormat): string {
  return formats[format].ending;
}
