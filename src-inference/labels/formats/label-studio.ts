// JSON of Label Studio (https://labelstud.io/guide/export): tasks with annotations, or the short form without them (JSON-MIN).
// `timelinelabels` count frames from 1, both ends included; `labels` (of a sound track) and `timeserieslabels` are in seconds.
// Pure.
import { z } from 'zod';
import type { LabelledAction } from '../../contract/index.ts';
import {
  chooseTier,
  chooseVideo,
  invalid,
  mustHaveRate,
  type ReadContext,
  type WriteContext,
} from './context.ts';
import { parseJson } from './json.ts';

const names = z.array(z.string()).min(1, 'a region has no label');
const frames = z.object({
  ranges: z.array(z.object({ start: z.number(), end: z.number() })),
  timelinelabels: names,
});
const seconds = z
  .object({ start: z.number(), end: z.number() })
  .and(z.union([z.object({ labels: names }), z.object({ timeserieslabels: names })]));
const region = z.union([frames, seconds]);
type Region = z.infer<typeof region>;

const result = z.object({ from_name: z.string(), type: z.string(), value: z.unknown() });
const annotation = z.object({
  result: z.array(result),
  was_cancelled: z.boolean().default(false),
  updated_at: z.string().default(''),
});
const task = z.looseObject({
  data: z.record(z.string(), z.unknown()).optional(),
  annotations: z.array(annotation).optional(),
});
type Task = z.infer<typeof task>;
const file = z.union([z.array(task), task.transform((one) => [one])]);

const hint = 'In Label Studio, choose Export, then JSON.';
const regionTypes: readonly string[] = ['timelinelabels', 'timeserieslabels', 'labels'];
const rateKeys = ['framesPerSecond', 'frameRate', 'framerate', 'frame_rate', 'fps'] as const;

/** A region, with the name of the control that made it. */
interface Named {
  readonly control: string;
  readonly region: Region;
}

/** @throws StationError `labels_need_rate`, `labels_need_tier`, `labels_need_video` or `labels_invalid`. */
export function readLabelStudio(text: string, context: ReadContext): readonly LabelledAction[] {
  const tasks = parseJson(text, file, context.where, hint);
  const chosen = tasks[chooseVideo(tasks.map(videoOf), context)]!;
  const regions = chosen.annotations ? regionsOf(chosen, context) : shortRegionsOf(chosen, context);
  if (regions.length === 0) return [];
  const control = chooseTier([...new Set(regions.map((one) => one.control))], 'control', context);
  const rate = context.framesPerSecond ?? rateOf(chosen);
  return regions
    .filter((one) => one.control === control)
    .flatMap((one) => actionsOf(one.region, rate, context.where));
}

/** @throws StationError `labels_need_rate`. */
export function writeLabelStudio(
  actions: readonly LabelledAction[],
  { video, framesPerSecond }: WriteContext,
): string {
  const rate = mustHaveRate(framesPerSecond, video);
  const regions = actions.map(({ startSeconds, endSeconds, label }, i) => {
    const start = Math.round(startSeconds * rate) + 1;
    const end = Math.max(start, Math.round(endSeconds * rate));
    return {
      id: `action${i + 1}`,
      type: 'timelinelabels',
      from_name: 'action',
      to_name: 'video',
      origin: 'manual',
      value: { ranges: [{ start, end }], timelinelabels: [label] },
    };
  });
  const written = [
    { id: 1, data: { video, framesPerSecond: rate }, annotations: [{ id: 1, result: regions }] },
  ];
  return `${JSON.stringify(written, null, 1)}\n`;
}

/** The annotation that was changed last; people who skipped a task leave a cancelled one. */
function regionsOf({ annotations = [] }: Task, { where }: ReadContext): readonly Named[] {
  const newest = annotations
    .filter((one) => !one.was_cancelled)
    .sort((a, b) => a.updated_at.localeCompare(b.updated_at))
    .at(-1);
  return (newest?.result ?? [])
    .filter(({ type }) => regionTypes.includes(type))
    .map(({ from_name: control, value }) => ({ control, region: parseRegion(value, control, where) }));
}

function shortRegionsOf(one: Task, { where }: ReadContext): readonly Named[] {
  return Object.entries(one).flatMap(([control, value]) => {
    if (!Array.isArray(value) || !value.some(isRegion)) return [];
    return value.map((each) => ({ control, region: parseRegion(each, control, where) }));
  });
}

function isRegion(value: unknown): boolean {
  return typeof value === 'object' && value !== null && regionTypes.some((type) => type in value);
}

function parseRegion(value: unknown, control: string, where: string): Region {
  const read = region.safeParse(value);
  if (read.success) return read.data;
  throw invalid(
    where,
    `A region of "${control}" is not understood: ${JSON.stringify(value)?.slice(0, 120)}.`,
    'It needs ranges, or a start and an end, and one label.',
  );
}

function actionsOf(one: Region, framesPerSecond: number | null, where: string): readonly LabelledAction[] {
  if ('ranges' in one) {
    const rate = mustHaveRate(framesPerSecond, where);
    const label = onlyOne(one.timelinelabels, where);
    return one.ranges.map(({ start, end }) => ({
      startSeconds: (start - 1) / rate,
      endSeconds: end / rate,
      label,
    }));
  }
  const label = onlyOne('labels' in one ? one.labels : one.timeserieslabels, where);
  return [{ startSeconds: one.start, endSeconds: one.end, label }];
}

function onlyOne(labels: readonly string[], where: string): string {
  if (labels.length === 1) return labels[0]!.trim();
  const list = labels.join(', ');
  throw invalid(where, `A region has ${labels.length} labels: ${list}.`, 'Give each region one label.');
}

/** The first text of the task that looks like a file. */
function videoOf({ data, ...rest }: Task): string {
  const values = Object.values(data ?? rest).filter((value): value is string => typeof value === 'string');
  return values.find((value) => /\.\w{2,4}$/.test(value)) ?? values[0] ?? '';
}

/** People who keep the rate beside the video, for the tag `Video`. */
function rateOf({ data, ...rest }: Task): number | null {
  const values: Readonly<Record<string, unknown>> = data ?? rest;
  const rate = rateKeys.map((key) => Number(values[key])).find((value) => value > 0);
  return rate ?? null;
}
