// Commands on identity: which part is next, who works at the bench, who says otherwise than the checker.
import { z } from 'zod';
import type { LogPage } from '../history.ts';
import {
  type AuditFilter,
  auditedSubjects,
  type IdentitySettings,
  identityFields,
  type PartIdentity,
  type Person,
  partIdentifiers,
  type ScanResult,
} from '../identity.ts';
import { verdicts } from '../sequence.ts';
import { answer, type CommandTable, schemaOf } from './command.ts';
import { moment, none, recipeName, text, typedText } from './fields.ts';

const identityText = z.string().trim().min(1).max(200).nullable();

const partIdentity = schemaOf<PartIdentity>()(
  z
    .strictObject({ serial: identityText, order: identityText, variant: identityText })
    .refine((identity) => identityFields.some((field) => identity[field] !== null), {
      message: 'one of serial, order and variant is needed',
    }),
);

const mark = z.string().max(20);
const personName = z.string().trim().min(1).max(100);
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
   * A code as a scanner reads it: a badge, or what identifies a part. It is for the next part, or for one that began without
   * the serial number that it needs. With a recipe whose parts begin by `mark` it begins the part.
   *
   * @throws StationError `code_invalid`, `serial_known`, `variant_unknown`, `person_unknown`; every screen shows it, too.
   */
  scanCode: {
    role: 'operator',
    input: z.strictObject({ text: z.string().max(1000), by: typedText }),
    output: answer<ScanResult>(),
  },
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
  /** @throws StationError `person_unknown`, `pin_wrong`, `pin_locked`. */
  logInOperator: {
    role: 'operator',
    input: z.strictObject({ name: personName, pin: z.string().min(1).max(100) }),
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
  listPeople: { role: 'operator', input: none, output: answer<readonly Person[]>() },
  /**
   * Adds a person, or changes their badge or PIN: null takes it away, what is left out stays.
   *
   * @throws StationError `badge_in_use`.
   */
  savePerson: {
    role: 'operator',
    input: z.strictObject({
      name: personName,
      badge: z.string().trim().min(1).max(200).nullable().exactOptional(),
      pin: z
        .string()
        .regex(/^\d{4,12}$/, 'a PIN has 4 to 12 digits')
        .nullable()
        .exactOptional(),
    }),
    output: answer<null>(),
  },
  /** @throws StationError `person_unknown`. */
  removePerson: { role: 'operator', input: z.strictObject({ name: personName }), output: answer<null>() },
  /** The trail of changes, oldest first. */
  readAudit: {
    role: 'operator',
    input: schemaOf<AuditFilter>()(
      z.strictObject({
        what: z.enum(auditedSubjects).nullable(),
        before: text.nullable(),
        limit: z.int().min(1).max(500),
      }),
    ),
    output: answer<LogPage>(),
  },
} as const satisfies CommandTable;
