// What is said of a picture that is not as usual. Pure.
import type { PictureChange, PictureShift } from '../../src-inference/contract/index.ts';
import type { Formats, Text } from '../text/index.tsx';
import type { Tone } from '../ui/index.ts';

/** A shift by less is not named: nobody could see it. Share of the picture. */
const leastNamedShift = 0.005;

/** A line of the log. */
export function pictureMessage(
  { state, shift, judged }: PictureChange,
  text: Text,
  formats: Formats,
): { readonly tone: Tone; readonly what: string; readonly remark: string } {
  if (state === 'usual') return { tone: 'idle', what: text('live.picture.usual'), remark: '' };
  const remarks = [
    shift === null ? '' : shiftMessage(shift, text, formats),
    text(judged ? 'live.picture.judged' : 'live.picture.unjudged'),
  ];
  return {
    tone: judged ? 'warn' : 'fail',
    what: text(`live.picture.${state}.word`),
    remark: remarks.filter(Boolean).join(' · '),
  };
}

/** What is wrong, and what a person does about it. */
export function pictureProblem(
  { state, shift, judged }: PictureChange,
  text: Text,
  formats: Formats,
): { readonly what: string; readonly remedy: string } {
  if (state === 'usual') return { what: text('live.picture.usual'), remedy: '' };
  const word = text(`live.picture.${state}.word`);
  const where = shift === null ? '' : shiftMessage(shift, text, formats);
  const seen = where === '' ? word : `${word} (${where})`;
  const what = text(judged ? 'live.picture.stillChecked' : 'live.picture.notChecked', { seen });
  return { what, remedy: text(`live.picture.${state}.remedy`) };
}

/** Such as `8% further right, 3% higher`. */
function shiftMessage({ right, down }: PictureShift, text: Text, formats: Formats): string {
  const parts = [
    { share: right, direction: right < 0 ? 'left' : 'right' },
    { share: down, direction: down < 0 ? 'up' : 'down' },
  ] as const;
  return parts
    .filter(({ share }) => Math.abs(share) >= leastNamedShift)
    .map(({ share, direction }) =>
      text(`live.picture.shift.${direction}`, { percent: formats.number(Math.abs(share) * 100, 0) }),
    )
    .join(', ');
}
