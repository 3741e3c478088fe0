// The order in which a network takes the numbers of a clip, in letters as papers write them: N one clip, M one crop, T pictures,
// C channels, H rows, W columns. Letters in parentheses share one axis: `N(TC)HW` is `[1, 3 * T, H, W]`.

/** Sizes of the axes that are not always 1 or 3. */
export interface PictureSize {
  /** Pictures in a window, T. */
  readonly frames: number;
  readonly height: number;
  readonly width: number;
}

/** Text such as `NTCHW`, known to be valid. */
export type Axes = string & { readonly __axes: true };

type Letter = 'N' | 'M' | 'T' | 'C' | 'H' | 'W';

const pattern = /^(?:[NMTCHW]|\([NMTCHW]{2,}\))+$/;

export function isAxes(text: string): text is Axes {
  if (!pattern.test(text)) return false;
  const letters = lettersOf(text);
  return 'TCHW'.split('').every((one) => letters.includes(one as Letter)) && allDiffer(letters);
}

/** @throws TypeError for a text that is none: only for texts of the program itself. */
export function axes(text: string): Axes {
  if (!isAxes(text)) throw new TypeError(`"${text}" is no order of axes`);
  return text;
}

export const layoutAxes = {
  /** What the optimizer's networks take. */
  frames: axes('THWC'),
  /** What PyTorch's 3D convolutions take. */
  clip: axes('NCTHW'),
} as const;

/** The shape of the tensor. */
export function shapeOf(order: Axes, size: PictureSize): readonly number[] {
  const groups = order.match(/\w|\(\w+\)/g)!;
  return groups.map((group) =>
    lettersOf(group).reduce((product, letter) => product * sizeOf(letter, size), 1),
  );
}

/** How far apart neighbours along T, C, H and W are in the tensor, row-major. */
export function stridesOf(order: Axes, size: PictureSize): Readonly<Record<Letter, number>> {
  const strides = { N: 0, M: 0, T: 0, C: 0, H: 0, W: 0 };
  let step = 1;
  for (const letter of lettersOf(order).toReversed()) {
    strides[letter] = step;
    step *= sizeOf(letter, size);
  }
  return strides;
}

/** What the shape of an input says about it. Null: that size is not fixed. */
export interface GuessedInput {
  readonly axes: Axes;
  readonly frames: number | null;
  readonly height: number | null;
  readonly width: number | null;
}

/** The usual orders, from the most common one on: the channels are the axis of 3. */
const usualOrders = ['NCTHW', 'NTCHW', 'NTHWC', 'TCHW', 'THWC', 'CTHW', 'NMCTHW', 'NMTCHW'].map(axes);
const mergedOrder = axes('N(TC)HW');

/** @param shape Null: the size is not fixed. @returns Null when no usual order has this shape. */
export function guessInput(shape: readonly (number | null)[]): GuessedInput | null {
  const isOne = (size: number | null): boolean => size === null || size === 1;
  for (const order of usualOrders) {
    const letters = lettersOf(order);
    const fits =
      letters.length === shape.length &&
      letters.every((letter, i) => {
        if (letter === 'C') return shape[i] === 3;
        return letter === 'N' || letter === 'M' ? isOne(shape[i]!) : true;
      });
    if (!fits) continue;
    const of = (letter: Letter): number | null => shape[letters.indexOf(letter)]!;
    return { axes: order, frames: of('T'), height: of('H'), width: of('W') };
  }
  const [batch, channels, height, width] = shape;
  if (shape.length !== 4 || !isOne(batch!) || typeof channels !== 'number' || channels % 3 !== 0) return null;
  return { axes: mergedOrder, frames: channels / 3, height: height!, width: width! };
}

function lettersOf(text: string): readonly Letter[] {
  return text.replace(/[()]/g, '').split('') as Letter[];
}

function allDiffer(letters: readonly Letter[]): boolean {
  return new Set(letters).size === letters.length;
}

function sizeOf(letter: Letter, { frames, height, width }: PictureSize): number {
  return { N: 1, M: 1, T: frames, C: 3, H: height, W: width }[letter];
}
