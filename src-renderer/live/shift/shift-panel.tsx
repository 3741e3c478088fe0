import { Ban, CircleCheck, CircleX, TriangleAlert, UserRoundPlus } from 'lucide-react';
import { useState } from 'react';
import { useCommand, useIsAllowed, useSnapshot } from '../../hooks/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import {
  Button,
  classNames,
  Dialog,
  ErrorNotice,
  IconButton,
  outcomeMarks,
  type PartOutcome,
  toneText,
  useShortcut,
} from '../../ui/index.ts';

const outcomes = [
  ['pass', CircleCheck],
  ['warn', TriangleAlert],
  ['fail', CircleX],
  ['aborted', Ban],
] as const;

/** Larger counts would not fit. */
const mostShown = 9999;

/** The counts of the shift. */
export function ShiftPanel() {
  const text = useText();
  const formats = useFormats();
  const shift = useSnapshot((snapshot) => snapshot.shift);
  return (
    <section
      aria-label={text('live.shift.title')}
      className="flex shrink-0 items-stretch rounded-xl border border-line bg-panel max-xl:portrait:flex-col phone:flex-col"
    >
      <div className="flex items-center justify-between gap-1 border-line border-r py-1 pr-1 pl-4 max-xl:portrait:border-r-0 max-xl:portrait:border-b phone:border-r-0 phone:border-b">
        <p className="leading-tight">
          <span className="block font-semibold text-muted text-sm">{text('live.shift.title')}</span>
          <span className="figures block whitespace-nowrap text-faint text-sm">
            {text('live.shift.since', { time: formats.minute(shift.since) })}
          </span>
          {shift.overridden > 0 && (
            <span className="figures block whitespace-nowrap text-faint text-xs">
              {text('live.shift.overridden', { count: shift.overridden })}
            </span>
          )}
        </p>
        <NewShift />
      </div>
      <dl className="flex min-w-0 flex-1">
        {outcomes.map(([outcome, Icon]) => (
          <Count key={outcome} outcome={outcome} icon={Icon} count={shift[outcome]} />
        ))}
      </dl>
    </section>
  );
}

function Count({
  outcome,
  icon: Icon,
  count,
}: {
  readonly outcome: PartOutcome;
  readonly icon: typeof Ban;
  readonly count: number;
}) {
  const text = useText();
  return (
    <div className="flex min-w-0 flex-1 flex-col items-center border-line px-1 py-2 not-last:border-r">
      <dt className="text-center text-muted text-xs leading-tight">{text(`common.verdict.${outcome}`)}</dt>
      <dd
        data-count={outcome}
        className={classNames(
          'figures mt-auto flex items-center gap-1.5 font-bold text-3xl leading-tight max-xl:gap-1 max-xl:text-2xl short:gap-1 short:text-2xl',
          count === 0 ? 'text-faint' : 'text-text',
        )}
      >
        <Icon
          aria-hidden
          className={classNames('hidden size-5 shrink-0 2xl:block', toneText[outcomeMarks[outcome].tone])}
          strokeWidth={2.5}
        />
        {count > mostShown ? `${mostShown}+` : count}
      </dd>
    </div>
  );
}

function NewShift() {
  const text = useText();
  const may = useIsAllowed('startShift');
  const { send, busy, error, clearError } = useCommand('startShift');
  const [open, setOpen] = useState(false);
  const show = (): void => {
    clearError();
    setOpen(true);
  };
  useShortcut('h', text('live.shift.start'), show, may);
  return (
    <>
      <IconButton icon={UserRoundPlus} name={text('live.shift.start')} onClick={show} disabled={!may} />
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={text('live.shift.startTitle')}
        description={text('live.shift.startDescription')}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>{text('common.cancel')}</Button>
            <Button
              variant="primary"
              busy={busy}
              onClick={async () => {
                if ((await send(null)) !== undefined) setOpen(false);
              }}
            >
              {text('live.shift.start')}
            </Button>
          </>
        }
      >
        {error && <ErrorNotice error={error} />}
      </Dialog>
    </>
  );
}
