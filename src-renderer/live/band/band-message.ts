// The message of the verdict band: the reason of the state, and a remedy when an error has one.

import { type MessageContext, problemMessage } from '../../messages/index.ts';
import { type Band, headline } from './band-state.ts';

export function bandMessage(
  band: Band,
  context: MessageContext,
): { readonly what: string; readonly remedy: string } {
  const { text } = context;
  switch (band.kind) {
    case 'modelFailed':
    case 'recipeFailed':
    case 'sourceFailed':
      return {
        what: band.error.message,
        remedy: band.error.hint ?? text(`errors.${band.error.code}.remedy`),
      };
    case 'waiting':
    case 'stalled':
      return {
        what: band.error?.message ?? text(`live.band.${band.kind}.sentence`),
        remedy: band.error?.hint ?? '',
      };
    default:
      return { what: plainMessage(band, context), remedy: '' };
  }
}

type PlainBand = Exclude<
  Band,
  { readonly kind: 'modelFailed' | 'recipeFailed' | 'sourceFailed' | 'waiting' | 'stalled' }
>;

function plainMessage(band: PlainBand, context: MessageContext): string {
  const { text, titles } = context;
  switch (band.kind) {
    case 'connecting':
    case 'lost':
    case 'refused':
    case 'engineStarting':
    case 'opening':
      return text(`states.${band.kind}.sentence`);
    case 'engineRestarting':
      return text('states.engineRestarting.sentence', { reason: band.reason });
    case 'engineFailed':
      return text('states.engineFailed.sentence', { count: band.failures, reason: band.reason });
    case 'modelLoading':
    case 'noSource':
    case 'noRecipe':
    case 'paused':
    case 'ended':
      return text(`live.band.${band.kind}.sentence`);
    case 'inProgress':
      if (band.done === 0) return text('live.band.inProgress.begin');
      return band.of === null
        ? text('live.band.inProgress.soFar', { count: band.done })
        : text('live.band.inProgress.sentence', { done: band.done, of: band.of });
    case 'pass':
      return text('live.band.pass.sentence');
    case 'look':
    case 'mistake':
    case 'warn':
    case 'fail':
      return problemsMessage(band, context);
    case 'aborted':
      return text('live.band.aborted.sentence', {
        reason: text(`common.abort.${band.part.abortReason ?? 'stopped'}`),
      });
    case 'ready':
      return band.first === ''
        ? text('live.band.readyAny')
        : text('live.band.ready.sentence', { step: titles.ofStep(1, band.first) });
    default:
      return band satisfies never;
  }
}

function problemsMessage(band: Band, { text, titles }: MessageContext): string {
  const head = headline(band);
  // A part can fail without a step that is wrong: it was left unfinished, or nothing of it was seen.
  if (head === null) return text('live.band.fail.sentence');
  const sentence = problemMessage(head.step, titles, text);
  return head.others === 0 ? sentence : `${sentence}, ${text('live.band.more', { count: head.others })}`;
}
