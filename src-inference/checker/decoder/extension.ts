// What a hypothesis may become with one more window, and at which cost: the transitions of the hidden semi-Markov model.
import type { Automaton } from '../automaton/automaton.ts';
import type { Transition } from '../automaton/transition.ts';
import {
  edges,
  interruptions,
  observation as observationParameters,
  beam as parameters,
} from '../parameters.ts';
import type { Hypothesis } from './hypothesis.ts';
import type { Observation, ObservationModel } from './observation-likelihood.ts';
import type { Pace } from './pace.ts';
import type { StepDurations } from './step-durations.ts';
import type { ActionTimes, TraceNode, TraceTree } from './trace.ts';

/** What the beam decodes by. */
export interface DecodingModel {
  /** Position of the background label; null when the model has none. */
  readonly background: number | null;
  readonly automaton: Pick<Automaton, 'transitionsFrom'>;
  readonly durations: StepDurations;
  readonly observations: Pick<ObservationModel, 'bursts' | 'mixing'>;
}

/** A hypothesis with the window in it. `since` null: the phase begins with the window. */
export interface Extended
  extends Pick<Hypothesis, 'node' | 'phase' | 'pace' | 'cost' | 'times'>,
    Partial<Pick<Hypothesis, 'doneSeconds'>> {
  readonly since: Pick<Hypothesis, 'sinceSeconds' | 'sinceWindow'> | null;
}

/** One window for all hypotheses. */
export interface Step {
  readonly model: DecodingModel;
  readonly tree: TraceTree;
  readonly before: Observation | null;
  readonly now: Observation;
  /** Its number. */
  readonly window: number;
  /** Labels that may start with the window. */
  readonly starts: readonly number[];
  add(extended: Extended): void;
  /** Whether the beam would drop a hypothesis of this cost. */
  isHopeless(cost: number): boolean;
}

export function extend(from: Hypothesis, step: Step): void {
  extensions[from.phase](from, step);
}

const extensions: Readonly<Record<Hypothesis['phase'], (from: Hypothesis, step: Step) => void>> = {
  action: extendAction,
  interrupted: extendInterrupted,
  pause: extendPause,
  unknown: extendUnknown,
};

function extendAction(from: Hypothesis, step: Step): void {
  const { node, pace, times, cost } = from;
  const { model, now, add } = step;
  const { fromSeconds } = now;
  const { label } = node.transition!;
  const hop = hopOf(now);
  const age = ageOf(from, now);
  const hazard = model.durations.actionHazard(label, pace, age, hop);
  const shown = shownAfter(step, label);

  add({ node, phase: 'action', pace, since: from, cost: cost + hazard.continue + shown(label), times });
  const isNearlyDone = model.durations.doneShare(label, pace, age) > interruptions.nearlyDoneShare;
  const rate = isNearlyDone ? interruptions.perSecondNearlyDone : interruptions.perSecond;
  const stopped: ActionTimes | null = times && { ...times, endSeconds: fromSeconds };
  add({
    node,
    phase: 'interrupted',
    pace,
    since: null,
    doneSeconds: age,
    cost: cost + hazard.continue + beginsWithin(hop, rate) + away(step, shown),
    times: stopped,
  });
  const ending = cost + hazard.end;
  const learnt = model.durations.paceAfter(pace, label, age);
  add({
    node,
    phase: 'pause',
    pace: learnt,
    since: null,
    cost: ending + parameters.withPauseNats + atEdge(step, label, model.background, shown),
    times: stopped,
  });
  startNext(step, node, learnt, stopped, ending + parameters.withoutPauseNats, shown, label, label);
}

function extendInterrupted(from: Hypothesis, step: Step): void {
  const { node, pace, times, cost, doneSeconds } = from;
  const { model, now, add } = step;
  const { label } = node.transition!;
  const shown = shownAfter(step, model.background);
  const hop = hopOf(now);
  const hazard = model.durations.interruptionHazard(ageOf(from, now), hop);

  add({
    node,
    phase: 'interrupted',
    pace,
    since: from,
    doneSeconds,
    cost: cost + hazard.continue + away(step, shown),
    times,
  });
  add({
    node,
    phase: 'action',
    pace,
    since: {
      sinceSeconds: now.fromSeconds - doneSeconds,
      sinceWindow: step.window - Math.round(doneSeconds / hop),
    },
    cost: cost + hazard.end + atEdge(step, model.background, label, shown) - Math.log(interruptions.goesOn),
    times: times && { ...times, endSeconds: null },
  });
  const over = cost + hazard.end + asGoodAsDoneCost(from, model.durations);
  startNext(step, node, pace, times, over, shown, null, model.background);
}

/** In nats: the interrupted action does not go on, and yet counts as done. */
export function asGoodAsDoneCost({ node, pace, doneSeconds }: Hypothesis, durations: StepDurations): number {
  const { label } = node.transition!;
  return durations.asGoodAsDoneCost(label, pace, doneSeconds) - Math.log(1 - interruptions.goesOn);
}

