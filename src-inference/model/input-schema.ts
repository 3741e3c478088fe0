// The parts of model.yaml that say what goes into a network and what comes out of it.
import { z } from 'zod';
import { exactly } from '../yaml/index.ts';
import { isAxes, layoutAxes } from './axes.ts';
import {
  bytesLayout,
  channelOrders,
  type InputLayout,
  type InputTensor,
  type Normalisation,
} from './input.ts';

const positiveInteger = z.int().min(1).max(4096);
const name = z.string().min(1);
const channels = z.union([z.number(), z.array(z.number()).length(3)]);
const deviations = z.union([z.number().positive(), z.array(z.number().positive()).length(3)]);

const state = exactly({ input: name, output: name, shape: z.array(positiveInteger).optional() });

const fields = exactly({
  /** Short for the usual axes and types. */
  layout: z.enum(['frames', 'clip', 'pathways']).optional(),
  axes: z
    .string()
    .refine(isAxes, 'must name T, C, H and W once, such as "NCTHW", "NTCHW", "TCHW" or "N(TC)HW"')
    .optional(),
  name: name.optional(),
  slow: exactly({ name, frames: positiveInteger }).optional(),
  fast: exactly({ name }).optional(),
  frames: positiveInteger,
  height: positiveInteger,
  width: positiveInteger,
  type: z.enum(['float32', 'float16', 'uint8']).optional(),
  channels: z.enum(channelOrders).optional(),
  range: z
    .tuple(
      [z.number(), z.number()],
      'must be two numbers, the values of black and of white, such as [0, 255]',
    )
    .refine(([black, white]) => black !== white, 'must be two numbers that differ')
    .optional(),
  mean: channels.optional(),
  std: deviations.optional(),
  state: z.array(state).min(1).optional(),
});

type Fields = z.infer<typeof fields>;

export const inputSchema = fields.superRefine((input, context) => {
  for (const [path, message] of contradictions(input)) {
    context.addIssue({ code: 'custom', path: [...path], message });
  }
});

export const outputSchema = exactly({
  name,
  activation: z.enum(['softmax', 'none']),
  rows: z.enum(['meanOfScores', 'meanOfProbabilities', 'last']).optional(),
});

/** Where, and what is wrong; of a field that is not there, "is missing" is said in any case. */
type Contradiction = readonly [path: readonly (string | number)[], message: string];

function contradictions(input: Fields): readonly Contradiction[] {
  return [...namesOf(input), ...valuesOf(input), ...statesOf(input)];
}

function namesOf(input: Fields): readonly Contradiction[] {
  const { layout, axes, slow, fast } = input;
  const found: Contradiction[] = [];
  if (layout === undefined && axes === undefined) found.push([['axes'], 'is missing']);
  if (layout !== undefined && layout !== 'pathways' && axes !== undefined) {
    found.push([
      ['axes'],
      `contradicts "layout: ${layout}", which is short for other axes; leave out the layout`,
    ]);
  }
  const hasPathways = layout === 'pathways' || slow !== undefined || fast !== undefined;
  if (!hasPathways) {
    if (input.name === undefined) found.push([['name'], 'is missing']);
    return found;
  }
  if (layout === 'frames' || layout === 'clip')
    found.push([['layout'], 'must be pathways, where slow and fast are']);
  if (input.name !== undefined)
    found.push([['name'], 'must not be there: slow and fast have names of their own']);
  if (slow === undefined) found.push([['slow'], 'is missing']);
  if (fast === undefined) found.push([['fast'], 'is missing']);
  if (slow !== undefined && slow.frames > input.frames) {
    found.push([['slow', 'frames'], 'must not be more than the frames of the fast pathway']);
  }
  return found;
}

function valuesOf(input: Fields): readonly Contradiction[] {
  const { layout, range } = input;
  const numbers = ['range', 'mean', 'std'] as const;
  if (layout === 'frames' && input.type !== undefined && input.type !== 'uint8') {
    return [[['type'], 'contradicts "layout: frames", which is short for uint8; write axes: THWC instead']];
  }
  if (typeOf(input) === 'uint8') {
    return numbers
      .filter((field) => input[field] !== undefined)
      .map((field) => [[field], 'must not be there: bytes go in as they are']);
  }
  // What was not said of a float could only be guessed, and a wrong guess shows nowhere but in bad answers.
  if (range !== undefined && layout === undefined) return [];
  return (['mean', 'std'] as const)
    .filter((field) => input[field] === undefined)
    .map((field) => [[field], 'is missing']);
}

function statesOf({ name: pictures, slow, fast, state: states = [] }: Fields): readonly Contradiction[] {
  const names = [pictures, slow?.name, fast?.name, ...states.map((one) => one.input)];
  return states.flatMap((one, i): readonly Contradiction[] =>
    names.filter((other) => other === one.input).length > 1
      ? [[['state', i, 'input'], `"${one.input}" is there twice`]]
      : [],
  );
}

function typeOf({ type, layout }: Fields): InputTensor['type'] {
  return type ?? (layout === 'frames' ? 'uint8' : 'float32');
}

/** @param input A valid one. */
export function toInputLayout(input: z.infer<typeof inputSchema>): InputLayout {
  const { frames, height, width, slow, fast } = input;
  const size = { frames, height, width };
  const states = (input.state ?? []).map((one) => ({ ...one, shape: one.shape ?? null }));
  if (input.layout === 'frames' && input.channels !== 'BGR') {
    return { ...bytesLayout(input.name!, size), state: states };
  }
  const type = typeOf(input);
  const common = {
    axes: (input.axes ??
      (input.layout === 'frames' ? layoutAxes.frames : layoutAxes.clip)) as InputTensor['axes'],
    channels: input.channels ?? 'RGB',
    ...(type === 'uint8' ? { type } : { type, normalisation: normalisationOf(input) }),
  } as const;
  const tensors: readonly InputTensor[] =
    slow && fast
      ? [
          { name: slow.name, frames: slow.frames, ...common },
          { name: fast.name, frames, ...common },
        ]
      : [{ name: input.name!, frames, ...common }];
  return { ...size, tensors, state: states };
}

/** In the card, mean and deviation are of pixels in the range of the card. */
function normalisationOf({ range: [black, white] = [0, 1], mean = 0, std = 1 }: Fields): Normalisation {
  const [r, g, b] = perChannel(mean).map((value) => (value - black) / (white - black));
  const [dr, dg, db] = perChannel(std).map((value) => value / (white - black));
  return { mean: [r!, g!, b!], std: [dr!, dg!, db!] };
}

function perChannel(value: number | readonly number[]): readonly number[] {
  return typeof value === 'number' ? [value, value, value] : value;
}
