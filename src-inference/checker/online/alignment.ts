// The policy `alignment`: decodes the windows, commits actions one after the other, and ends parts.
import type {
  Checker,
  PartMark,
  RecognitionModel,
  SequenceEvent,
  WindowScores,
} from '../../contract/index.ts';
import type { Recipe } from '../../recipe/index.ts';
import type { State } from '../automaton/state.ts';
import { createDecodingModel, type RecipeDecodingModel } from '../decoder/decoding-model.ts';
import { OnlineDecoder } from '../decoder/online-decoder.ts';
import { type Candidate, type FirstActionPosterior, isDefective } from '../decoder/posterior.ts';
import { firstAfter, isOnPath, type TraceNode } from '../decoder/trace.ts';
import { createWindowEvidence, type WindowEvidence } from '../decoder/window-evidence.ts';
import { createJudge } from '../judgement/judge.ts';
import type { DefectPosterior, Thresholds } from '../judgement/judgement.ts';
import { announcing, commitment, endpointing, gaps, joining, timeToleranceSeconds } from '../parameters.ts';
import { mustCommit } from './commit-rule.ts';
import { endRuleFor } from './end-rules.ts';
import { PartReporter } from './part-reporter.ts';
import { swapAfter } from './swaps.ts';

export class AlignmentChecker implements Checker {
  private readonly recipe: Recipe;
  private readonly thresholds: Thresholds;
  private readonly model: RecipeDecodingModel;
  private readonly decoder: OnlineDecoder;
  private readonly evidence: WindowEvidence;
  private readonly reporter: PartReporter;
  /** The part was ended because the next one has begun; the first action of that one is not committed yet. */
  private isEndTold = false;
  private windowSeconds: number | null = null;
  /** When it began to look; null: before the first window, or it does not matter any more. */
  private unseenSince: number | null = null;
  /** For how long nothing could be seen until now. */
  private unseenSeconds = 0;
  /** Until when nothing could be seen, the last time. */
  private seenSince = 0;
  /** Since when it is likely that the work has stopped; null: it is not. */
  private stoppedSince: number | null = null;

  /** @param mayJoin Whether a part may be in progress already. */
  constructor(recipe: Recipe, network: RecognitionModel, thresholds: Thresholds, mayJoin = false) {
    this.recipe = recipe;
    this.thresholds = thresholds;
    this.model = createDecodingModel(recipe, network, null);
    const { start, unseen } = this.model.automaton;
    this.decoder = new OnlineDecoder(this.model, mayJoin ? unseen : start);
    this.evidence = createWindowEvidence(network.labels);
    const { labels, automaton } = this.model;
    const judge = createJudge(recipe, network.labels, thresholds, () => this.windowSeconds);
    this.reporter = new PartReporter({ recipe, labels, automaton, judge, evidence: this.evidence });
  }

  push(window: WindowScores): SequenceEvent[] {
    this.windowSeconds = window.endSeconds - window.startSeconds;
    this.unseenSeconds = 0;
    const { fromSeconds } = this.decoder.accept(window);
    this.evidence.push(window, fromSeconds);
    this.expectStart(fromSeconds);
    const events = this.commitDecided();
    events.push(...this.endIfIdle());
    events.push(...this.endIfNextBegan());
    events.push(...this.tellInterruption());
    events.push(...this.announceAction());
    events.push(...this.tellJoined());
    return events;
  }

  /** Nothing is told of it: what was done meanwhile shows when something can be seen again. */
  pushUnseen(window: Pick<WindowScores, 'startSeconds' | 'endSeconds'>): void {
    if (!this.decoder.isRunning || this.unseenSeconds >= gaps.mostSeconds) return;
    const { fromSeconds, toSeconds } = this.decoder.acceptUnseen(window);
    this.unseenSeconds += toSeconds - fromSeconds;
    this.seenSince = toSeconds;
    this.evidence.pushUnseen(fromSeconds, toSeconds);
  }

  /** Whether something is left to do of the part in progress, as far as it was seen. */
  get isUnfinished(): boolean {
    const { state } = this.decoder.likeliest().best.node;
    return this.reporter.isOpen && this.model.automaton.requiredIn(this.knownState(state)).length > 0;
  }

  mark(mark: PartMark): SequenceEvent[] {
    const { automaton } = this.model;
    const { kind, atSeconds } = mark;
    this.decoder.nowSeconds = Math.max(this.decoder.nowSeconds, atSeconds);
    const next = kind === 'start' ? automaton.marked : automaton.start;
    const events = this.decoder.isRunning ? this.closePart(next, true) : [];
    if (kind === 'start') {
      this.decoder.restart(automaton.marked, atSeconds);
      events.push(this.reporter.startMarked(mark));
    }
    return events;
  }

