// The policy `alignment`: weighs every explanation of the windows by the recipe, and says what the explanations agree on.
// An action is judged when they do, or when it is over for the lag bound; what they cannot agree on asks for a look.
import type { Checker, PartMark, SequenceEvent, WindowScores } from '../contract/index.ts';
import { holdBallot, isDefective, type Party } from './ballot.ts';
import { Beam, type BeamLimits, type Hypothesis } from './beam.ts';
import { type BenchTimes, createBeamModel } from './bench-times.ts';
import { createWindowReader, type RecognitionQuality } from './emissions.ts';
import { createLabelTable, missedCost } from './moves.ts';
import { createPartRecord, expectedAt } from './part-record.ts';
import type { Recipe } from './recipe.ts';
import { createStates, type State } from './states.ts';
import { createJudge, type Doubt, type Judgement, type Trust } from './step-judgement.ts';
import { createTraceTree, depthBelow, type TraceNode } from './trace.ts';
import { createWindowMemory } from './window-memory.ts';

export interface AlignmentOptions {
  readonly labels: readonly string[];
  readonly background: string | null;
  readonly quality: RecognitionQuality;
  readonly trust: Trust;
  /** What is known of durations; null: what is usual. */
  readonly times: BenchTimes | null;
  readonly limits: BeamLimits;
  readonly lags: Lags;
}

export interface Lags {
  /** A mistake that is sure is told so long after its end at the latest, though its kind may not be. */
  readonly alarmSeconds: number;
  /** Anything else is judged so long after its end at the latest. */
  readonly usualSeconds: number;
  /** When it may be the start of a new part: two rounds look alike for a while. */
  readonly newPartSeconds: number;
}

export const usualLimits: BeamLimits = { marginNats: 12, mostHypotheses: 240 };
export const usualLags: Lags = { alarmSeconds: 2.5, usualSeconds: 5, newPartSeconds: 6 };

/** What the explanations agree on to this share is not waited for any longer. */
const agreedShare = 0.998;
/** A mistake that is sure is told at once when so much of it is of one kind. */
const kindShare = 0.85;
/** Somebody is told that an action is being done when it is this likely, and has been done for so long. */
const announceShare = 0.6;
const announceSeconds = 0.5;
/** Between two parts a moment of error must not begin one. */
const openShare = 0.995;
/** A finished part stays on the bench for this long, for its last step may be done twice. */
const settleSeconds = 2;
/** A part that may be finished, but could still be mended or get an optional step. */
const patienceSeconds = 10;
/** Windows between two looks for explanations that nobody holds any more. */
const sweepWindows = 64;

