// Commands on identity: which part is next, who works at the bench, who says otherwise than the checker.
import { z } from 'zod';
import { type IdentitySettings, identityFields, type PartIdentity, partIdentifiers } from '../identity.ts';
import { verdicts } from '../sequence.ts';
import { answer, type CommandTable, schemaOf } from './command.ts';
import { moment, none, recipeName, typedText } from './fields.ts';

const identityText = z.string().trim().min(1).max(200).nullable();

const partIdentity = schemaOf<PartIdentity>()(
  z
    .strictObject({ serial: identityText, order: identityText, variant: identityText })
    .refine((identity) => identityFields.some((field) => identity[field] !== null), {
      message: 'one of serial, order and variant is needed',
    }),
);

const mark = z.string().max(20);
const identifier = z.enum(partIdentifiers);

export const identitySettings = schemaOf<IdentitySettings>()(
  z.strictObject({
    scanner: z.strictObject({ prefix: mark, suffix: mark, separator: mark, badgePrefix: mark }),
    plainCode: z.enum(identityFields),
    gs1: z.strictObject({ serial: identifier, order: identifier, variant: identifier }),
    serialRequired: z.boolean(),
    variants: z
      .array(z.strictObject({ pattern: z.string().trim().min(1).max(200), recipe: recipeName }))
      .max(500)
      .readonly(),
    logOut: z.strictObject({ atShift: z.boolean(), idleMinutes: z.number().min(1).max(1440).nullable() }),
  }),
);

export const identityCommands = {
  /**
   * Before the part begins; null takes back what was said before, and dismisses what was refused.
   *
   * `rework`: a part with the same serial number was made before, and is meant to be made again.
   *
   * @throws StationError `serial_known`, `variant_unknown`.
   */
  identifyNextPart: {
    role: 'operator',
    input: z.strictObject({ identity: partIdentity.nullable(), by: typedText, rework: z.boolean() }),
    output: answer<null>(),
  },
  /**
   * The part in progress, or the last one until the next part begins.
   *
   * @throws StationError `serial_known`, `not_possible` for another part, or a variant of another recipe.
   */
  identifyPart: {
    role: 'operator',
    input: z.strictObject({ id: moment, identity: partIdentity, by: typedText, rework: z.boolean() }),
    output: answer<null>(),
  },
  logOutOperator: { role: 'operator', input: none, output: answer<null>() },
  /**
   * The verdict of the checker is kept beside it. It acknowledges the part as well.
   *
   * @throws StationError `part_not_found`.
   */
  overridePart: {
    role: 'operator',
    input: z.strictObject({ id: moment, verdict: z.enum(verdicts), by: typedText, reason: typedText }),
    output: answer<null>(),
  },
} as const satisfies CommandTable;
