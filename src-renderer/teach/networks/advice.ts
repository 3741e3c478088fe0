// What would help a network, in plain words.
import type { TeachAdvice, TeachReport } from '../../../src-inference/contract/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import type { LabelNames } from '../label-names.ts';

/** One sentence for each piece of advice, the most helpful first. */
export function useAdvice({ advice }: TeachReport, names: LabelNames): readonly string[] {
  const text = useText();
  const formats = useFormats();
  const sentence = (one: TeachAdvice): string => {
    switch (one.kind) {
      case 'moreOfLabel': {
        const said = text(
          one.byAnotherOperator ? 'teach.advice.moreOfLabelByOther' : 'teach.advice.moreOfLabel',
          {
            count: one.recordings,
            label: names.titleOf(one.label),
          },
        );
        return one.gain === null
          ? said
          : `${said} ${text('teach.advice.gain', { points: formats.number(one.gain * 100) })}`;
      }
      case 'moreOperators':
        return text('teach.advice.moreOperators', { count: one.operators });
      case 'moreRecordings': {
        const said = text('teach.advice.moreRecordings', { count: one.recordings });
        return one.gain === null
          ? said
          : `${said} ${text('teach.advice.gain', { points: formats.number(one.gain * 100) })}`;
      }
      case 'mixedUp':
        return text('teach.advice.mixedUp', {
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
