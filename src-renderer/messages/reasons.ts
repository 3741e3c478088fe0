// The reason of a judgement, in the language of the screen.
import type { JudgedStep, NamedStep, Reason } from '../../src-inference/contract/index.ts';
import type { Formats, Text } from '../text/index.tsx';
import type { Titles } from './titles.ts';

export function reasonMessage(reason: Reason, titles: Titles, text: Text): string {
  const named = ({ index, label }: NamedStep): string =>
    text('live.problem.step', { index, title: titles.ofStep(index, label) });
  switch (reason.kind) {
    case 'instead':
      return text('live.reason.instead', {
        label: titles.ofLabel(reason.label),
        expected: titles.ofLabel(reason.expected),
      });
    case 'notDone':
    case 'notSeen':
    case 'hardlySeen':
      return text(`live.reason.${reason.kind}`);
    case 'unclear':
      return reason.other === null
        ? text('live.reason.unfinished')
        : text('live.reason.unclear', { label: titles.ofLabel(reason.other) });
    case 'perhapsAlso':
      return text(reason.repeated ? 'live.reason.perhapsRepeated' : 'live.reason.perhapsAlso', {
        label: titles.ofLabel(reason.label),
      });
    case 'weak':
      return text('live.reason.weak', {
        probability: Math.round(reason.probability * 100),
        least: Math.round(reason.least * 100),
      });
    case 'tooFast':
      return text('live.reason.tooFast', { seconds: tenths(reason.seconds), limit: tenths(reason.least) });
    case 'tooSlow':
      return text('live.reason.tooSlow', { seconds: tenths(reason.seconds), limit: tenths(reason.most) });
    case 'tooFew':
      return text('live.reason.tooFew', { least: reason.least, of: reason.of });
    case 'letGo':
      return text('live.reason.letGo', { seconds: tenths(reason.seconds), limit: tenths(reason.least) });
    case 'heldAgain':
      return text('live.reason.heldAgain', { seconds: tenths(reason.seconds) });
    case 'tooSoon':
    case 'tooLate':
      return text(`live.reason.${reason.kind}`, {
        seconds: tenths(reason.seconds),
        limit: tenths(reason.kind === 'tooSoon' ? reason.least : reason.most),
        step: named(reason.step),
      });
    case 'swapped':
      return text('live.reason.swapped', { early: named(reason.early), late: named(reason.late) });
    case 'doneAfter':
      return reason.step === null
        ? text('live.reason.late')
        : text('live.reason.doneAfter', { step: named(reason.step) });
    case 'doneBefore':
      return text(reason.undone ? 'live.reason.madeRoom' : 'live.reason.doneBefore', {
        step: reason.steps.map(named).join('; '),
      });
    case 'twoParts':
      return text('live.reason.twoParts');
    case 'notAsked':
    case 'repeated':
    case 'tolerated':
      return text(`live.reason.${reason.kind}`, { label: titles.ofLabel(reason.label) });
    case 'corrected':
      return reason.first === null
        ? text('live.reason.correctedMissing')
        : text('live.reason.corrected', { label: titles.ofLabel(reason.first) });
    case 'undone':
      return text('live.reason.undone', {
        label: titles.ofLabel(reason.label),
        by: titles.ofLabel(reason.by),
      });
    case 'removed':
      return reason.room === null
        ? text('live.reason.removed', { step: named(reason.step) })
        : text('live.reason.removedFor', { step: named(reason.step), label: titles.ofLabel(reason.room) });
    case 'perhaps':
      return text('live.reason.perhaps', { reason: reasonMessage(reason.reason, titles, text) });
    default:
      return reason satisfies never;
  }
}

/** The evidence of a judgement: probability and duration of the action, or the other action that it may have been. */
export function evidenceMessage(
  { status, label, probability, startSeconds, endSeconds, evidence }: JudgedStep,
  titles: Titles,
  text: Text,
  formats: Formats,
): string {
  const runnerUp = evidence?.runnerUp ?? null;
  if (status === 'uncertain' && runnerUp !== null) {
    return text('live.reason.otherwise', {
      label: titles.ofLabel(runnerUp.label),
      probability: formats.percent(runnerUp.probability),
      seconds: formats.number(runnerUp.seconds, 1),
    });
  }
  if (label === null || probability === null || startSeconds === null || endSeconds === null) return '';
  return text('live.reason.seen', {
    probability: formats.percent(probability),
    seconds: formats.number(endSeconds - startSeconds, 1),
  });
}

function tenths(seconds: number): number {
  return Number(seconds.toFixed(1));
}
