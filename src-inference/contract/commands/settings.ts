// The command that changes what a person has configured.
import { z } from 'zod';
import { policies } from '../sequence.ts';
import { joinedPartRules, type OutputSetting, type SettingsChange } from '../settings.ts';
import type { ShiftCalendar } from '../shifts.ts';
import { answer, type CommandTable, schemaOf } from './command.ts';
import { share, shortName, text, typedText } from './fields.ts';
import { identitySettings } from './identity.ts';
import { inferenceServerSetting } from './inference-server.ts';
import { linkSettings } from './links.ts';
import { configuredOutputSpec } from './output.ts';
import { pictureSettings } from './picture.ts';
import { retentionSettings } from './retention.ts';

const outputSetting = schemaOf<OutputSetting>()(
  z.strictObject({
    id: z.string().max(64),
    name: shortName.exactOptional(),
    enabled: z.boolean(),
    spec: configuredOutputSpec,
  }),
);

const outputs = z
  .array(outputSetting)
  .max(32)
  .refine(
    (list) => new Set(list.map(({ id }) => id).filter(Boolean)).size === list.filter(({ id }) => id).length,
    { message: 'two outputs have the same id' },
  )
  .readonly();

const shiftStart = z.strictObject({
  name: typedText.max(40),
  weekdays: z.array(z.int().min(0).max(6)).min(1).max(7).readonly(),
  start: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 06:00'),
});

const shifts = schemaOf<ShiftCalendar>()(
  z.strictObject({
    starts: z
      .array(shiftStart)
      .max(32)
      .refine(
        (starts) => {
          const moments = starts.flatMap(({ weekdays, start }) => weekdays.map((day) => `${day} ${start}`));
          return new Set(moments).size === moments.length;
        },
        { message: 'two shifts begin at the same time' },
      )
      .readonly(),
    restartCounts: z.boolean(),
  }),
);

/** The settings that a screen may change; the file of the settings has them too. */
export const changeableSettings = {
  name: typedText.max(60).nullable(),
  setUp: z.boolean(),
  model: text,
  inferenceServer: inferenceServerSetting.nullable(),
  policy: z.enum(policies),
  hopSeconds: z.number().min(0.01).max(60).nullable(),
  minProbability: share,
  failAbove: z.number().min(0.5).lt(1),
  joinedParts: z.enum(joinedPartRules),
  picture: pictureSettings,
  outputs,
  links: linkSettings,
  recordings: text,
  retention: retentionSettings,
  folders: z.array(text).max(64).readonly(),
  shifts,
  identity: identitySettings,
  kiosk: z.boolean(),
} as const;

const settingsChange = schemaOf<SettingsChange>()(
  z.strictObject({
    name: changeableSettings.name.exactOptional(),
    setUp: changeableSettings.setUp.exactOptional(),
    model: changeableSettings.model.exactOptional(),
    inferenceServer: changeableSettings.inferenceServer.exactOptional(),
    policy: changeableSettings.policy.exactOptional(),
    hopSeconds: changeableSettings.hopSeconds.exactOptional(),
    minProbability: changeableSettings.minProbability.exactOptional(),
    failAbove: changeableSettings.failAbove.exactOptional(),
    joinedParts: changeableSettings.joinedParts.exactOptional(),
    picture: changeableSettings.picture.exactOptional(),
    outputs: changeableSettings.outputs.exactOptional(),
    links: changeableSettings.links.exactOptional(),
    recordings: changeableSettings.recordings.exactOptional(),
    retention: changeableSettings.retention.exactOptional(),
    folders: changeableSettings.folders.exactOptional(),
    shifts: changeableSettings.shifts.exactOptional(),
    identity: changeableSettings.identity.exactOptional(),
    kiosk: changeableSettings.kiosk.exactOptional(),
  }),
);

export const settingsCommands = {
  /** @throws `settings_invalid`, `outside_roots`; then nothing is changed. */
  changeSettings: { role: 'operator', input: settingsChange, output: answer<null>() },
} as const satisfies CommandTable;
