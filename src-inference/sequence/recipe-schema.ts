// The recipe language as it is written: what the YAML of a recipe may hold.
import { z } from 'zod';
import { exactly } from '../contract/yaml-schema.ts';

const positiveSeconds = z.number().positive().max(86_400);
const label = z.string().trim().min(1, 'a step needs the label of an action');

export interface StepSource {
  readonly step: string;
  readonly title?: string | undefined;
  readonly optional?: boolean | undefined;
  readonly minSeconds?: number | undefined;
  readonly maxSeconds?: number | undefined;
  readonly minProbability?: number | undefined;
}

export interface GroupSource {
  readonly repeat?: number | undefined;
  readonly optional?: boolean | undefined;
  readonly sequence: readonly ElementSource[];
}

export type ElementSource = string | StepSource | GroupSource;

const step = exactly({
  step: label,
  title: z.string().trim().min(1).optional(),
  optional: z.boolean().optional(),
  minSeconds: positiveSeconds.optional(),
  maxSeconds: positiveSeconds.optional(),
  minProbability: z.number().min(0).max(1).optional(),
}).refine(
  ({ minSeconds, maxSeconds }) =>
    minSeconds === undefined || maxSeconds === undefined || minSeconds <= maxSeconds,
  { path: ['minSeconds'], message: 'minSeconds is more than maxSeconds, so no action could be right' },
);

const group = exactly({
  repeat: z.int('repeat is a whole number of rounds').min(1, 'repeat is 1 or more').optional(),
  optional: z.boolean().optional(),
  get sequence() {
    return z.array(element).min(1, 'a group needs at least one step in its sequence');
  },
});

/** Chosen by what the element holds, so that an error speaks of the form that was meant. */
const element: z.ZodType<ElementSource> = z.lazy(() =>
  z.unknown().transform((value, context): ElementSource => {
    const form = typeof value === 'string' ? label : isGroup(value) ? group : step;
    const result = form.safeParse(value);
    if (result.success) return result.data;
    for (const issue of result.error.issues) context.issues.push({ ...issue, input: value } as never);
    return z.NEVER;
  }),
);

function isGroup(value: unknown): boolean {
  return typeof value === 'object' && value !== null && ('sequence' in value || 'repeat' in value);
}

export const recipeSchema = exactly({
  name: z.string().trim().min(1),
  title: z.string().trim().min(1),
  description: z.string().optional(),
  steps: z.array(element).min(1, 'a recipe needs at least one step'),
});
