// Figures and parts, for pages and programs. Conditions stand in the address: `?fromDay=2026-11-24&station=3`.
import { z } from 'zod';
import {
  type PlantConditions,
  type PlantPartFilter,
  type PlantPartKey,
  StationError,
  stepStatuses,
  verdicts,
} from '../../../src-inference/contract/index.ts';
import type { PlantContext } from '../context.ts';
import { readFigures } from '../queries/figures.ts';
import { listParts, readPart } from '../queries/parts.ts';
import type { PlantRoute } from './route.ts';

const day = z.iso.date().nullable().default(null);
const number = z.coerce.number().int().min(0).max(2_147_483_647);
const name = z.string().max(500).nullable().default(null);
const time = z.iso.datetime();

const conditions = {
  fromDay: day,
  toDay: day,
  station: number.nullable().default(null),
  recipe: name,
};

const figuresInput: z.ZodType<PlantConditions> = z.object(conditions);

const partsInput: z.ZodType<PlantPartFilter> = z
  .object({
    ...conditions,
    verdict: z
      .enum([...verdicts, 'aborted'])
      .nullable()
      .default(null),
    step: name,
    status: z.enum(stepStatuses).nullable().default(null),
    hour: number.max(23).nullable().default(null),
    faulty: z.stringbool().nullable().default(null),
    serial: name,
    beforeStation: number.nullable().default(null),
    beforeStartedAt: time.nullable().default(null),
    limit: number.min(1).max(200).default(50),
  })
  .transform(({ beforeStation, beforeStartedAt, ...filter }) => ({
    ...filter,
    before:
      beforeStation === null || beforeStartedAt === null
        ? null
        : { station: beforeStation, startedAt: beforeStartedAt },
  }));

const partInput: z.ZodType<PlantPartKey> = z.object({ station: number, startedAt: time });

export function figuresRoutes({ database: { query } }: PlantContext): readonly PlantRoute[] {
  return [
    {
      method: 'GET',
      path: '/plant/figures',
      role: 'viewer',
      answer: ({ url }) => readFigures(query, read(figuresInput, url)),
    },
    {
      method: 'GET',
      path: '/plant/parts',
      role: 'viewer',
      answer: ({ url }) => listParts(query, read(partsInput, url)),
    },
    {
      method: 'GET',
      path: '/plant/part',
      role: 'viewer',
      answer: ({ url }) => readPart(query, read(partInput, url)),
    },
  ];
}

/** @throws StationError `request_invalid`. */
function read<Input>(schema: z.ZodType<Input>, { searchParams }: URL): Input {
  const result = schema.safeParse(Object.fromEntries(searchParams));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new StationError('request_invalid', `${issue!.path.join('.') || 'The address'}: ${issue!.message}.`);
}
