// Commands that measure the speed of a machine. Each variant has an engine of its own, so that its memory is its own.
import { z } from 'zod';
import type { ClipTiming, MachineInfo, MediaTimes, PlainRun, ResourceUsage } from '../bench.ts';
import { precisions } from '../model.ts';
import { answer, type CommandTable } from './command.ts';
import { none, positiveCount, text } from './fields.ts';

const seconds = z.number().positive();

export const benchCommands = {
  /** Writes the full SlowFast R50 8x8 with seeded weights and a card into a folder. */
  makeBenchModel: { role: 'program', input: z.strictObject({ directory: text }), output: answer<null>() },
  /** Writes a moving test picture as H.264 in mp4. */
  makeTestVideo: {
    role: 'program',
    input: z.strictObject({ path: text, width: positiveCount, height: positiveCount, seconds }),
    output: answer<null>(),
  },
  describeMachine: { role: 'program', input: none, output: answer<MachineInfo>() },
  /** Sends one clip through a network. The first time it opens the network and runs it once before. */
  timeClip: {
    role: 'program',
    input: z.strictObject({ model: text, precision: z.enum(precisions) }),
    output: answer<ClipTiming>(),
  },
  /** `width` and `height` are those of the pictures for the network, `sharedMemory` is the path of a socket. */
  timeMedia: {
    role: 'program',
    input: z.strictObject({ video: text, width: positiveCount, height: positiveCount, sharedMemory: text }),
    output: answer<MediaTimes>(),
  },
  runPlain: {
    role: 'program',
    input: z.strictObject({ model: text, video: text, seconds, scratch: text }),
    output: answer<PlainRun>(),
  },
  resourceUsage: { role: 'program', input: none, output: answer<ResourceUsage>() },
} as const satisfies CommandTable;
