// The limit for every checker that works online: a decoder that sees all windows of a part before it speaks, and takes the
// sum over all explanations, none of which is ever given up for another.
import type { WindowScores } from '../contract/index.ts';
import type { Recipe } from '../recipe/index.ts';
import { Beam, type BeamLimits } from './beam.ts';
import { type BenchTimes, createBeamModel } from './bench-times.ts';
import { createWindowReader, type RecognitionQuality } from './emissions.ts';
import { createLabelTable, isDefect, type Move, missedCost } from './moves.ts';
import { createStates, type State } from './states.ts';
import type { TraceNode, TraceTree } from './trace.ts';

export interface WholePartOptions {
  readonly labels: readonly string[];
  readonly background: string | null;
  readonly quality: RecognitionQuality;
  /** The true durations. */
  readonly times: BenchTimes;
}

const limits: BeamLimits = { marginNats: 16, mostHypotheses: 1000 };

/** How likely it is that the windows show anything but one good part: 0 to 1. */
export function mistakeProbability(
  recipe: Recipe,
  options: WholePartOptions,
  windows: Iterable<WindowScores>,
): number {
  const labels = createLabelTable(recipe.steps, options.labels, options.background);
  const states = createStates(recipe, labels);
  const reader = createWindowReader(labels.names.length, options.quality);
  const model = createBeamModel(recipe, labels, states, reader.errorPrices, options.times);
  const tree = createVerdictTree();
  const beam = new Beam(model, limits, tree);
  let isFirst = true;
  for (const window of windows) {
    const reading = reader.read(window);
    if (isFirst) beam.restart(tree.root(states.start), reading.fromSeconds);
    isFirst = false;
    beam.take(reading);
  }
  let total = 0;
  let mistaken = 0;
  for (const { node, cost } of beam.hypotheses) {
    const missing = node.state.begun ? states.missingIn({ ...node.state, debts: [] }).length : 0;
    const weight = Math.exp(-cost - missedCost(missing));
    total += weight;
    if (tree.isMistaken(node) || missing > 0 || !node.state.begun) mistaken += weight;
  }
  return total === 0 ? 1 : mistaken / total;
}

/** Keeps of an explanation only where it stands, and whether it had a mistake: so alternatives add up. */
function createVerdictTree(): TraceTree & { isMistaken(node: TraceNode): boolean } {
  const known = new Map<State, Map<number, TraceNode>>();
  const mistaken = new Set<TraceNode>();
  let count = 0;
  const make = (state: State, move: Move | null): TraceNode => ({
    parent: null,
    move,
    state,
    children: new Map(),
    id: count++,
  });
  return {
    root: (state) => make(state, null),
    follow(parent, move) {
      // A part that needed a correction is none that simply passes.
      const isBad =
        mistaken.has(parent) || isDefect(move) || ['mended', 'redone', 'undone'].includes(move.deed.kind);
      let ofState = known.get(move.to);
      if (ofState === undefined) {
        ofState = new Map();
        known.set(move.to, ofState);
      }
      const key = move.label * 2 + (isBad ? 1 : 0);
      let node = ofState.get(key);
      if (node === undefined) {
        node = make(move.to, move);
        ofState.set(key, node);
        if (isBad) mistaken.add(node);
      }
      return node;
    },
    isMistaken: (node) => mistaken.has(node),
  };
}
