// The limit of every checker that works online: an offline decoder that sees all windows of a part before it speaks. It sums
// over all hypotheses and never commits to one.
import type { RecognitionModel, WindowScores } from '../../contract/index.ts';
import type { Recipe } from '../../recipe/index.ts';
import { missedCost } from '../automaton/costs.ts';
import type { State } from '../automaton/state.ts';
import { isCorrection, isDefect, type Transition } from '../automaton/transition.ts';
import { Beam } from '../decoder/beam.ts';
import { createDecodingModel } from '../decoder/decoding-model.ts';
import { unknownPace } from '../decoder/pace.ts';
import type { KnownDurations } from '../decoder/step-durations.ts';
import type { TraceNode, TraceTree } from '../decoder/trace.ts';
import { roundWindow } from '../journal-precision.ts';
import { offlineBeam } from '../parameters.ts';

/**
 * How likely it is that the windows show anything but one good part: 0 to 1.
 *
 * @param durations The true ones.
 */
export function mistakeProbability(
  recipe: Recipe,
  network: RecognitionModel,
  durations: KnownDurations,
  windows: Iterable<WindowScores>,
): number {
  const model = createDecodingModel(recipe, network, durations);
  const { automaton, observations } = model;
  const tree = createVerdictTree();
  const beam = new Beam(model, offlineBeam, tree);
  let isFirst = true;
  for (const window of windows) {
    const observation = observations.observe(roundWindow(window));
    if (isFirst) beam.restart(tree.root(automaton.start), observation.fromSeconds, unknownPace);
    isFirst = false;
    beam.accept(observation);
  }
  let total = 0;
  let mistaken = 0;
  for (const { node, cost } of beam.hypotheses) {
    const missing = node.state.begun ? automaton.requiredIn(node.state).length : 0;
    const weight = Math.exp(-cost - missedCost(missing));
    total += weight;
    if (tree.isMistaken(node) || missing > 0 || !node.state.begun) mistaken += weight;
  }
  return total === 0 ? 1 : mistaken / total;
}

/** Keeps of a hypothesis only its state, and whether it had a mistake: so the weights of alternatives add up. */
function createVerdictTree(): TraceTree & { isMistaken(node: TraceNode): boolean } {
  const known = new Map<State, Map<number, TraceNode>>();
  const mistaken = new Set<TraceNode>();
  let count = 0;
  const make = (state: State, transition: Transition | null): TraceNode => ({
    parent: null,
    transition,
    state,
    children: new Map(),
    id: count++,
  });
  return {
    root: (state) => make(state, null),
    follow(parent, transition) {
      // A part with a correction does not simply pass.
      const isBad = mistaken.has(parent) || isDefect(transition) || isCorrection(transition);
      let ofState = known.get(transition.to);
      if (ofState === undefined) {
        ofState = new Map();
        known.set(transition.to, ofState);
      }
      const key = transition.label * 2 + (isBad ? 1 : 0);
      let node = ofState.get(key);
      if (node === undefined) {
        node = make(transition.to, transition);
        ofState.set(key, node);
        if (isBad) mistaken.add(node);
      }
      return node;
    },
    isMistaken: (node) => mistaken.has(node),
  };
}
