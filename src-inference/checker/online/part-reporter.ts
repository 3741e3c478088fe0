// Turns what the decoder has found out into the events of a part, in the order in which they are told.
import type { PartMark, SequenceEvent } from '../../contract/index.ts';
import { namedStepAt, namedSteps, type Recipe } from '../../recipe/index.ts';
import type { Automaton } from '../automaton/automaton.ts';
import type { State } from '../automaton/state.ts';
import type { ActionSpan } from '../decoder/online-decoder.ts';
import type { TraceNode } from '../decoder/trace.ts';
import type { WindowEvidence } from '../decoder/window-evidence.ts';
import type { Judge } from '../judgement/judge.ts';
import type { DefectPosterior, Judgement, ObservedAction } from '../judgement/judgement.ts';
import type { LabelTable } from '../labels.ts';
import { endpointing, gaps } from '../parameters.ts';
import { createAnnouncements } from './announcements.ts';
import { createPartRecord } from './part-record.ts';

export interface ReporterParts {
  readonly recipe: Recipe;
  readonly labels: LabelTable;
  readonly automaton: Automaton;
  readonly judge: Judge;
  readonly evidence: WindowEvidence;
}

export class PartReporter {
  private readonly parts: ReporterParts;
  private readonly record;
  private readonly announcements = createAnnouncements();
  private isInterrupted = false;
  /** The part whose beginning was not seen, and its first step that was. */
  private joined: { readonly part: number; readonly step: number } | null = null;

  constructor(parts: ReporterParts) {
    this.parts = parts;
    this.record = createPartRecord(parts.recipe);
  }

  get isOpen(): boolean {
    return this.record.isOpen;
  }

  /** Whether it was told that the beginning of the part in progress was not seen. */
  get isJoined(): boolean {
    return this.record.isOpen && this.joined?.part === this.record.number;
  }

  startMarked({ atSeconds, code }: PartMark): SequenceEvent {
    return this.record.start(atSeconds, code, this.parts.automaton.mayFollowIn(this.parts.automaton.marked));
  }

  wasAnnounced({ transition }: TraceNode, startSeconds: number): boolean {
    return this.announcements.has(transition!.label, startSeconds);
  }

  /** The action of `node` is in progress. Each action is announced once. */
  announce(node: TraceNode, startSeconds: number): SequenceEvent[] {
    const { recipe, labels, automaton } = this.parts;
    const { meaning, label, ended } = node.transition!;
    if (meaning.kind === 'ignored' || this.announcements.has(label, startSeconds)) return [];
    this.announcements.add(label, startSeconds);
    const before = ended === null ? node.parent!.state : automaton.start;
    return [
      ...this.open(node.state, startSeconds),
      {
        type: 'actionStarted',
        part: this.record.number,
        atSeconds: startSeconds,
        label: labels.names[label]!,
        expected: namedStepAt(
          recipe,
          meaning.kind === 'joined' ? meaning.step : automaton.expectedIn(before),
        ),
        mayFollow: namedSteps(recipe, automaton.mayFollowIn(node.state)),
      },
    ];
  }

  /**
   * The work on the part has stopped. Each interruption is told once.
   *
   * @param label The action that has stopped; null: something unknown is being done.
   */
  interrupt(label: number | null, sinceSeconds: number): SequenceEvent[] {
    if (!this.record.isOpen || this.isInterrupted) return [];
    this.isInterrupted = true;
    const name = label === null ? null : this.parts.labels.names[label]!;
    return [{ type: 'workInterrupted', part: this.record.number, atSeconds: sinceSeconds, label: name }];
  }

  /** The interruption is over, if there is one. */
  resume(atSeconds: number): SequenceEvent[] {
    if (!this.isInterrupted) return [];
    this.isInterrupted = false;
    return [{ type: 'workResumed', part: this.record.number, atSeconds }];
  }

  /**
   * The action of `node` is committed.
   *
   * @param swapped When the action takes place with which the step that was left out before it is done; null: it is not.
   */
  judge(
    node: TraceNode,
    span: ActionSpan,
    defect: DefectPosterior,
    swapped: ActionSpan | null,
  ): SequenceEvent[] {
    const { labels, automaton, judge } = this.parts;
    const transition = node.transition!;
    const { label, missed } = transition;
    const { startSeconds } = span;
    const events = [...this.open(node.state, startSeconds), ...this.announce(node, startSeconds)];
    const late = swapped && this.observed(labels.ofSteps[missed[0]!]!, swapped);
    const judgements = judge.action(transition, this.observed(label, span), defect, late, this.record.steps);
    const next = automaton.mayFollowIn(node.state);
    this.announcements.forgetBefore(startSeconds);
    return [...events, ...judgements.flatMap((judgement) => this.record.judge(judgement, next))];
  }

  /** The beginning of the part was not seen: the first step was this one. It is told again when it was another one after all. */
  join(step: number, atSeconds: number): SequenceEvent[] {
    if (this.isJoined && this.joined?.step === step) return [];
    this.joined = { part: this.record.number, step };
    const first = namedStepAt(this.parts.recipe, step)!;
    return [{ type: 'partJoined', part: this.record.number, atSeconds, step: first }];
  }

  /**
   * Ends the part in progress, if there is one.
   *
   * @param missing For each step that is not done, the probability that it is not.
   * @param partDefect Probability that anything in the part is not as the recipe asks.
   */
  end(atSeconds: number, missing: ReadonlyMap<number, number>, partDefect: number): SequenceEvent[] {
    if (!this.record.isOpen) return [];
    const { labels, judge, evidence } = this.parts;
    const aboutLast = (label: string) =>
      evidence.about(labels.names.indexOf(label), atSeconds - endpointing.finishedSeconds, atSeconds);
    const judgements = judge.missing(missing, partDefect, this.record.steps, aboutLast);
    this.isInterrupted = false;
    return [...this.tellMissing(judgements), this.record.end(atSeconds)];
  }

  /** After each missing step the recipe asks for the next missing one. */
  private tellMissing(judgements: readonly Judgement[]): SequenceEvent[] {
    return judgements.flatMap((judgement, order) => {
      const next = judgements[order + 1]?.step.index ?? null;
      return this.record.judge(judgement, next === null ? [] : [next - 1]);
    });
  }

  private open(state: State, atSeconds: number): SequenceEvent[] {
    const { automaton } = this.parts;
    return this.record.isOpen || !state.begun
      ? []
      : [this.record.start(atSeconds, null, automaton.mayFollowIn(automaton.start))];
  }

  private observed(label: number, { startSeconds, endSeconds }: ActionSpan): ObservedAction {
    const { labels, evidence } = this.parts;
    const about = evidence.about(label, startSeconds, endSeconds);
    const isUnseen =
      evidence.unseenShare(startSeconds, endSeconds) > gaps.unseenShare &&
      (about?.probability ?? 0) < gaps.seenProbability;
    return { label: labels.names[label]!, startSeconds, endSeconds, evidence: about, isUnseen };
  }
}