  finish(): SequenceEvent[] {
    return this.decoder.isRunning ? this.closePart(this.model.automaton.start, false) : [];
  }

  /** Commits the first action as long as the commit rule says so. */
  private commitDecided(): SequenceEvent[] {
    const events: SequenceEvent[] = [];
    for (;;) {
      const posterior = this.decoder.firstAction();
      const lead = posterior.candidates[0]!;
      if (lead.node === null || !this.isDecided(lead, posterior)) return events;
      events.push(...this.commit(lead, posterior));
    }
  }

  private isDecided(lead: Candidate, { candidates, partDefect }: FirstActionPosterior): boolean {
    const { best, node } = lead;
    return mustCommit({
      isFirstOfPart: !this.decoder.root.state.begun || node!.transition!.ended !== null,
      overProbability: lead.overProbability,
      isOver: best.node !== node || best.phase !== 'action',
      // What comes shows whether something was done unseen.
      secondsSinceEnd:
        this.decoder.nowSeconds - Math.max(this.decoder.firstActionSpan(best).endSeconds, this.seenSince),
      isSureMistake: isDefective(lead) && partDefect >= this.thresholds.failAbove,
      swap: swapAfter(this.decoder, lead).state,
      isPlaceOpen: isJoining(lead) && candidates.some((one) => one !== lead && isOtherPlace(one)),
      mayBeginPart: candidates.some(
        (one) =>
          one.probability > commitment.newPartPossible &&
          (one.node?.transition?.ended?.missing.length ?? 0) > 0,
      ),
    });
  }

  private commit(candidate: Candidate, posterior: FirstActionPosterior): SequenceEvent[] {
    const node = candidate.node!;
    const { ended } = node.transition!;
    const span = this.decoder.firstActionSpan(candidate.best);
    const events: SequenceEvent[] = [];
    if (ended !== null && !this.isEndTold) {
      const missing = new Map(ended.missing.map((step) => [step, 1]));
      events.push(...this.reporter.end(span.startSeconds, missing, 1));
    }
    this.isEndTold = false;
    const swap = swapAfter(this.decoder, candidate);
    const swapped = swap.state === 'sure' ? this.decoder.spanAfter(node, swap.best!) : null;
    events.push(...this.reporter.judge(node, span, defectOf(candidate, posterior), swapped));
    const { joinedAt } = node.state;
    if (joinedAt !== null) events.push(...this.reporter.join(joinedAt, span.startSeconds));
    this.decoder.commit(node);
    return events;
  }

  /** Commits all actions up to that of `node`, at the end of a part. */
  private commitTo(node: TraceNode): SequenceEvent[] {
    const events: SequenceEvent[] = [];
    while (this.decoder.root !== node) {
      const posterior = this.decoder.firstAction(true);
      const next = posterior.candidates.find((one) => one.node !== null && isOnPath(one.node, node))!;
      events.push(...this.commit(next, posterior));
    }
    return events;
  }

  /**
   * Judges all that is open and ends the part: nothing more belongs to it.
   *
   * @param next The state in which the next part is expected.
   * @param isMarked Whether somebody who sees the part says so: then there is one, also when no action was seen.
   */
  private closePart(next: State, isMarked: boolean): SequenceEvent[] {
    const { decoder, reporter } = this;
    const { automaton } = this.model;
    decoder.closeHypotheses();
    const missing = decoder.missing((state) => {
      const known = isMarked ? this.knownState(state) : state;
      return known.begun ? automaton.missingIn(known) : [];
    });
    const { partDefect } = decoder.firstAction(true);
    const { best } = decoder.likeliest();
    const lastSeconds = best.phase === 'action' ? decoder.nowSeconds : best.sinceSeconds;
    const events = this.commitTo(best.node);
    const state = this.knownState(best.node.state);
    if (state.begun) {
      const steps = automaton.missingIn(state).map((step) => [step, missing.get(step) ?? 0] as const);
      events.push(...reporter.end(lastSeconds, new Map(steps), partDefect));
    }
    this.isEndTold = false;
    decoder.restart(next, lastSeconds);
    return events;
  }

  /** A part that was announced or marked has begun, though no hypothesis knows of an action any more. */
  private knownState(state: State): State {
    return this.reporter.isOpen && !state.begun ? this.model.automaton.marked : state;
  }

