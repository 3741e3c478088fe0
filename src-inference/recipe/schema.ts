// The recipe language: what the YAML of a recipe may hold.
import { z } from 'zod';
import {
  type Breach,
  breaches,
  groupKinds,
  partEnds,
  partStarts,
  type Remedies,
  remedyKinds,
} from '../contract/index.ts';
import { exactly } from '../yaml/index.ts';

/** A definition may use others: the limit bounds how deep. */
const maxDefinitions = 100;

const positiveSeconds = z.number().positive().max(86_400);
const label = z.string().trim().min(1, 'a step needs the label of an action');
const name = z.string().trim().min(1);
const breach = z.enum(breaches, `must be one of: ${breaches.join(', ')}`);

interface WrittenSource {
  readonly id?: string | undefined;
  readonly optional?: boolean | undefined;
  readonly after?: readonly string[] | undefined;
  readonly repeat?: Rounds | undefined;
  readonly when?: readonly string[] | undefined;
  readonly unless?: readonly string[] | undefined;
}

interface WaitSource {
  readonly since?: string | undefined;
  readonly minSeconds?: number | undefined;
  readonly maxSeconds?: number | undefined;
}

interface StepSource extends WrittenSource {
  readonly step: string;
  readonly title?: string | undefined;
  readonly minSeconds?: number | undefined;
  readonly maxSeconds?: number | undefined;
  readonly holdSeconds?: number | undefined;
  readonly typicalSeconds?: number | undefined;
  readonly minProbability?: number | undefined;
  readonly critical?: boolean | undefined;
  readonly missing?: Breach | undefined;
  readonly order?: Breach | undefined;
  readonly wait?: WaitSource | undefined;
  readonly note?: string | undefined;
  readonly picture?: string | undefined;
  readonly remedy?: Remedies | undefined;
}

/** With exactly one of the three lists, or `use`. */
interface GroupSource extends WrittenSource {
  readonly use?: string | undefined;
  readonly atLeast?: number | undefined;
  readonly sequence?: readonly ElementSource[] | undefined;
  readonly oneOf?: readonly ElementSource[] | undefined;
  readonly anyOrder?: readonly ElementSource[] | undefined;
}

interface Rounds {
  readonly min: number;
  readonly max: number;
}

export type ElementSource = string | StepSource | GroupSource;

const inOrder = ({
  minSeconds,
  maxSeconds,
}: {
  minSeconds?: number | undefined;
  maxSeconds?: number | undefined;
}) => minSeconds === undefined || maxSeconds === undefined || minSeconds <= maxSeconds;

/** `4` rounds, or `2..4`: at least two and at most four. */
const rounds = z.unknown().transform((value, context): Rounds => {
  const fail = (message: string): never => {
    context.issues.push({ code: 'custom', message, input: value });
    return z.NEVER;
  };
  if (typeof value === 'number') {
    if (!Number.isInteger(value)) return fail('repeat is a whole number of rounds');
    return value < 1 ? fail('repeat is 1 or more') : { min: value, max: value };
  }
  const range = typeof value === 'string' ? /^\s*(\d{1,9})\s*\.\.\s*(\d{1,9})\s*$/.exec(value) : null;
  if (range === null) return fail('repeat is a number of rounds, or a range such as 2..4');
  const [min, max] = [Number(range[1]), Number(range[2])];
  if (max < 1 || min > max) return fail('repeat goes from the fewest rounds to the most, such as 2..4');
  return { min, max };
});

/** Patterns of codes: one, or a list of them. */
const codes = z.preprocess(
  (value) => (typeof value === 'string' || typeof value === 'number' ? [value] : value),
  z
    .array(
      z.union([z.string(), z.number()]).transform(String).pipe(z.string().trim().min(1).max(64)),
      'must be a pattern such as L*, or a list of patterns',
    )
    .min(1),
);

const written = {
  id: name.optional(),
  optional: z.boolean().optional(),
  after: z.array(name, 'must be a list such as [base, arm]').min(1).optional(),
  repeat: rounds.optional(),
  when: codes.optional(),
  unless: codes.optional(),
};

const wait = exactly({
  since: name.optional(),
  minSeconds: positiveSeconds.optional(),
  maxSeconds: positiveSeconds.optional(),
})
  .refine(({ minSeconds, maxSeconds }) => minSeconds !== undefined || maxSeconds !== undefined, {
    message: 'needs minSeconds, maxSeconds, or both',
  })
  .refine(inOrder, {
    path: ['minSeconds'],
    message: 'minSeconds is more than maxSeconds, so no wait could be right',
  });

/** A path below the folder of the recipe, of a kind that browsers show. */
const picture = z
  .string()
  .trim()
  .max(200)
  .refine((path) => !/^[/\\]|^[a-z]+:|\\|(^|\/)\.\.?(\/|$)/i.test(path), {
    message: 'must be a file in the folder of the recipe, such as pictures/base.jpg',
  })
  .refine((path) => /\.(jpe?g|png|webp)$/i.test(path), { message: 'must be a JPEG, PNG or WebP file' });

