// The message of the verdict band: the reason of the state, and a remedy when an error has one.

import { type MessageContext, pictureProblem, problemMessage, sourceProblem } from '../../messages/index.ts';
import { type Text, toldError } from '../../text/index.tsx';
import type { Band, BandOf, ShellBand } from './band.ts';
import { headline } from './band-state.ts';

export function bandMessage(
  band: Band,
  context: MessageContext,
): { readonly what: string; readonly remedy: string } {
  const { text, formats } = context;
  switch (band.kind) {
    case 'modelFailed':
    case 'recipeFailed':
    case 'sourceFailed':
      return toldError(band.error, text, formats.language);
    case 'recordUnwritable':
      return {
        what: text('live.band.recordUnwritable.sentence'),
        remedy: text('live.band.recordUnwritable.remedy'),
      };
    case 'waiting':
    case 'stalled':
      return band.error === null
        ? { what: text(`live.band.${band.kind}.sentence`), remedy: '' }
        : sourceProblem(band.error, text, formats.language);
    case 'unusual':
      return pictureProblem(band.picture, text, formats);
    default:
      return { what: plainMessage(band, context), remedy: '' };
  }
}

type PlainBand = Exclude<
  Band,
  BandOf<
    'modelFailed' | 'recipeFailed' | 'sourceFailed' | 'recordUnwritable' | 'waiting' | 'stalled' | 'unusual'
  >
>;

function plainMessage(band: PlainBand, context: MessageContext): string {
  const { text, titles } = context;
  switch (band.kind) {
    case 'connecting':
    case 'lost':
    case 'refused':
    case 'engineStarting':
    case 'opening':
    case 'engineRestarting':
    case 'engineFailed':
      return shellMessage(band, text);
    case 'modelLoading':
    case 'noSource':
    case 'noRecipe':
    case 'paused':
    case 'ended':
    case 'joined':
    case 'notSeen':
      return text(`live.band.${band.kind}.sentence`);
    case 'ending':
      return text('live.band.ending.sentence', { count: band.undoSeconds });
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
    case 'acknowledged':
    case 'overridden':
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

export function shellMessage(band: ShellBand, text: Text): string {
  switch (band.kind) {
    case 'engineRestarting':
      return text('states.engineRestarting.sentence', { reason: band.reason });
    case 'engineFailed':
      return text('states.engineFailed.sentence', { count: band.failures, reason: band.reason });
    default:
      return text(`states.${band.kind}.sentence`);
  }
}

function problemsMessage(band: Band, { text, titles }: MessageContext): string {
  const head = headline(band);
  // A part can fail without a step that is wrong: it was left unfinished, or nothing of it was seen.
  if (head === null) return text('live.band.fail.sentence');
  const sentence = problemMessage(head.step, titles, text);
  return head.others === 0 ? sentence : `${sentence}, ${text('live.band.more', { count: head.others })}`;
}