  private endIfIdle(): SequenceEvent[] {
    const { probability, best } = this.decoder.likeliest();
    const { begun, complete, final, outstanding } = best.node.state;
    if (!begun || best.phase === 'action') return [];
    const standing = {
      posterior: probability,
      idleSeconds: this.decoder.nowSeconds - best.sinceSeconds,
      complete,
      final,
      correctable: outstanding.length > 0,
      interrupted: this.isActionInterrupted(),
    };
    const rule = endRuleFor(standing, this.recipe.part);
    return rule === null ? [] : this.closePart(this.model.automaton.start, false);
  }

  private isActionInterrupted(): boolean {
    const interruption = this.decoder.interruption();
    return (
      interruption !== null &&
      interruption.label !== null &&
      interruption.probability >= announcing.interruption.posterior
    );
  }

  /** A part with nothing left to do ends when the next one has surely begun, not when the first action of that one is over. */
  private endIfNextBegan(): SequenceEvent[] {
    const { decoder, reporter } = this;
    if (!reporter.isOpen || this.isEndTold || !decoder.root.state.complete) return [];
    const isNextPart = (node: TraceNode): boolean =>
      firstAfter(decoder.root, node)?.transition?.ended?.missing.length === 0;
    const next = decoder.together(isNextPart);
    if (next === null || next.probability < endpointing.nextPartPosterior) return [];
    decoder.keep(isNextPart);
    this.isEndTold = true;
    return reporter.end(decoder.firstActionSpan(next.best).startSeconds, new Map(), 0);
  }

  /** Nobody works: the part that begins next is seen from its start. */
  private expectStart(fromSeconds: number): void {
    const { decoder, model } = this;
    if (!decoder.root.state.mayJoin) return;
    this.unseenSince ??= fromSeconds;
    if (decoder.nowSeconds - this.unseenSince < joining.idleSeconds) return;
    const { best, probability } = decoder.likeliest();
    if (best.node !== decoder.root || probability < joining.idlePosterior) return;
    decoder.restart(model.automaton.start, this.unseenSince);
  }

  private tellJoined(): SequenceEvent[] {
    const { decoder, reporter } = this;
    if (!reporter.isOpen || reporter.isJoined) return [];
    const joined = decoder.together(({ state }) => state.joinedAt !== null);
    if (joined === null || joined.probability < joining.told) return [];
    return reporter.join(joined.best.node.state.joinedAt!, decoder.nowSeconds);
  }

  private tellInterruption(): SequenceEvent[] {
    const { decoder, reporter } = this;
    const { posterior, seconds, overPosterior } = announcing.interruption;
    const { nowSeconds } = decoder;
    const interruption = decoder.interruption();
    const probability = interruption?.probability ?? 0;
    this.stoppedSince = probability < posterior ? null : (this.stoppedSince ?? nowSeconds);
    if (interruption === null || probability < overPosterior) return reporter.resume(nowSeconds);
    const isSure =
      this.stoppedSince !== null && nowSeconds - this.stoppedSince >= seconds - timeToleranceSeconds;
    return isSure ? reporter.interrupt(interruption.label, interruption.sinceSeconds) : [];
  }

  private announceAction(): SequenceEvent[] {
    const { decoder, reporter } = this;
    const action = decoder.actionInProgress();
    const rule = reporter.isOpen ? announcing.withinPart : announcing.newPart;
    if (action === null || action.probability < rule.posterior) return [];
    const { node, sinceSeconds, times } = action.best;
    if (node.transition!.ended !== null && !this.isEndTold) return [];
    if (decoder.nowSeconds - sinceSeconds < rule.seconds - timeToleranceSeconds) return [];
    // The actions before it are announced first; a short one is announced when it is judged.
    const isNext =
      node.parent === decoder.root || reporter.wasAnnounced(node.parent!, times!.before!.startSeconds);
    return isNext ? reporter.announce(node, sinceSeconds) : [];
  }
}

function isJoining({ node }: Candidate): boolean {
  return node?.transition?.meaning.kind === 'joined';
}

function isOtherPlace(candidate: Candidate): boolean {
  return isJoining(candidate) && candidate.probability > commitment.otherPlacePossible;
}

function defectOf(
  candidate: Candidate,
  { candidates, actionDefect, partDefect }: FirstActionPosterior,
): DefectPosterior {
  const other = candidates.find((one) => isDefective(one) !== isDefective(candidate));
  return { ofAction: actionDefect, ofPart: partDefect, alternative: other?.node?.transition ?? null };
}
