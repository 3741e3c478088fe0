// Projects of VIA 3 (VGG Image Annotator, https://www.robots.ox.ac.uk/~vgg/software/via/) with temporal segments, in seconds:
// `metadata.*.z` holds start and end, `metadata.*.av` the values of attributes, an attribute of segments has the anchor below.
// Pure.
import { z } from 'zod';
import type { LabelledAction } from '../../contract/index.ts';
import { roundedSeconds, secondsText } from '../seconds.ts';
import { chooseTier, chooseVideo, invalid, type ReadContext, type WriteContext } from './context.ts';
import { parseJson } from './json.ts';

const segmentAnchor = 'FILE1_Z2_XY0';
/** VIA's number for an attribute that is chosen from a list. */
const selectType = 4;
/** VIA's numbers for a video, and for a file of the person's own machine. */
const videoFile = { type: 4, loc: 1 } as const;

const id = z.union([z.string(), z.number()]).transform(String);

const project = z.object({
  attribute: z.record(
    z.string(),
    z.object({
      aname: z.string(),
      anchor_id: z.string(),
      options: z.record(z.string(), z.string()).default({}),
    }),
  ),
  file: z.record(z.string(), z.object({ fname: z.string() })),
  view: z.record(z.string(), z.object({ fid_list: z.array(id) })),
  metadata: z.record(
    z.string(),
    z.object({
      vid: id,
      z: z.array(z.number()).default([]),
      xy: z.array(z.number()).default([]),
      av: z.record(z.string(), z.union([z.string(), z.number()]).transform(String)).default({}),
    }),
  ),
});

const hint = 'In VIA 3, choose Project, then Save: the file ends in .json.';

/** @throws StationError `labels_invalid`, `labels_need_tier` or `labels_need_video`. */
export function readVia(text: string, context: ReadContext): readonly LabelledAction[] {
  const { attribute, file, view, metadata } = parseJson(text, project, context.where, hint);
  const views = Object.entries(view).map(([key, { fid_list }]) => ({
    key,
    name: file[fid_list[0] ?? '']?.fname ?? key,
  }));
  const chosen =
    views[
      chooseVideo(
        views.map(({ name }) => name),
        context,
      )
    ]!;
  const segments = Object.values(metadata).filter(
    ({ vid, z: times, xy }) => vid === chosen.key && times.length === 2 && xy.length === 0,
  );
  const kinds = Object.entries(attribute).filter(
    ([key, { anchor_id }]) => anchor_id === segmentAnchor && segments.some(({ av }) => key in av),
  );
  if (segments.length === 0) return [];
  const unnamed = segments.find(({ av }) => !kinds.some(([key]) => key in av));
  if (unnamed) {
    const [start, end] = unnamed.z as [number, number];
    throw invalid(
      context.where,
      `The segment from ${secondsText(start)} to ${secondsText(end)} has no label.`,
      'Give it one in VIA, or remove it there.',
    );
  }
  const tier = chooseTier(
    kinds.map(([, { aname }]) => aname),
    'attribute',
    context,
  );
  const [key, { options }] = kinds.find(([, { aname }]) => aname === tier)!;
  return segments
    .filter(({ av }) => key in av)
    .map(({ z: times, av }) => {
      const [startSeconds, endSeconds] = times as [number, number];
      return { startSeconds, endSeconds, label: (options[av[key]!] ?? av[key]!).trim() };
    });
}

export function writeVia(actions: readonly LabelledAction[], { video, at }: WriteContext): string {
  const labels = [...new Set(actions.map(({ label }) => label))].sort();
  const options = Object.fromEntries(labels.map((label, i) => [String(i + 1), label]));
  const metadata = actions.map(({ startSeconds, endSeconds, label }, i) => [
    `1_segment${i + 1}`,
    {
      vid: '1',
      flg: 0,
      z: [roundedSeconds(startSeconds), roundedSeconds(endSeconds)],
      xy: [],
      av: { '1': String(labels.indexOf(label) + 1) },
    },
  ]);
  const written = {
    project: {
      pid: '__VIA_PROJECT_ID__',
      rev: '__VIA_PROJECT_REV_ID__',
      rev_timestamp: '__VIA_PROJECT_REV_TIMESTAMP__',
      pname: video,
      creator: 'Stepwatch',
      created: Date.parse(at),
      data_format_version: '3.1.1',
      vid_list: ['1'],
    },
    config: {
      file: { loc_prefix: { '1': '', '2': '', '3': '', '4': '' } },
      ui: {
        file_content_align: 'center',
        file_metadata_editor_visible: true,
        spatial_metadata_editor_visible: true,
        temporal_segment_metadata_editor_visible: true,
        spatial_region_label_attribute_id: '',
        gtimeline_visible_row_count: '4',
      },
    },
    attribute: {
      '1': {
        aname: 'action',
        anchor_id: segmentAnchor,
        type: selectType,
        desc: 'What is done',
        options,
        default_option_id: '',
      },
    },
    file: { '1': { fid: '1', fname: video, ...videoFile, src: video } },
    metadata: Object.fromEntries(metadata),
    view: { '1': { fid_list: ['1'] } },
  };
  return `${JSON.stringify(written, null, 1)}\n`;
}
