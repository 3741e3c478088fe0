// Commands on the outputs of the station.
import { z } from 'zod';
import type { OutputSpec, PreviewFrame } from '../output.ts';
import type { ConfiguredOutputSpec } from '../settings.ts';
import { answer, type CommandTable, schemaOf } from './command.ts';
import { annotation, count, kilobitsPerSecond, positiveCount, text } from './fields.ts';
import { streamTarget } from './source.ts';

const sharedMemory = z.strictObject({ kind: z.literal('sharedMemory'), path: text, annotation });
const recording = z.strictObject({
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
});
const stream = z.strictObject({ kind: z.literal('stream'), target: streamTarget, annotation });
const preview = z.strictObject({
  kind: z.literal('preview'),
  width: positiveCount,
  quality: z.int().min(1).max(100),
  annotation,
});

/** Outputs that a person configures in the settings. */
export const configuredOutputSpec = schemaOf<ConfiguredOutputSpec>()(
  z.discriminatedUnion('kind', [sharedMemory, recording, stream]),
);

export const outputSpec = schemaOf<OutputSpec>()(
  z.discriminatedUnion('kind', [sharedMemory, recording, stream, preview]),
);

const outputNumber = z.strictObject({ output: count });

export const outputCommands = {
  /** Answers with the number of the output, by which events and commands name it. */
  attachOutput: { role: 'program', input: outputSpec, output: answer<number>() },
  detachOutput: { role: 'program', input: outputNumber, output: answer<null>() },
  /**
   * One credit: answers with the newest picture as soon as there is one that was not given yet, and with null when the
   * preview is detached. Ask again after the picture was shown: nothing queues up.
   */
  nextPreview: { role: 'program', input: outputNumber, output: answer<PreviewFrame | null>() },
} as const satisfies CommandTable;
