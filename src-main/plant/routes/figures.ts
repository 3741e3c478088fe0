// Figures and parts, for pages and programs. Conditions stand in the address: `?fromDay=2026-11-24&station=3`.
import { z } from 'zod';
import {
  type PlantConditions,
  type PlantPartFilter,
  type PlantPartKey,
  stepStatuses,
  verdicts,
} from '../../../src-inference/contract/index.ts';
import type { PlantContext } from '../context.ts';
import { readFigures } from '../queries/figures.ts';
import { listParts, readPart } from '../queries/parts.ts';
import { partKey, readAddress, wholeNumber } from './address-input.ts';
import type { PlantRoute } from './route.ts';

const day = z.iso.date().nullable().default(null);
const name = z.string().max(500).nullable().default(null);

const conditions = {
  fromDay: day,
  toDay: day,
  station: wholeNumber.nullable().default(null),
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
    hour: wholeNumber.max(23).nullable().default(null),
    faulty: z.stringbool().nullable().default(null),
    serial: name,
    beforeStation: wholeNumber.nullable().default(null),
    beforeStartedAt: z.iso.datetime().nullable().default(null),
    limit: wholeNumber.min(1).max(200).default(50),
  })
  .transform(({ beforeStation, beforeStartedAt, ...filter }) => ({
    ...filter,
    before:
      beforeStation === null || beforeStartedAt === null
        ? null
        : { station: beforeStation, startedAt: beforeStartedAt },
  }));

const partInput: z.ZodType<PlantPartKey> = z.object(partKey);

export function figuresRoutes({ database: { query }, bucket }: PlantContext): readonly PlantRoute[] {
  return [
    {
      method: 'GET',
      path: '/plant/figures',
      role: 'viewer',
      answer: ({ url }) => readFigures(query, readAddress(figuresInput, url)),
    },
    {
      method: 'GET',
      path: '/plant/parts',
      role: 'viewer',
      answer: ({ url }) => listParts(query, readAddress(partsInput, url), bucket),
    },
    {
      method: 'GET',
      path: '/plant/part',
      role: 'viewer',
      answer: ({ url }) => readPart(query, readAddress(partInput, url), bucket),
    },
  ];
}
