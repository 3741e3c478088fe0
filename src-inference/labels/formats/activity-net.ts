// JSON as ActivityNet has it (http://activity-net.org): `database`, or `results`, holds for each video its segments in seconds.
// Pure.
import { z } from 'zod';
import type { LabelledAction } from '../../contract/index.ts';
import { roundedSeconds } from '../seconds.ts';
import { chooseVideo, type ReadContext, type WriteContext } from './context.ts';
import { parseJson } from './json.ts';

const segment = z.object({
  segment: z.tuple([z.number(), z.number()], 'a segment is two times in seconds'),
  label: z.string(),
});
const annotated = z.record(z.string(), z.object({ annotations: z.array(segment) }));
const file = z.union(
  [z.object({ database: annotated }), z.object({ results: z.record(z.string(), z.array(segment)) })],
  {
    error: () =>
      'neither a "database" with annotations nor "results" are there, or a segment of them is not [start, end] with a label',
  },
);

const hint =
  'The file must be {"database": {"VIDEO": {"annotations": [{"segment": [1.5, 3], "label": "…"}]}}}.';

/** @throws StationError `labels_invalid` or `labels_need_video`. */
export function readActivityNet(text: string, context: ReadContext): readonly LabelledAction[] {
  const read = parseJson(text, file, context.where, hint);
  const videos = Object.entries(
    'database' in read
      ? Object.fromEntries(Object.entries(read.database).map(([name, one]) => [name, one.annotations]))
      : read.results,
  );
  const [, segments] =
    videos[
      chooseVideo(
        videos.map(([name]) => name),
        context,
      )
    ]!;
  return segments.map(({ segment: [startSeconds, endSeconds], label }) => ({
    startSeconds,
    endSeconds,
    label: label.trim(),
  }));
}

export function writeActivityNet(
  actions: readonly LabelledAction[],
  { video, durationSeconds }: WriteContext,
): string {
  const annotations = actions.map(({ startSeconds, endSeconds, label }) => ({
    segment: [roundedSeconds(startSeconds), roundedSeconds(endSeconds)],
    label,
  }));
  const labels = [...new Set(actions.map(({ label }) => label))].sort();
  const taxonomy = labels.map((nodeName, i) => ({
    nodeId: i + 1,
    nodeName,
    parentId: 0,
    parentName: 'Root',
  }));
  const database = {
    [video.replace(/\.\w{2,4}$/, '')]: {
      duration: roundedSeconds(durationSeconds),
      subset: 'training',
      url: video,
      annotations,
    },
  };
  return `${JSON.stringify({ version: 'Stepwatch', taxonomy, database }, null, 1)}\n`;
}
