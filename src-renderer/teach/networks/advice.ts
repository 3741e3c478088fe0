// What would help a network, in plain words.
import type { TeachAdvice, TeachReport } from '../../../src-inference/contract/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import type { LabelNames } from '../label-names.ts';

const leastGain = 0.005;

/** One sentence for each piece of advice, the most helpful first. */
export function useAdvice({ advice }: TeachReport, names: LabelNames): readonly string[] {
  const text = useText();
  const formats = useFormats();
  // Less than half a point would be told as none.
  const withGain = (said: string, gain: number | null): string =>
    gain === null || gain < leastGain
      ? said
      : `${said} ${text('teach.advice.gain', { points: formats.number(gain * 100) })}`;
  const most = advice.find(({ kind }) => kind === 'moreOfLabel');
  const sentence = (one: TeachAdvice): string => {
    switch (one.kind) {
      case 'moreOfLabel': {
        const who = one.byAnotherOperator ? 'ByOther' : '';
        const key = one === most ? (`moreOfLabel${who}` as const) : (`moreOfLabelToo${who}` as const);
        const said = text(`teach.advice.${key}`, {
          count: one.recordings,
          label: names.titleOf(one.label),
        });
        return withGain(said, one.gain);
      }
      case 'moreOperators':
        return text('teach.advice.moreOperators', { count: one.operators });
      case 'moreRecordings':
        return withGain(text('teach.advice.moreRecordings', { count: one.recordings }), one.gain);
      case 'mixedUp':
        return text(names.isBackground(one.other) ? 'teach.advice.overlooked' : 'teach.advice.mixedUp', {
          label: names.titleOf(one.label),
          other: names.titleOf(one.other),
          share: formats.percent(one.share),
        });
      case 'checkRecording':
        return text('teach.advice.checkRecording', { recording: one.recording });
      case 'enough':
        return text('teach.advice.enough');
      default:
        return one satisfies never;
    }
  };
  return advice.map(sentence);
}