export function createAlignment(recipe: Recipe, options: AlignmentOptions): Checker {
  const labels = createLabelTable(recipe.steps, options.labels, options.background);
  const states = createStates(recipe, labels);
  const tree = createTraceTree();
  const reader = createWindowReader(labels.names.length, options.quality);
  const model = createBeamModel(recipe, labels, states, reader.errorPrices, options.times);
  const beam = new Beam(model, options.limits, tree);
  const judge = createJudge(recipe, labels.names, options.trust);
  const part = createPartRecord(recipe);
  const memory = createWindowMemory(labels.names);
  let root = tree.root(states.start);
  let now = 0;
  let windows = 0;

  const say = (judgements: readonly Judgement[], state: State): SequenceEvent[] =>
    judgements.map((judgement) => part.judge(judgement, states.expectedIn(state)));

  /** `missing`: the steps that are not done, and how likely it is that they are not. */
  const endPart = (atSeconds: number, missing: ReadonlyMap<number, number>): SequenceEvent[] => {
    if (!part.open) return [];
    const judgements = judge.missing(missing, part.steps, (label) =>
      memory.sightOf(labels.names.indexOf(label), atSeconds - settleSeconds, atSeconds),
    );
    const events = judgements.map((judgement, order) => {
      const next = judgements[order + 1]?.step.index ?? null;
      return part.judge(judgement, next === null ? null : next - 1);
    });
    return [...events, part.end(atSeconds)];
  };

  const openPart = (state: State, atSeconds: number): SequenceEvent[] =>
    part.open || !state.begun ? [] : [part.start(atSeconds)];

  const announce = (node: TraceNode, startSeconds: number): SequenceEvent[] => {
    if (node.announced || node.move!.deed.kind === 'ignored') return [];
    node.announced = true;
    const from = node.move!.ended === null ? node.parent!.state : states.start;
    const expected = expectedAt(recipe, states.expectedIn(from));
    const label = labels.names[node.move!.label]!;
    return [
      ...openPart(node.state, startSeconds),
      { type: 'actionStarted', part: part.number, atSeconds: startSeconds, label, expected },
    ];
  };

  /** When the first action after the root was, in a hypothesis that has it. */
  const timesOf = ({ node, times }: Hypothesis): { startSeconds: number; endSeconds: number } => {
    let at = times!;
    for (let above = depthBelow(root, node) - 1; above > 0; above--) at = at.before!;
    return { startSeconds: at.startSeconds, endSeconds: at.endSeconds ?? now };
  };

  const commit = (party: Party, doubt: Doubt): SequenceEvent[] => {
    const node = party.node!;
    const move = node.move!;
    const { startSeconds, endSeconds } = timesOf(party.best);
    const events: SequenceEvent[] = [];
    if (move.ended !== null)
      events.push(...endPart(startSeconds, new Map(move.ended.missing.map((step) => [step, 1]))));
    events.push(...openPart(node.state, startSeconds), ...announce(node, startSeconds));
    const seen = {
      label: labels.names[move.label]!,
      startSeconds,
      endSeconds,
      sight: memory.sightOf(move.label, startSeconds, endSeconds),
    };
    events.push(...say(judge.judge(move, seen, doubt, part.steps), node.state));
    beam.commit(node);
    root = node;
    return events;
  };

  /** The strongest reason to see it otherwise. */
  const doubtOf = (lead: Party, parties: readonly Party[], defectShare: number): Doubt => {
    const other = parties.find((party) => isDefective(party) !== isDefective(lead));
    return { defect: defectShare, other: other?.node?.move ?? null };
  };

  const settle = (): SequenceEvent[] => {
    const events: SequenceEvent[] = [];
    for (;;) {
      const { parties, defectShare } = holdBallot(root, beam.hypotheses);
      const lead = parties[0]!;
      if (lead.node === null) return events;
      const { endSeconds } = timesOf(lead.best);
      const isOver = lead.best.node !== lead.node || !lead.best.doing;
      const mayBeNewPart = parties.some(
        ({ node, share }) => share > 0.02 && (node?.move?.ended?.missing.length ?? 0) > 0,
      );
      const isSure = isDefective(lead) && defectShare >= options.trust.failAbove;
      const { newPartSeconds, alarmSeconds, usualSeconds } = options.lags;
      const lag = mayBeNewPart ? newPartSeconds : isSure ? alarmSeconds : usualSeconds;
      const isAgreed = lead.overShare >= (isSure ? kindShare * defectShare : agreedShare);
      if (!isAgreed && !(isOver && now - endSeconds >= lag)) return events;
      events.push(...commit(lead, doubtOf(lead, parties, defectShare)));
    }
  };

  /** Commits the way to `node`, at the end of a part: what is not done by now will not be done. */
  const settleTo = (node: TraceNode): SequenceEvent[] => {
    const events: SequenceEvent[] = [];
    while (root !== node) {
      const { parties, defectShare } = holdBallot(root, beam.hypotheses, true);
      const next = parties.find((party) => party.node !== null && isOnWay(party.node, node))!;
      events.push(...commit(next, doubtOf(next, parties, defectShare)));
    }
    return events;
  };

  /** The explanation to which most weight leads, wherever it stands now. */
  const likeliest = (): { node: TraceNode; share: number; best: Hypothesis } => {
    const shares = new Map<TraceNode, { node: TraceNode; share: number; best: Hypothesis }>();
    let total = 0;
    for (const hypothesis of beam.hypotheses) {
      const weight = Math.exp(-hypothesis.cost);
      total += weight;
      const known = shares.get(hypothesis.node);
      if (known === undefined) {
        shares.set(hypothesis.node, { node: hypothesis.node, share: weight, best: hypothesis });
      } else {
        known.share += weight;
        if (hypothesis.cost < known.best.cost) known.best = hypothesis;
      }
    }
    const [first] = [...shares.values()].sort((a, b) => b.share - a.share);
    return { ...first!, share: first!.share / total };
  };

  /** For each step, the weight of the explanations in which it is not done by now. */
  const sharesOfMissing = (): Map<number, number> => {
    const shares = new Map<number, number>();
    const total = beam.hypotheses.reduce((sum, { cost }) => sum + Math.exp(-cost), 0);
    for (const { node, cost } of beam.hypotheses) {
      // Where no part has begun nothing is missing.
      if (!node.state.begun) continue;
      const share = Math.exp(-cost) / total;
      for (const step of states.missingIn(node.state)) shares.set(step, (shares.get(step) ?? 0) + share);
    }
    return shares;
  };

  const restart = (state: State, sinceSeconds: number): void => {
    root = tree.root(state);
    beam.restart(root, sinceSeconds);
  };

  /** Judges all that is open and ends the part; nothing more belongs to it. */
  const closePart = (next: State): SequenceEvent[] => {
    for (const hypothesis of beam.hypotheses) {
      const { state } = hypothesis.node;
      if (state.begun) hypothesis.cost += missedCost(states.missingIn({ ...state, debts: [] }).length);
    }
    const missingShares = sharesOfMissing();
    const { node, best } = likeliest();
    const lastSeconds = best.doing ? now : best.sinceSeconds;
    const events = settleTo(node);
    // Announced, and then nothing after all: the part was begun by a mistake of the network, or hardly.
    const state = part.open && !node.state.begun ? states.marked : node.state;
    if (state.begun) {
      const missing = states.missingIn(state).map((step) => [step, missingShares.get(step) ?? 0] as const);
      events.push(...endPart(lastSeconds, new Map(missing)));
    }
    restart(next, best.doing ? now : best.sinceSeconds);
    return events;
  };

  const endIfIdle = (): SequenceEvent[] => {
    const { node, share, best } = likeliest();
    const { state } = node;
    if (!state.begun || best.doing || share < 0.5) return [];
    const idleSeconds = now - best.sinceSeconds;
    const { end, timeoutSeconds } = recipe.part;
    const patience = state.final && state.debts.length === 0 ? settleSeconds : patienceSeconds;
    const isFinished =
      end === 'lastStep' &&
      state.complete &&
      idleSeconds >= (share >= agreedShare ? patience : patienceSeconds);
    const isLeft = timeoutSeconds !== null && idleSeconds >= timeoutSeconds;
    return isFinished || isLeft ? closePart(states.start) : [];
  };

  const announceAction = (): SequenceEvent[] => {
    const { node, share, best } = likeliest();
    if (!best.doing || node.announced || node === root) return [];
    if (share < (part.open ? announceShare : openShare)) return [];
    if (node.move!.ended !== null || now - best.sinceSeconds < announceSeconds - 1e-6) return [];
    // Those before it are told first: one that was over too soon is announced when it is judged.
    return node.parent === root || node.parent!.announced ? announce(node, best.sinceSeconds) : [];
  };

  return {
    push(window: WindowScores) {
      const reading = reader.read(window);
      if (windows++ === 0) beam.restart(root, reading.fromSeconds);
      now = reading.toSeconds;
      memory.push(window, reading.fromSeconds);
      beam.take(reading);
      if (windows % sweepWindows === 0) beam.sweep();
      const events = settle();
      events.push(...endIfIdle());
      events.push(...announceAction());
      return events;
    },
    mark({ kind, atSeconds, code }: PartMark) {
      now = Math.max(now, atSeconds);
      const events = windows === 0 ? [] : closePart(kind === 'start' ? states.marked : states.start);
      if (kind === 'start') {
        restart(states.marked, atSeconds);
        windows = Math.max(windows, 1);
        events.push(part.start(atSeconds, code));
      }
      return events;
    },
    finish: () => (windows === 0 ? [] : closePart(states.start)),
  };
}

function isOnWay(node: TraceNode, to: TraceNode): boolean {
  for (let at: TraceNode | null = to; at !== null; at = at.parent) if (at === node) return true;
  return false;
}
