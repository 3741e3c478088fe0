// The shape of model.yaml as people write it.
import { z } from 'zod';

const positiveInteger = z.int().min(1).max(4096);
const rate = z.number().min(0).max(1);
const channels = z.union([z.number(), z.array(z.number()).length(3)]);
const deviations = z.union([z.number().positive(), z.array(z.number().positive()).length(3)]);

const label = z.union([
  z.string().min(1),
  z.strictObject({
    name: z.string().min(1),
    title: z.string().min(1).optional(),
    color: z
      .string()
      .regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour such as "#16a34a"')
      .optional(),
  }),
]);

const size = { frames: positiveInteger, height: positiveInteger, width: positiveInteger };

const input = z.discriminatedUnion('layout', [
  z.strictObject({ layout: z.literal('frames'), name: z.string().min(1), ...size }),
  z.strictObject({
    layout: z.literal('clip'),
    name: z.string().min(1),
    ...size,
    mean: channels,
    std: deviations,
  }),
  z.strictObject({
    layout: z.literal('pathways'),
    slow: z.strictObject({ name: z.string().min(1), frames: positiveInteger }),
    fast: z.strictObject({ name: z.string().min(1) }),
    ...size,
    mean: channels,
    std: deviations,
  }),
]);

const quality = z.strictObject({
  data: z.string(),
  windows: z.int().min(0),
  accuracy: rate,
  precision: rate,
  recall: rate,
  f1: rate,
  confusion: z.array(z.array(z.int().min(0))).optional(),
});

const file = z.strictObject({ path: z.string().min(1), quality: quality.optional() });

export const cardSchema = z
  .strictObject({
    name: z.string().min(1),
    description: z.string().default(''),
    labels: z.array(label).min(2),
    background: z.string().optional(),
    window: z
      .strictObject({ seconds: z.number().positive().max(60), hopSeconds: z.number().positive() })
      .refine(({ seconds, hopSeconds }) => hopSeconds <= seconds, {
        message: 'must not be longer than the window',
        path: ['hopSeconds'],
      }),
    input,
    output: z.strictObject({ name: z.string().min(1), activation: z.enum(['softmax', 'none']) }),
    files: z.strictObject({ fp32: file }),
  })
  .superRefine((card, context) => {
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
    const confusion = card.files.fp32.quality?.confusion;
    if (
      confusion &&
      (confusion.length !== names.length || confusion.some((row) => row.length !== names.length))
    ) {
      context.addIssue({
        code: 'custom',
        path: ['files', 'fp32', 'quality', 'confusion'],
        message: `must have ${names.length} rows and columns, one for each label`,
      });
    }
    if (card.input.layout === 'pathways' && card.input.slow.frames > card.input.frames) {
      context.addIssue({
        code: 'custom',
        path: ['input', 'slow', 'frames'],
        message: 'must not be more than the frames of the fast pathway',
      });
    }
  });

export type CardFile = z.infer<typeof cardSchema>;