/** Read from two metres, with the hands on the part. */
const longestRemedy = 160;
const remedyText = z.string().trim().min(1).max(longestRemedy);

/** A sentence for each kind of mistake, or one for any. */
const remedies = z.preprocess(
  (value) => (typeof value === 'string' ? { any: value } : value),
  exactly(
    Object.fromEntries(remedyKinds.map((kind) => [kind, remedyText.exactOptional()])) as Record<
      (typeof remedyKinds)[number],
      z.ZodExactOptional<typeof remedyText>
    >,
  ).refine((written) => Object.keys(written).length > 0, {
    message: 'needs a sentence, or one for a kind of mistake such as missed',
  }),
);

const step = exactly({
  step: label,
  ...written,
  title: name.optional(),
  minSeconds: positiveSeconds.optional(),
  maxSeconds: positiveSeconds.optional(),
  holdSeconds: positiveSeconds.optional(),
  typicalSeconds: positiveSeconds.optional(),
  minProbability: z.number().min(0).max(1).optional(),
  critical: z.boolean().optional(),
  missing: breach.optional(),
  order: breach.optional(),
  wait: wait.optional(),
  note: z.string().trim().min(1).max(500).optional(),
  picture: picture.optional(),
  remedy: remedies.optional(),
})
  .refine(inOrder, {
    path: ['minSeconds'],
    message: 'minSeconds is more than maxSeconds, so no action could be right',
  })
  .refine(({ minSeconds, holdSeconds }) => minSeconds === undefined || holdSeconds === undefined, {
    path: ['holdSeconds'],
    message: 'holdSeconds is a minimum already: leave minSeconds out',
  })
  .refine(({ maxSeconds, holdSeconds }) => inOrder({ minSeconds: holdSeconds, maxSeconds }), {
    path: ['holdSeconds'],
    message: 'holdSeconds is more than maxSeconds, so no action could be right',
  });

const elements = z
  .lazy(() => z.array(element))
  .pipe(z.array(z.any()).min(1, 'a group needs at least one step'));

const groups = {
  sequence: exactly({ ...written, sequence: elements }),
  oneOf: exactly({ ...written, oneOf: elements }),
  anyOrder: exactly({ ...written, atLeast: z.number().optional(), anyOrder: elements }).superRefine(
    ({ atLeast, anyOrder }, context) => {
      if (atLeast === undefined || (Number.isInteger(atLeast) && atLeast >= 1 && atLeast <= anyOrder.length))
        return;
      const message = `is a whole number from 1 to ${anyOrder.length}, the number of elements`;
      context.addIssue({ code: 'custom', path: ['atLeast'], message });
    },
  ),
  use: exactly({ ...written, use: name }),
} as const;

/** The form is chosen by the keys, so that an error is about the form that the person meant. */
const element: z.ZodType<ElementSource> = z.lazy(() =>
  z.unknown().transform((value, context): ElementSource => {
    const result = formOf(value).safeParse(value);
    if (result.success) return result.data as ElementSource;
    for (const issue of result.error.issues) context.issues.push({ ...issue, input: value } as never);
    return z.NEVER;
  }),
);

function formOf(value: unknown): z.ZodType {
  if (typeof value === 'string') return label;
  if (typeof value !== 'object' || value === null) return step;
  const kind = groupKinds.find((known) => known in value);
  if (kind !== undefined) return groups[kind];
  if ('use' in value) return groups.use;
  return 'repeat' in value && !('step' in value) ? groups.sequence : step;
}

export const recipeSchema = exactly({
  name,
  title: name,
  description: z.string().optional(),
  part: exactly({
    start: z.enum(partStarts, `must be one of: ${partStarts.join(', ')}`).optional(),
    end: z.enum(partEnds, `must be one of: ${partEnds.join(', ')}`).optional(),
    timeoutSeconds: positiveSeconds.optional(),
    batch: z.int().min(1).max(50).optional(),
  }).optional(),
  targetCycleSeconds: positiveSeconds.optional(),
  corrections: exactly({
    verdict: z.enum(['pass', 'warn', 'fail'], 'must be one of: pass, warn, fail').optional(),
    removals: z.array(exactly({ label, undoes: label })).optional(),
  }).optional(),
  tolerated: z
    .array(
      z.union(
        [label, exactly({ label, verdict: z.enum(['pass', 'warn']) })],
        'must be a label, or {label: wipe, verdict: pass}; the verdict is pass or warn',
      ),
    )
    .optional(),
  remedy: remedies.optional(),
  extra: breach.optional(),
  notTwiceInARow: z.array(label, 'must be a list of labels such as [wipe]').optional(),
  define: z
    .record(name, elements)
    .refine((all) => Object.keys(all).length <= maxDefinitions, {
      message: `must have at most ${maxDefinitions} entries`,
    })
    .optional(),
  steps: z.array(element).min(1, 'a recipe needs at least one step'),
});

export type RecipeSource = z.infer<typeof recipeSchema>;