function extendPause(from: Hypothesis, step: Step): void {
  const { node, pace, times, cost } = from;
  const { model, now, add } = step;
  const hop = hopOf(now);
  const hazard = model.durations.pauseHazard(node.state, pace, ageOf(from, now), hop);
  const shown = shownAfter(step, model.background);

  add({
    node,
    phase: 'pause',
    pace,
    since: from,
    cost: cost + hazard.continue + shown(model.background),
    times,
  });
  add({
    node,
    phase: 'unknown',
    pace,
    since: null,
    cost: cost + beginsWithin(hop, interruptions.unknownPerSecond) + away(step, shown),
    times,
  });
  startNext(step, node, pace, times, cost + hazard.end, shown, null, model.background);
}

function extendUnknown(from: Hypothesis, step: Step): void {
  const { node, pace, times, cost } = from;
  const { model, now, add } = step;
  const shown = shownAfter(step, model.background);
  const hazard = model.durations.interruptionHazard(ageOf(from, now), hopOf(now));

  add({ node, phase: 'unknown', pace, since: from, cost: cost + hazard.continue + away(step, shown), times });
  add({ node, phase: 'pause', pace, since: null, cost: cost + hazard.end + shown(model.background), times });
  startNext(step, node, pace, times, cost + hazard.end, shown, null, model.background);
}

/** @param except A label that does not start: its action has just ended. */
function startNext(
  step: Step,
  node: TraceNode,
  pace: Pace,
  before: ActionTimes | null,
  cost: number,
  shown: Shown,
  except: number | null,
  labelBefore: number | null,
): void {
  const { model, tree, now, starts, add } = step;
  // Parts that nobody saw would be invented.
  const isUnseen = now.weight === 0;
  for (const start of starts) {
    if (start === except) continue;
    const base = cost + atEdge(step, labelBefore, start, shown);
    if (step.isHopeless(base)) continue;
    for (const transition of model.automaton.transitionsFrom(node.state, start)) {
      if (isUnseen && beginsPart(node, transition)) continue;
      if (step.isHopeless(base + transition.cost)) continue;
      add({
        node: tree.follow(node, transition),
        phase: 'action',
        pace,
        since: null,
        cost: base + transition.cost,
        times: { startSeconds: now.fromSeconds, endSeconds: null, before },
      });
    }
  }
}

function beginsPart({ state }: TraceNode, { ended }: Transition): boolean {
  return !state.begun || ended !== null;
}

/** What it costs, in nats, that the window shows this label; null is the background of a model without one. */
type Shown = (label: number | null) => number;

/** @param labelBefore The label of the window before. */
function shownAfter({ model, before, now }: Step, labelBefore: number | null): Shown {
  const last = before === null || labelBefore === null ? null : { truth: labelBefore, named: before.top };
  const hop = hopOf(now);
  const { bursts } = model.observations;
  const mayGoOn = last !== null && last.truth !== last.named && last.named === now.top;
  return (label) => {
    if (label === null) return observationParameters.missingBackgroundNats;
    // What the network says of other labels is no new evidence while it stays with one name.
    return mayGoOn && label !== now.top
      ? now.wrongCost + now.weight * bursts.goesOnCost(hop)
      : now.costs[label]! + now.weight * bursts.cost(last, { truth: label, named: now.top }, hop);
  };
}

/**
 * The cost of the first window of something: it may still show what was before, and then mixes both. Networks differ in how much
 * they do that.
 */
function atEdge(
  { model, now }: Step,
  labelBefore: number | null,
  label: number | null,
  shown: Shown,
): number {
  const clean = shown(label);
  if (labelBefore === null || label === null || labelBefore === label) return clean;
  const [before, after] = [Math.exp(-now.costs[labelBefore]!), Math.exp(-now.costs[label]!)];
  const share = after / (before + after);
  const mixed = -Math.log(edges.mixedBelief * (before + after) * 4 * share * (1 - share));
  const { mixing } = model.observations;
  return logAdd(clean - Math.log(1 - mixing), mixed - Math.log(mixing));
}

/** Either nothing is seen, or something that the network does not know, for which no label is sure. */
function away({ model, now }: Step, shown: Shown): number {
  return Math.min(shown(model.background), now.unknownCost);
}

/** An action ends half a hop before or after the window's middle: no window tells more. */
function ageOf({ sinceSeconds }: Hypothesis, now: Observation): number {
  return Math.max(0, now.fromSeconds - sinceSeconds - hopOf(now) / 2);
}

function hopOf({ fromSeconds, toSeconds }: Observation): number {
  return toSeconds - fromSeconds;
}

function beginsWithin(hopSeconds: number, perSecond: number): number {
  return -Math.log(hopSeconds * perSecond);
}

/** The cost of two alternatives together: -ln(exp(-a) + exp(-b)). */
export function logAdd(a: number, b: number): number {
  const [less, more] = a < b ? [a, b] : [b, a];
  return less - Math.log1p(Math.exp(less - more));
}
