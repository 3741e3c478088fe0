// The policy `alignment`: weighs every explanation of the windows by the recipe, and says what the explanations agree on.
// An action is judged when they do, or when it is over for the lag bound; what they cannot agree on asks for a look.
import type { Checker, PartMark, SequenceEvent, WindowScores } from '../contract/index.ts';
import type { Recipe } from '../recipe/index.ts';
import { createAnnouncements } from './announcements.ts';
import { type Ballot, type Explanation, heaviest, holdBallot, isDefective, type Party } from './ballot.ts';
import { Beam, type BeamLimits, type Hypothesis } from './beam.ts';
import { type BenchTimes, createBeamModel } from './bench-times.ts';
import { createWindowReader, type RecognitionQuality } from './emissions.ts';
import { createLabelTable, missedCost } from './moves.ts';
import { createPartRecord, expectedAt } from './part-record.ts';
import { createStates, type State } from './states.ts';
import { createJudge, type Doubt, type Judgement, type Trust } from './step-judgement.ts';
import { createTraceTree, depthBelow, firstAfter, type TraceNode } from './trace.ts';
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
export const usualLags: Lags = { alarmSeconds: 2, usualSeconds: 5, newPartSeconds: 6 };

/** What the explanations agree on to this share is not waited for any longer. */
const agreedShare = 0.998;
/** A mistake that is sure is told at once when so much of it is of one kind. */
const kindShare = 0.85;
/** Somebody is told that an action is being done when it is this likely, and has been done for so long. */
const announceShare = 0.6;
const announceSeconds = 0.5;
/** Between two parts a moment of error must not begin one. */
const openShare = 0.995;
const openSeconds = 1;
/** A finished part stays on the bench for this long, for its last step may be done twice. */
const settleSeconds = 2;
/** Who has done the last step and sees what is wrong mends it at once, or not at all. */
const mendingSeconds = 3;
/** A part that may be finished, but could still get an optional step. */
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
  const announcements = createAnnouncements();
  let root = tree.root(states.start);
  let now = 0;
  let windows = 0;
  /** The part was ended by the action after it, which is not judged yet. */
  let isEndSaid = false;

  const say = (judgements: readonly Judgement[], state: State): SequenceEvent[] =>
    judgements.map((judgement) => part.judge(judgement, states.expectedIn(state)));

  /** `missing`: the steps that are not done, and how likely it is that they are not; `bad`: that the part is. */
  const endPart = (atSeconds: number, missing: ReadonlyMap<number, number>, bad: number): SequenceEvent[] => {
    if (!part.open) return [];
    const judgements = judge.missing(missing, bad, part.steps, (label) =>
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
    const { deed, label, ended } = node.move!;
    if (deed.kind === 'ignored' || announcements.has(label, startSeconds)) return [];
    announcements.add(label, startSeconds);
    const from = ended === null ? node.parent!.state : states.start;
    const expected = expectedAt(recipe, states.expectedIn(from));
    return [
      ...openPart(node.state, startSeconds),
      {
        type: 'actionStarted',
        part: part.number,
        atSeconds: startSeconds,
        label: labels.names[label]!,
        expected,
      },
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
    if (move.ended !== null && !isEndSaid) {
      events.push(...endPart(startSeconds, new Map(move.ended.missing.map((step) => [step, 1])), 1));
    }
    isEndSaid = false;
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
    announcements.forgetBefore(startSeconds);
    return events;
  };

  /** The strongest reason to see it otherwise. */
  const doubtOf = (lead: Party, { parties, defectShare, badShare }: Ballot): Doubt => {
    const other = parties.find((party) => isDefective(party) !== isDefective(lead));
    return { defect: defectShare, bad: badShare, other: other?.node?.move ?? null };
  };

  const settle = (): SequenceEvent[] => {
    const events: SequenceEvent[] = [];
    for (;;) {
      const ballot = holdBallot(root, beam.hypotheses);
      const { parties, badShare } = ballot;
      const lead = parties[0]!;
      if (lead.node === null) return events;
      const { endSeconds } = timesOf(lead.best);
      const isOver = lead.best.node !== lead.node || !lead.best.doing;
      const mayBeNewPart = parties.some(
        ({ node, share }) => share > 0.02 && (node?.move?.ended?.missing.length ?? 0) > 0,
      );
      const isSure = isDefective(lead) && badShare >= options.trust.failAbove;
      const { newPartSeconds, alarmSeconds, usualSeconds } = options.lags;
      const lag = mayBeNewPart ? newPartSeconds : isSure ? alarmSeconds : usualSeconds;
      const isAgreed = lead.overShare >= (isSure ? kindShare : agreedShare);
      if (!isAgreed && !(isOver && now - endSeconds >= lag)) return events;
      events.push(...commit(lead, doubtOf(lead, ballot)));
    }
  };

  /** Commits the way to `node`, at the end of a part: what is not done by now will not be done. */
  const settleTo = (node: TraceNode): SequenceEvent[] => {
    const events: SequenceEvent[] = [];
    while (root !== node) {
      const ballot = holdBallot(root, beam.hypotheses, true);
      const next = ballot.parties.find((party) => party.node !== null && isOnWay(party.node, node))!;
      events.push(...commit(next, doubtOf(next, ballot)));
    }
    return events;
  };

  /** The explanation to which most weight leads, wherever it stands now. */
  const likeliest = (): Explanation => heaviest(beam.hypotheses, ({ node }) => node)!;

  /** For each step, the weight of the explanations in which it is not done by now. */
  const sharesOfMissing = (isSaid: boolean): Map<number, number> => {
    const shares = new Map<number, number>();
    const total = beam.hypotheses.reduce((sum, { cost }) => sum + Math.exp(-cost), 0);
    for (const { node, cost } of beam.hypotheses) {
      // Somebody says that there is a part: when nothing was done with it, everything is missing.
      const state = isSaid && part.open && !node.state.begun ? states.marked : node.state;
      if (!state.begun) continue;
      const share = Math.exp(-cost) / total;
      for (const step of states.missingIn(state)) shares.set(step, (shares.get(step) ?? 0) + share);
    }
    return shares;
  };

  const restart = (state: State, sinceSeconds: number): void => {
    root = tree.root(state);
    beam.restart(root, sinceSeconds);
  };

  /** Judges all that is open and ends the part; nothing more belongs to it. `isSaid`: by somebody who sees the bench. */
  const closePart = (next: State, isSaid: boolean): SequenceEvent[] => {
    for (const hypothesis of beam.hypotheses) {
      const { state } = hypothesis.node;
      if (state.begun) hypothesis.cost += missedCost(states.missingIn({ ...state, debts: [] }).length);
    }
    const missingShares = sharesOfMissing(isSaid);
    const { badShare } = holdBallot(root, beam.hypotheses, true);
    const { best } = likeliest();
    const { node } = best;
    const lastSeconds = best.doing ? now : best.sinceSeconds;
    const events = settleTo(node);
    // Announced, and then nothing after all: the part was begun by a mistake of the network, or hardly.
    const state = part.open && !node.state.begun ? states.marked : node.state;
    if (state.begun) {
      const missing = states.missingIn(state).map((step) => [step, missingShares.get(step) ?? 0] as const);
      events.push(...endPart(lastSeconds, new Map(missing), badShare));
    }
    isEndSaid = false;
    restart(next, best.doing ? now : best.sinceSeconds);
    return events;
  };

  const endIfIdle = (): SequenceEvent[] => {
    const { share, best } = likeliest();
    const { state } = best.node;
    if (!state.begun || best.doing || share < 0.5) return [];
    const idleSeconds = now - best.sinceSeconds;
    const { end, timeoutSeconds } = recipe.part;
    const patience = !state.final ? patienceSeconds : state.debts.length > 0 ? mendingSeconds : settleSeconds;
    const isFinished =
      end === 'lastStep' &&
      state.complete &&
      idleSeconds >= (share >= agreedShare ? patience : patienceSeconds);
    const isLeft = timeoutSeconds !== null && idleSeconds >= timeoutSeconds;
    return isFinished || isLeft ? closePart(states.start, false) : [];
  };

  /** A part to which nothing is left to do ends when the next one has surely begun, not when its first action is over. */
  const endIfNext = (): SequenceEvent[] => {
    if (!part.open || isEndSaid || !root.state.complete) return [];
    const isNext = (node: TraceNode): boolean => {
      const ended = firstAfter(root, node)?.move?.ended;
      return ended !== null && ended !== undefined && ended.missing.length === 0;
    };
    const next = heaviest(beam.hypotheses, ({ node }) => (isNext(node) ? 'next' : null));
    if (next === null || next.share < openShare) return [];
    beam.keep(isNext);
    const events = endPart(timesOf(next.best).startSeconds, new Map(), 0);
    isEndSaid = true;
    return events;
  };

  const announceAction = (): SequenceEvent[] => {
    const doing = heaviest(beam.hypotheses, ({ node, doing }) =>
      doing && node !== root ? node.move!.label : null,
    );
    if (doing === null || doing.share < (part.open ? announceShare : openShare)) return [];
    const { node, sinceSeconds, times } = doing.best;
    if (node.move!.ended !== null && !isEndSaid) return [];
    if (now - sinceSeconds < (part.open ? announceSeconds : openSeconds) - 1e-6) return [];
    // Those before it are told first: one that was over too soon is announced when it is judged.
    const isNext =
      node.parent === root || announcements.has(node.parent!.move!.label, times!.before!.startSeconds);
    return isNext ? announce(node, sinceSeconds) : [];
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
      events.push(...endIfIdle(), ...endIfNext());
      events.push(...announceAction());
      return events;
    },
    mark({ kind, atSeconds, code }: PartMark) {
      now = Math.max(now, atSeconds);
      const events = windows === 0 ? [] : closePart(kind === 'start' ? states.marked : states.start, true);
      if (kind === 'start') {
        restart(states.marked, atSeconds);
        windows = Math.max(windows, 1);
        events.push(part.start(atSeconds, code));
      }
      return events;
    },
    finish: () => (windows === 0 ? [] : closePart(states.start, false)),
  };
}

function isOnWay(node: TraceNode, to: TraceNode): boolean {
  for (let at: TraceNode | null = to; at !== null; at = at.parent) if (at === node) return true;
  return false;
}
