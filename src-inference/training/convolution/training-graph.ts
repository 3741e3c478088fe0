// One step of training as a graph: a batch and the parameters go in, the loss and the gradient of each parameter come out. ONNX
// Runtime has no training on Node, but it multiplies matrices faster than anything else there; so the gradients are written
// out by hand (Goodfellow, Bengio and Courville, Deep Learning, 6.5; batch normalisation: Ioffe and Szegedy 2015,
// arXiv:1502.03167). `test/unit/training/convolution.test.ts` holds them against differences of the loss.
import { type Graph, GraphEditor } from '../../optimizer/index.ts';
import { gather, scatter, spread, summarise } from './layers.ts';
import { emptyGraph, Operators } from './operators.ts';
import { type MapSize, parameterNames, shapesOf, summaryLength, widths } from './sizes.ts';

/** Of the variance, as in PyTorch. */
export const epsilon = 1e-5;

/**
 * Inputs: the parameters; `maps` `[batch, parts * side * side * channels]` float16; `center` and `factor` `[channels]`: maps are
 * brought to a common scale by them; `partner` `[batch]` int64 and `share` `[]`: a window is mixed with its partner (mixup, Zhang
 * et al. 2018, arXiv:1710.09412); `targets` `[batch, labels]`, mixed already; `keepFirst` `[batch, 1, first]` and `keepLast`
 * `[batch, summary]`: dropout, 0 or what the kept ones are multiplied by.
 *
 * Outputs: `loss`, the mean cross entropy; `d:NAME` of each parameter; `firstMean`, `firstVariance`, `secondMean`,
 * `secondVariance` of the batch.
 */
export function trainingGraph(size: MapSize, labels: number, batch: number): Graph {
  const edit = new GraphEditor(emptyGraph());
  const op = new Operators(edit);
  const places = size.parts * size.side ** 2;
  const { first, second } = widths;

  const maps = op.reshape(op.toFloat('maps'), [batch, places, size.channels]);
  const common = op.multiply(op.subtract(maps, 'center'), 'factor');
  const other = op.node('Gather', [common, 'partner']);
  const mixed = op.add(op.multiply(common, 'share'), op.multiply(other, op.subtract(op.number(1), 'share')));
  const input = op.reshape(mixed, [batch * places, size.channels]);

  const one = normalised(op, op.product(input, 'firstWeights'), 'firstScale', 'firstShift');
  const dropFirst = (value: string): string =>
    op.reshape(op.multiply(op.reshape(value, [batch, places, first]), 'keepFirst'), [batch * places, first]);
  const seen = gather(op, dropFirst(op.relu(one.value)), size, batch);
  const two = normalised(op, op.product(seen, 'secondWeights'), 'secondScale', 'secondShift');
  const summary = summarise(op, op.relu(two.value), size, batch);
  const kept = op.multiply(summary.value, 'keepLast');
  const scores = op.add(op.product(kept, 'lastWeights'), 'lastBias');
  const logs = op.node('LogSoftmax', [scores]);
  const loss = op.scale(op.sum(op.multiply('targets', logs), [0, 1]), -1 / batch);

  const dScores = op.scale(op.subtract(op.node('Exp', [logs]), 'targets'), 1 / batch);
  const dSummary = op.multiply(op.product(dScores, 'lastWeights', 'second'), 'keepLast');
  const dTwo = op.multiply(spread(op, dSummary, summary, size, batch), op.isPositive(two.value));
  const twoBack = two.gradients(dTwo);
  const dSeen = op.product(twoBack.input, 'secondWeights', 'second');
  const dOne = op.multiply(dropFirst(scatter(op, dSeen, size, batch)), op.isPositive(one.value));
  const oneBack = one.gradients(dOne);

  const results: Readonly<Record<string, string>> = {
    loss,
    'd:firstWeights': op.product(input, oneBack.input, 'first'),
    'd:firstScale': oneBack.scale,
    'd:firstShift': oneBack.shift,
    'd:secondWeights': op.product(seen, twoBack.input, 'first'),
    'd:secondScale': twoBack.scale,
    'd:secondShift': twoBack.shift,
    'd:lastWeights': op.product(kept, dScores, 'first'),
    'd:lastBias': op.sum(dScores, [0]),
    firstMean: one.mean,
    firstVariance: one.variance,
    secondMean: two.mean,
    secondVariance: two.variance,
  };
  for (const [output, value] of Object.entries(results)) edit.node('Identity', [value], {}, { output });
  const shapes = shapesOf(size, labels);
  const float = (name: string, shape: readonly number[]) => ({ name, type: 'float32', shape }) as const;
  return edit.finish({
    inputs: [
      ...parameterNames.map((name) => float(name, shapes[name])),
      { name: 'maps', type: 'float16', shape: [batch, places * size.channels] },
      float('center', [size.channels]),
      float('factor', [size.channels]),
      { name: 'partner', type: 'int64', shape: [batch] },
      float('share', []),
      float('targets', [batch, labels]),
      float('keepFirst', [batch, 1, first]),
      float('keepLast', [batch, summaryLength(size)]),
    ],
    outputs: [
      float('loss', []),
      ...parameterNames.map((name) => float(`d:${name}`, shapes[name])),
      float('firstMean', [first]),
      float('firstVariance', [first]),
      float('secondMean', [second]),
      float('secondVariance', [second]),
    ],
  });
}

/** Batch normalisation of `[rows, features]`, with what training needs of it. */
function normalised(op: Operators, value: string, scale: string, shift: string) {
  const mean = op.mean(value, [0]);
  const apart = op.subtract(value, mean);
  const variance = op.mean(op.multiply(apart, apart), [0]);
  const inverse = op.node('Reciprocal', [op.node('Sqrt', [op.add(variance, op.number(epsilon))])]);
  const standard = op.multiply(apart, inverse);
  return {
    mean,
    variance,
    value: op.add(op.multiply(standard, scale), shift),
    gradients(gradient: string) {
      const ofStandard = op.multiply(gradient, scale);
      const along = op.multiply(standard, op.mean(op.multiply(ofStandard, standard), [0]));
      const across = op.subtract(ofStandard, op.mean(ofStandard, [0]));
      return {
        input: op.multiply(op.subtract(across, along), inverse),
        scale: op.sum(op.multiply(gradient, standard), [0]),
        shift: op.sum(gradient, [0]),
      };
    },
  };
}
