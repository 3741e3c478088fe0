// The decoder of one run: takes the windows, and answers what the hypotheses say. What is committed is fixed: it is the root
// from which all hypotheses go on.
import type { WindowScores } from '../../contract/index.ts';
import { missedCost } from '../automaton/costs.ts';
import type { State } from '../automaton/state.ts';
import { beam as beamParameters, onlineBeam } from '../parameters.ts';
import { Beam } from './beam.ts';
import type { RecipeDecodingModel } from './decoding-model.ts';
import { asGoodAsDoneCost } from './extension.ts';
import type { Hypothesis } from './hypothesis.ts';
import { type Interruption, interruptionIn } from './interruption.ts';
import type { Observation } from './observation-likelihood.ts';
import { paceOfNextPart, unknownPace } from './pace.ts';
import {
  type FirstActionPosterior,
  firstActionPosterior,
  type HypothesisGroup,
  likeliestGroup,
  missingPosterior,
} from './posterior.ts';
import { createTraceTree, depthBelow, type TraceNode } from './trace.ts';

export interface ActionSpan {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

export class OnlineDecoder {
  /** Seconds of the source up to which the windows speak. */
  nowSeconds = 0;
  private readonly model: RecipeDecodingModel;
  private readonly tree = createTraceTree();
  private readonly beam: Beam;
  private committed: TraceNode;
  private windows = 0;
  private hasBegun = false;

  /** @param from The state before the first window. */
  constructor(model: RecipeDecodingModel, from: State) {
    this.model = model;
    this.beam = new Beam(model, onlineBeam, this.tree);
    this.committed = this.tree.root(from);
  }

  /** The last committed action. */
  get root(): TraceNode {
    return this.committed;
  }

  /** Whether it was given a window or a place to start. */
  get isRunning(): boolean {
    return this.hasBegun;
  }

  accept(window: WindowScores): Observation {
    return this.take(this.model.observations.observe(window));
  }

  /** Nothing could be seen in the window: what is likely to have been done meanwhile is only known by how long it takes. */
  acceptUnseen(window: Pick<WindowScores, 'startSeconds' | 'endSeconds'>): Observation {
    return this.take(this.model.observations.unseen(window));
  }

  /** Begins anew in this state; nothing is being done since then. */
  restart(state: State, sinceSeconds: number): void {
    const pace = this.hasBegun ? paceOfNextPart(this.likeliest().best.pace) : unknownPace;
    this.committed = this.tree.root(state);
    this.beam.restart(this.committed, sinceSeconds, pace);
    this.hasBegun = true;
  }

  commit(node: TraceNode): void {
    this.beam.commit(node);
    this.committed = node;
  }

  /** Drops all hypotheses but these. */
  keep(isWanted: (node: TraceNode) => boolean): void {
    this.beam.keep(isWanted);
  }

  /** Nothing more is done with the part: hypotheses pay for the required steps that they have not seen, or only begun. */
  closeHypotheses(): void {
    const { automaton, durations } = this.model;
    this.beam.penalise((hypothesis) => {
      const { state } = hypothesis.node;
      const missed = state.begun ? missedCost(automaton.requiredIn(state).length) : 0;
      return missed + (hypothesis.phase === 'interrupted' ? asGoodAsDoneCost(hypothesis, durations) : 0);
    });
  }

  /** @param isOver Whether nothing more is done with the part. */
  firstAction(isOver = false): FirstActionPosterior {
    return firstActionPosterior(this.committed, this.beam.hypotheses, isOver);
  }

  /** The likeliest sequence of actions. */
  likeliest(): HypothesisGroup {
    return likeliestGroup(this.beam.hypotheses, ({ node }) => node)!;
  }

  /** The likeliest action in progress that is not committed; null when nothing is likely to be in progress. */
  actionInProgress(): HypothesisGroup | null {
    return likeliestGroup(this.beam.hypotheses, ({ node, phase }) =>
      phase === 'action' && node !== this.committed ? node.transition!.label : null,
    );
  }

  /** Null when no hypothesis says that the work has stopped. */
  interruption(): Interruption | null {
    return interruptionIn(this.beam.hypotheses);
  }

  /** The hypotheses that `isWanted` chooses, together; null without any. */
  together(isWanted: (node: TraceNode) => boolean): HypothesisGroup | null {
    return likeliestGroup(this.beam.hypotheses, ({ node }) => (isWanted(node) ? 'wanted' : null));
  }

  missing(missingIn: (state: State) => readonly number[]): Map<number, number> {
    return missingPosterior(this.beam.hypotheses, missingIn);
  }

  /** When the first action after the root took place, in a hypothesis that has one. */
  firstActionSpan(hypothesis: Hypothesis): ActionSpan {
    return this.spanAfter(this.committed, hypothesis);
  }

  /** When the first action after `before` took place, in a hypothesis that has one. */
  spanAfter(before: TraceNode, { node, times }: Hypothesis): ActionSpan {
    let at = times!;
    for (let above = depthBelow(before, node) - 1; above > 0; above--) at = at.before!;
    return { startSeconds: at.startSeconds, endSeconds: at.endSeconds ?? this.nowSeconds };
  }

  private take(observation: Observation): Observation {
    if (!this.hasBegun) this.beam.restart(this.committed, observation.fromSeconds, unknownPace);
    this.hasBegun = true;
    this.windows++;
    this.nowSeconds = observation.toSeconds;
    this.beam.accept(observation);
    if (this.windows % beamParameters.sweepWindows === 0) this.beam.sweep();
    return observation;
  }
}
