// What a person may set, checked: the file of the settings, and a change that a screen asks for.
import { z } from 'zod';
import { usualThresholds } from '../checker/index.ts';
import {
  annotations,
  type LastingOutputSpec,
  policies,
  type SettingsChange,
  type StationSettings,
  streamCarriers,
} from '../contract/index.ts';

const text = z.string().min(1).max(4096);
const annotation = z.enum(annotations);
const kilobitsPerSecond = z.int().min(50).max(100_000);

const outputSpec: z.ZodType<LastingOutputSpec> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sharedMemory'), path: text, annotation }),
  z.strictObject({
    kind: z.literal('recording'),
    directory: text,
    split: z.union([
      z.literal('part'),
      z.literal('never'),
      z.strictObject({ seconds: z.number().min(1).max(86_400) }),
    ]),
    name: text.nullable(),
    kilobitsPerSecond,
    keepFreeBytes: z.number().min(0),
    annotation,
  }),
  z.strictObject({
    kind: z.literal('stream'),
    target: z.strictObject({
      host: text,
      port: z.int().min(1).max(65_535),
      format: z.enum(streamCarriers),
      kilobitsPerSecond,
    }),
    annotation,
  }),
]);

const outputs = z
  .array(z.strictObject({ id: z.string().max(64), enabled: z.boolean(), spec: outputSpec }))
  .max(32)
  .refine(
    (list) => new Set(list.map(({ id }) => id).filter(Boolean)).size === list.filter(({ id }) => id).length,
    {
      message: 'two outputs have the same id',
    },
  );

const changeable = {
  model: text,
  policy: z.enum(policies),
  hopSeconds: z.number().min(0.01).max(60).nullable(),
  minProbability: z.number().min(0).max(1),
  failAbove: z.number().min(0.5).lt(1),
  outputs,
  recordings: text,
  folders: z.array(text).max(64),
  kiosk: z.boolean(),
} as const;

export const settingsSchema: z.ZodType<StationSettings> = z.object({
  ...changeable,
  // Stations that were set up before there was a threshold have none in their file.
  failAbove: changeable.failAbove.default(usualThresholds.failAbove),
  recipe: text.nullable(),
  source: text.nullable(),
  recentSources: z.array(text).max(64),
  shiftStartedAt: z.iso.datetime(),
});

export const settingsChangeSchema: z.ZodType<SettingsChange> = z.strictObject({
  model: changeable.model.exactOptional(),
  policy: changeable.policy.exactOptional(),
  hopSeconds: changeable.hopSeconds.exactOptional(),
  minProbability: changeable.minProbability.exactOptional(),
  failAbove: changeable.failAbove.exactOptional(),
  outputs: changeable.outputs.exactOptional(),
  recordings: changeable.recordings.exactOptional(),
  folders: changeable.folders.exactOptional(),
  kiosk: changeable.kiosk.exactOptional(),
});
