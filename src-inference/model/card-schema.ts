// The shape of model.yaml as people write it.
import { z } from 'zod';
import { backends, networkTargets, type Precision, precisions } from '../contract/index.ts';
import { exactly } from '../yaml/index.ts';
import { inputSchema, outputSchema } from './input-schema.ts';

const rate = z.number().min(0).max(1);

/** Nearer windows share all of their pictures, and would keep the network busy for ever. */
const shortestHopSeconds = 0.01;

const label = z.union(
  [
    z.string().min(1),
    exactly({
      name: z.string().min(1),
      title: z.string().min(1).optional(),
      color: z
        .string()
        .regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour such as "#16a34a"')
        .optional(),
    }),
  ],
  'must be a name, or {name, title, color} with a colour such as "#16a34a"; quote names such as "1" and "true"',
);

const confidenceBins = 10;
const counts = z
  .array(z.int().min(0))
  .length(confidenceBins, `must be ${confidenceBins} counts, one for each tenth of confidence`);

const errors = exactly({
  temperature: z.number().positive(),
  errorSeconds: z.number().positive(),
  mixing: rate.nullable().default(null),
  confidence: exactly({ right: counts, wrong: counts }),
});

const quality = exactly({
  data: z.string(),
  windows: z.int().min(0),
  accuracy: rate,
  precision: rate,
  recall: rate,
  f1: rate,
  confusion: z.array(z.array(z.int().min(0))).optional(),
  calibrationError: rate.optional(),
  errors: errors.optional(),
});

/** SHA-256 (`hashNetwork`). Without it the file is taken as it is. */
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256: 64 digits and letters a to f');

const file = { path: z.string().min(1), sha256: sha256.optional(), quality: quality.optional() };

/** What the optimizer made: bytes in, whatever the exported network takes. */
const optimised = exactly({
  ...file,
  input: exactly({ layout: z.literal('frames'), name: z.string().min(1) }),
  target: z.enum(networkTargets).optional(),
  agreement: exactly({ clips: z.int().min(0), top1: rate, largestDifference: z.number().min(0) }).optional(),
});

/** A list, or a single one without a list; each is judged as what it is, so that errors name the place that is wrong. */
const int8 = z.unknown().transform((value, context) => {
  const result = Array.isArray(value)
    ? z.array(optimised).min(1).safeParse(value)
    : optimised.safeParse(value);
  if (result.success) return [result.data].flat();
  context.issues.push(...(result.error.issues as z.core.$ZodRawIssue[]));
  return z.NEVER;
});

const backend = exactly({
  name: z.enum(['auto', ...backends]).default('auto'),
  device: z.int().min(0).default(0),
  fp16: z.boolean().default(true),
  int8: z.boolean().default(true),
  dla: z.int().min(0).optional(),
  engineCache: z.string().min(1).optional(),
  workspaceMegabytes: z.int().min(1).optional(),
});

export const cardSchema = exactly({
  name: z.string().min(1),
  description: z.string().default(''),
  labels: z.array(label).min(2),
  background: z.string().optional(),
  window: exactly({
    seconds: z.number().positive().max(60),
    hopSeconds: z.number().min(shortestHopSeconds),
  }).refine(({ seconds, hopSeconds }) => hopSeconds <= seconds, {
    message: 'must not be longer than the window',
    path: ['hopSeconds'],
  }),
  input: inputSchema,
  output: outputSchema,
  files: exactly({
    fp32: exactly(file),
    fp32Lowered: optimised.optional(),
    int8: int8.optional(),
    int8Qdq: optimised.optional(),
  }),
  backend: backend.optional(),
}).superRefine((card, context) => {
  const names = card.labels.map((one) => (typeof one === 'string' ? one : one.name));
  names.forEach((name, i) => {
    if (names.indexOf(name) < i) {
      context.addIssue({ code: 'custom', path: ['labels', i], message: `"${name}" is there twice` });
    }
  });
  if (card.background !== undefined && !names.includes(card.background)) {
    context.addIssue({
      code: 'custom',
      path: ['background'],
      message: `"${card.background}" is none of the labels`,
    });
  }
  checkQualities(card.files, names.length, context);
  checkTargets(card.files.int8 ?? [], context);
  if (card.input.state !== undefined && card.window.hopSeconds !== card.window.seconds) {
    context.addIssue({
      code: 'custom',
      path: ['window', 'hopSeconds'],
      message: 'must be as long as the window: the network keeps a state, and must see every picture once',
    });
  }
});

type Files = { readonly [P in Precision]?: CardNetwork | readonly CardNetwork[] | undefined };
interface CardNetwork {
  readonly quality?: z.infer<typeof quality> | undefined;
  readonly target?: string | undefined;
}

function checkQualities(files: Files, labels: number, context: z.RefinementCtx): void {
  for (const precision of precisions) {
    const given = files[precision];
    const networks = given === undefined ? [] : [given].flat();
    for (const [i, { quality }] of networks.entries()) {
      const confusion = quality?.confusion;
      const fits = [confusion, ...(confusion ?? [])].every(
        (list) => list === undefined || list.length === labels,
      );
      if (fits) continue;
      context.addIssue({
        code: 'custom',
        path: ['files', precision, ...(Array.isArray(given) ? [i] : []), 'quality', 'confusion'],
        message: `must have ${labels} rows and columns, one for each label`,
      });
    }
  }
}

function checkTargets(networks: readonly CardNetwork[], context: z.RefinementCtx): void {
  const targets = networks.map(({ target }) => target ?? 'any machine');
  targets.forEach((target, i) => {
    if (targets.indexOf(target) === i) return;
    context.addIssue({
      code: 'custom',
      path: ['files', 'int8', i],
      message: `is the second network for ${target}`,
    });
  });
}

export type CardFile = z.infer<typeof cardSchema>;
