// Commands on what the plant rolls out to this station.
import { z } from 'zod';
import { answer, type CommandTable } from './command.ts';
import { text, typedText } from './fields.ts';

export const rolloutCommands = {
  /**
   * A person at the station lets a rollout in, or refuses it.
   *
   * @throws StationError `not_possible` for one that does not ask.
   */
  answerRollout: {
    role: 'operator',
    input: z.strictObject({ rollout: text, accept: z.boolean(), by: typedText }),
    output: answer<null>(),
  },
} as const satisfies CommandTable;
