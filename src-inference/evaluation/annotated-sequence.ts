// Reads annotated assemblies: what people did with one part, and which actions were mistakes. The format is that of the mistake
// annotations of Assembly101 (Ding et al. 2023, arXiv:2307.16453): CSV without a header,
// `start,end,verb,this,that,label,remark`, times in frames.
import { StationError } from '../contract/index.ts';
import type { Example } from '../learning/index.ts';
import { atLineSpeed } from './line-times.ts';

interface AnnotatedAction {
  readonly label: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly undoes: string | null;
  readonly isMistake: boolean;
  /** A mistake in the order, or one that follows from such a mistake. */
  readonly isOrderMistake: boolean;
}

export interface AnnotatedSequence {
  readonly name: string;
  /** What is assembled. Sequences of one family may have different orders that are all right. */
  readonly family: string;
  readonly actions: readonly AnnotatedAction[];
}

const framesPerSecond = 30;

/**
 * @param name Of the file, for messages; the family stands in it.
 * @throws StationError `usage` with the line that is not an annotation.
 */
export function parseAnnotations(text: string, name: string): AnnotatedSequence {
  const rows = text
    .split(/\r?\n/)
    .map((row, index) => ({ cells: row.split(',').map((cell) => cell.trim()), line: index + 1 }))
    .filter(({ cells }) => cells.length > 1);
  const actions = rows.map(({ cells, line }): AnnotatedAction => {
    const [start, end, verb, part, other, label, remark = ''] = cells;
    const [from, to] = [Number(start), Number(end)];
    if (!Number.isFinite(from) || !Number.isFinite(to) || !label) {
      throw new StationError('usage', `Line ${line} is not an annotation.`, {
        where: name,
        line,
        hint: 'Give a folder of CSV files with the columns start,end,verb,this,that,label,remark.',
      });
    }
    const both = [part, other].sort().join(' + ');
    const isMistake = label === 'mistake';
    return {
      label: `${verb} ${both}`,
      startSeconds: from / framesPerSecond,
      endSeconds: to / framesPerSecond,
      undoes: verb === 'detach' ? `attach ${both}` : null,
      isMistake,
      isOrderMistake: isMistake && /order|previous/.test(remark),
    };
  });
  return { name, family: /both_\d+-([a-z]\d+)/.exec(name)?.[1] ?? name, actions: atLineSpeed(actions) };
}

export function toExample({ actions }: AnnotatedSequence): Example {
  return actions.map(({ label, startSeconds, endSeconds, undoes, isMistake }) => ({
    label,
    seconds: endSeconds - startSeconds,
    undoes,
    isRight: !isMistake,
  }));
}
