// Measuring what is learnt from recordings.
import { z } from 'zod';
import type { LearnedOptions, LearnedRow } from '../evaluation.ts';
import { answer, type CommandTable, schemaOf } from './command.ts';
import { share, text } from './fields.ts';

export const learnedCommands = {
  /** Judges recordings by recipes that are learnt from the other ones of their task, leave one out. */
  measureLearned: {
    role: 'program',
    input: schemaOf<LearnedOptions>()(z.strictObject({ directory: text, accuracy: share, seed: z.int() })),
    output: answer<readonly LearnedRow[]>(),
  },
} as const satisfies CommandTable;
