// What a window shows, as one row of numbers, from the maps of a network: how strong each channel is, how it changes within the
// window, and roughly where. The network's own summary is made for its own actions; these serve others as well. Pure.
import { type Attribute, type GraphEditor, int, integers, ints } from '../../optimizer/index.ts';
import type { FeatureMap } from './find-head.ts';

/**
 * - `strength`: of each channel the mean and the maximum over all places of the mean picture, and the maximum over all pictures
 * - `change`: of each channel how the mean over all places changes from the first part of the window to the last, and its deviation
 * - `places`: of each channel the mean in each field of a grid; a camera that moves makes them useless
 */
export const featureKinds = ['strength', 'change', 'places'] as const;
export type FeatureKind = (typeof featureKinds)[number];

export interface FeatureGroup {
  readonly kind: FeatureKind;
  /** Features in the row of a window. */
  readonly count: number;
}

/** A value `[1, count]` of the graph with the group that it is. */
export interface DescribedGroup extends FeatureGroup {
  readonly value: string;
}

/** A window is looked at in so many parts, where it has as many pictures. */
const timeParts = 4;
/** Fields along each side of a picture. */
const gridSize = 4;

export type Reduction = 'ReduceMean' | 'ReduceMax';

/** In opset 18 the axes of reductions became an input. */
export function reduce(
  edit: GraphEditor,
  opset: number,
  name: Reduction,
  value: string,
  axes: readonly number[],
  keep: boolean,
): string {
  const keepdims = int(keep ? 1 : 0);
  return opset < 18
    ? edit.node(name, [value], { axes: ints(axes), keepdims })
    : edit.node(name, [value, edit.constant(integers(axes))], { keepdims });
}

/** Adds nodes for all groups of one map. */
export function describeMap(map: FeatureMap, edit: GraphEditor, opset: number): readonly DescribedGroup[] {
  const { channels, frames, height, width } = map;
  const op = (
    name: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): string => edit.node(name, inputs, attributes);
  const shaped = (value: string, shape: readonly number[]): string =>
    op('Reshape', [value, edit.constant(integers(shape))]);
  const reduced = (name: Reduction, value: string, axes: readonly number[], keep = false): string =>
    reduce(edit, opset, name, value, axes, keep);
  const row = (value: string): string => shaped(value, [1, -1]);

  const byTime =
    map.timeAxis === 0
      ? map.name
      : op('Transpose', [shaped(map.name, [channels, frames, height, width])], { perm: ints([1, 0, 2, 3]) });
  const picture = reduced('ReduceMean', byTime, [0]);
  const groups: DescribedGroup[] = [];
  const add = (kind: FeatureKind, values: readonly string[], count: number): void => {
    groups.push({
      kind,
      count,
      value: values.length === 1 ? values[0]! : op('Concat', values, { axis: int(1) }),
    });
  };
  add(
    'strength',
    [
      row(reduced('ReduceMean', picture, [1, 2])),
      row(reduced('ReduceMax', picture, [1, 2])),
      row(reduced('ReduceMax', byTime, [0, 2, 3])),
    ],
    3 * channels,
  );
  const parts = [timeParts, 2].find((count) => frames >= count && frames % count === 0);
  if (parts !== undefined) {
    // [parts, channels]
    const course = reduced(
      'ReduceMean',
      shaped(byTime, [parts, frames / parts, channels, height * width]),
      [1, 3],
    );
    const at = (part: number): string =>
      op('Gather', [course, edit.constant(integers([part]))], { axis: int(0) });
    const mean = reduced('ReduceMean', course, [0], true);
    const apart = op('Sub', [course, mean]);
    const variance = reduced('ReduceMean', op('Mul', [apart, apart]), [0], true);
    add('change', [op('Sub', [at(parts - 1), at(0)]), op('Sqrt', [variance])], 2 * channels);
  }
  const [rows, columns] = [Math.min(gridSize, height), Math.min(gridSize, width)];
  if (rows * columns > 1) {
    const strides = [Math.floor(height / rows), Math.floor(width / columns)] as const;
    const kernel = [height - (rows - 1) * strides[0], width - (columns - 1) * strides[1]];
    const fields = op('AveragePool', [shaped(picture, [1, channels, height, width])], {
      kernel_shape: ints(kernel),
      strides: ints(strides),
    });
    add('places', [row(fields)], rows * columns * channels);
  }
  return groups;
}
