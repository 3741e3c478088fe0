// Turns what the decoder has found out into the events of a part, in the order in which they are told.
import type { PartMark, SequenceEvent } from '../../contract/index.ts';
import { namedStepAt, type Recipe } from '../../recipe/index.ts';
import type { Automaton } from '../automaton/automaton.ts';
import type { State } from '../automaton/state.ts';
import type { ActionSpan } from '../decoder/online-decoder.ts';
import type { TraceNode } from '../decoder/trace.ts';
import type { WindowEvidence } from '../decoder/window-evidence.ts';
import type { Judge } from '../judgement/judge.ts';
import type { DefectPosterior, Judgement } from '../judgement/judgement.ts';
import type { LabelTable } from '../labels.ts';
import { endpointing } from '../parameters.ts';
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

  constructor(parts: ReporterParts) {
    this.parts = parts;
    this.record = createPartRecord(parts.recipe);
  }

  get isOpen(): boolean {
    return this.record.isOpen;
  }

  startMarked({ atSeconds, code }: PartMark): SequenceEvent {
    return this.record.start(atSeconds, code);
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
        expected: namedStepAt(recipe, automaton.expectedIn(before)),
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

  /** The action of `node` is committed. */
  judge(node: TraceNode, span: ActionSpan, defect: DefectPosterior): SequenceEvent[] {
    const { labels, automaton, judge, evidence } = this.parts;
    const transition = node.transition!;
    const { startSeconds, endSeconds } = span;
    const events = [...this.open(node.state, startSeconds), ...this.announce(node, startSeconds)];
    const action = {
      label: labels.names[transition.label]!,
      startSeconds,
      endSeconds,
      evidence: evidence.about(transition.label, startSeconds, endSeconds),
    };
    const judgements = judge.action(transition, action, defect, this.record.steps);
    const expected = automaton.expectedIn(node.state);
    this.announcements.forgetBefore(startSeconds);
    return [...events, ...judgements.map((judgement) => this.record.judge(judgement, expected))];
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
    return judgements.map((judgement, order) => {
      const next = judgements[order + 1]?.step.index ?? null;
      return this.record.judge(judgement, next === null ? null : next - 1);
    });
  }

  private open(state: State, atSeconds: number): SequenceEvent[] {
    return this.record.isOpen || !state.begun ? [] : [this.record.start(atSeconds)];
  }
}
