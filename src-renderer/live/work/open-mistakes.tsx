import type { JudgedStep } from '../../../src-inference/contract/index.ts';
import { problemMessage, useTitles } from '../../messages/index.ts';
import { useText } from '../../text/index.tsx';
import { classNames, stepMark, toneText } from '../../ui/index.ts';

const mostShown = 3;

/** What is not right of the part: the newest first, each with its sign. */
export function OpenMistakes({ mistakes }: { readonly mistakes: readonly JudgedStep[] }) {
  const text = useText();
  const titles = useTitles();
  if (mistakes.length === 0) return null;
  const shown = mistakes.toReversed().slice(0, mostShown);
  const others = mistakes.length - shown.length;
  return (
    <ul className="flex shrink-0 flex-col gap-1 text-2xl leading-tight short:text-xl">
      {shown.map((step) => {
        const { icon: Icon, tone } = stepMark(step);
        return (
          <li key={`${step.index} ${step.startSeconds}`} className="flex items-start gap-2.5">
            <Icon
              aria-hidden
              className={classNames('mt-0.5 size-6 shrink-0', toneText[tone])}
              strokeWidth={2.5}
            />
            <span>{problemMessage(step, titles, text)}</span>
          </li>
        );
      })}
      {others > 0 && <li className="text-muted text-xl">{text('live.work.others', { count: others })}</li>}
    </ul>
  );
}
