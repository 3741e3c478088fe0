import { useSnapshot } from '../../hooks/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { classNames, outcomeMarks, toneText } from '../../ui/index.ts';

const outcomes = ['pass', 'warn', 'fail', 'aborted'] as const;

/** The counts of the shift. */
export function WallCounts() {
  const text = useText();
  const formats = useFormats();
  const shift = useSnapshot((snapshot) => snapshot.shift);
  return (
    <dl
      aria-label={text('live.shift.title')}
      className="grid grid-cols-4 border-line border-t bg-panel portrait:grid-cols-2"
    >
      {outcomes.map((outcome) => {
        const { icon: Icon, tone } = outcomeMarks[outcome];
        const count = shift[outcome];
        return (
          <div
            key={outcome}
            className="flex min-w-0 flex-col items-center gap-[0.2em] border-line px-[0.3em] py-[0.4em] not-last:border-r"
          >
            <dt className="max-w-full truncate text-muted">{text(`common.verdict.${outcome}`)}</dt>
            <dd
              data-count={outcome}
              className={classNames(
                'figures flex items-center gap-[0.3em] font-bold text-[1.8em] leading-none',
                count === 0 && 'text-faint',
              )}
            >
              <Icon aria-hidden strokeWidth={2.5} className={classNames('size-[0.8em]', toneText[tone])} />
              {formats.number(count)}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
