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
import { announcing, commitment, endpointing, timeToleranceSeconds } from '../parameters.ts';
import { mustCommit } from './commit-rule.ts';
import { endRuleFor } from './end-rules.ts';
import { PartReporter } from './part-reporter.ts';

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
  /** Since when it is likely that the work has stopped; null: it is not. */
  private stoppedSince: number | null = null;

  constructor(recipe: Recipe, network: RecognitionModel, thresholds: Thresholds) {
    this.recipe = recipe;
    this.thresholds = thresholds;
    this.model = createDecodingModel(recipe, network, null);
    this.decoder = new OnlineDecoder(this.model);
    this.evidence = createWindowEvidence(network.labels);
    const { labels, automaton } = this.model;
    const judge = createJudge(recipe, network.labels, thresholds, () => this.windowSeconds);
    this.reporter = new PartReporter({ recipe, labels, automaton, judge, evidence: this.evidence });
  }

  push(window: WindowScores): SequenceEvent[] {
    this.windowSeconds = window.endSeconds - window.startSeconds;
    const { fromSeconds } = this.decoder.accept(window);
    this.evidence.push(window, fromSeconds);
    const events = this.commitDecided();
    events.push(...this.endIfIdle());
    events.push(...this.endIfNextBegan());
    events.push(...this.tellInterruption());
    events.push(...this.announceAction());
    return events;
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
      secondsSinceEnd: this.decoder.nowSeconds - this.decoder.firstActionSpan(best).endSeconds,
      isSureMistake: isDefective(lead) && partDefect >= this.thresholds.failAbove,
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
    events.push(...this.reporter.judge(node, span, defectOf(candidate, posterior)));
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

function defectOf(
  candidate: Candidate,
  { candidates, actionDefect, partDefect }: FirstActionPosterior,
): DefectPosterior {
  const other = candidates.find((one) => isDefective(one) !== isDefective(candidate));
  return { ofAction: actionDefect, ofPart: partDefect, alternative: other?.node?.transition ?? null };
}
