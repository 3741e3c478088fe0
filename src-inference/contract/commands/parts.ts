// Commands on parts: the one in progress, those that were made before, and the log of them.
import { z } from 'zod';
import {
  exportFormats,
  type LogPage,
  type PartConditions,
  type PartFilter,
  type PartPage,
  type PartRecord,
} from '../history.ts';
import { stepStatuses, verdicts } from '../sequence.ts';
import { answer, type CommandTable, schemaOf } from './command.ts';
import { day, moment, nameOrNone, none, text, typedText } from './fields.ts';

const conditionFields = {
  fromDay: day.nullable(),
  toDay: day.nullable(),
  verdict: z.enum([...verdicts, 'aborted']).nullable(),
  recipe: nameOrNone.nullable(),
  step: text.nullable(),
  status: z.enum(stepStatuses).nullable().exactOptional(),
  faulty: z.boolean().nullable().exactOptional(),
  operator: nameOrNone.nullable().exactOptional(),
  model: nameOrNone.nullable().exactOptional(),
  hour: z.int().min(0).max(23).nullable().exactOptional(),
  shift: text.nullable().exactOptional(),
  slowerThan: z.number().min(0).nullable().exactOptional(),
  slowStep: text.nullable().exactOptional(),
  judgedOtherwise: z.enum(['falseAlarm', 'missed']).nullable().exactOptional(),
  unacknowledged: z.boolean().nullable().exactOptional(),
  kept: z.boolean().nullable().exactOptional(),
  unseen: z.boolean().nullable().exactOptional(),
  serial: text.nullable(),
};
const conditions = schemaOf<PartConditions>()(z.strictObject(conditionFields));

export const partCommands = {
  /**
   * The part in progress ends and is judged by what was seen of it. The next part begins with the next action. It begins at
   * once when a code (a scanned serial number) is given, or when the recipe says that parts begin by `mark`.
   *
   * Without a code, in the middle of a part: the part ends `undoSeconds` later, as it was when this was asked, and until then
   * `undoNewPart` takes it back (`partEnding`). Asked again meanwhile, nothing happens.
   */
  startPart: {
    role: 'operator',
    input: z.strictObject({ code: z.string().trim().min(1).max(200) }).nullable(),
    output: answer<null>(),
  },
  /** The part that `startPart` is about to end goes on, as if nothing had happened. @throws `not_possible` when none is. */
  undoNewPart: { role: 'operator', input: none, output: answer<null>() },
  /** The part in progress ends without a verdict. */
  abandonPart: { role: 'operator', input: none, output: answer<null>() },
  acknowledgePart: {
    role: 'operator',
    input: z.strictObject({ id: moment, by: typedText, reason: typedText }),
    output: answer<null>(),
  },
  /** Its recording and its evidence are kept for good, or no longer. @throws `part_not_found`. */
  keepPart: {
    role: 'operator',
    input: z.strictObject({ id: moment, kept: z.boolean(), by: typedText }),
    output: answer<null>(),
  },
  /** Somebody looks at the evidence of the part. It is noted once. @throws `part_not_found`. */
  markEvidenceSeen: {
    role: 'operator',
    input: z.strictObject({ id: moment, by: typedText }),
    output: answer<null>(),
  },
  listParts: {
    role: 'viewer',
    input: schemaOf<PartFilter>()(
      z.strictObject({
        ...conditionFields,
        before: moment.nullable(),
        limit: z.int().min(1).max(500),
      }),
    ),
    output: answer<PartPage>(),
  },
  /** Writes the parts that fit, with their steps, into a file that the shell serves as `/exports/NAME` for an hour. */
  exportParts: {
    role: 'viewer',
    input: z.strictObject({ conditions, format: z.enum(exportFormats) }),
    output: answer<{ readonly name: string; readonly parts: number }>(),
  },
  /** The same for a station that may be closed. `directory`: its folder; `out`: a file. Reports its progress. */
  exportHistory: {
    role: 'program',
    input: z.strictObject({ directory: text, conditions, format: z.enum(exportFormats), out: text }),
    output: answer<{ readonly parts: number }>(),
  },
  /** Throws the index of a closed station away and builds it from the record. Reports its progress. */
  rebuildHistory: {
    role: 'program',
    input: z.strictObject({ directory: text }),
    output: answer<{ readonly parts: number; readonly steps: number; readonly bytes: number }>(),
  },
  readPart: { role: 'viewer', input: z.strictObject({ id: moment }), output: answer<PartRecord>() },
  /** `before`: key of a log entry, only older entries are wanted; null: the newest. */
  readLog: {
    role: 'viewer',
    input: z.strictObject({ before: text.nullable(), limit: z.int().min(1).max(10_000) }),
    output: answer<LogPage>(),
  },
} as const satisfies CommandTable;
