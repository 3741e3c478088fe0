import { Ban, CircleCheck, CircleX, Timer, TriangleAlert, UserRoundPlus } from 'lucide-react';
import { useState } from 'react';
import { useCommand, useMay, useSnapshot } from '../../binding/index.tsx';
import { useFormats, useText } from '../../text/index.tsx';
import {
  Button,
  classNames,
  Dialog,
  ErrorNotice,
  outcomeMarks,
  type PartOutcome,
  toneText,
  useShortcut,
} from '../../ui/index.ts';
import { Panel } from '../panel.tsx';
import { cycleOf } from './cycle.ts';

const outcomes = [
  ['pass', CircleCheck],
  ['warn', TriangleAlert],
  ['fail', CircleX],
  ['aborted', Ban],
] as const;

/** What the shift has made, and how long a part takes. */
export function ShiftPanel() {
  const text = useText();
  const formats = useFormats();
  const shift = useSnapshot((snapshot) => snapshot.shift);
  return (
    <Panel
      title={text('live.shift.title')}
      className="shrink-0"
      head={
        <>
          <span className="figures min-w-0 truncate text-faint text-sm">
            {text('live.shift.since', { time: formats.clock(shift.since).slice(0, 5) })}
          </span>
          <NewShift />
        </>
      }
    >
      <div className="flex items-stretch">
        <dl className="flex flex-1">
          {outcomes.map(([outcome, Icon]) => (
            <Count key={outcome} outcome={outcome} icon={Icon} count={shift[outcome]} />
          ))}
        </dl>
        <CycleTime />
      </div>
    </Panel>
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
    <div className="flex flex-1 flex-col items-center border-line border-r px-1 py-2.5">
      <dt className="flex items-center gap-1.5 text-muted text-sm">
        <Icon
          aria-hidden
          className={classNames('size-4', toneText[outcomeMarks[outcome].tone])}
          strokeWidth={2.5}
        />
        {text(`common.verdict.${outcome}`)}
      </dt>
      <dd
        data-count={outcome}
        className={classNames(
          'figures font-bold text-3xl leading-tight',
          count === 0 ? 'text-faint' : 'text-text',
        )}
      >
        {formatsCount(count)}
      </dd>
    </div>
  );
}

function formatsCount(count: number): string {
  return count > 9999 ? '9999+' : String(count);
}

function CycleTime() {
  const text = useText();
  const formats = useFormats();
  const part = useSnapshot((snapshot) => snapshot.part);
  const lastPart = useSnapshot((snapshot) => snapshot.lastPart);
  // In tenths: the number on the screen changes no faster.
  const source = useSnapshot((snapshot) => snapshot.source);
  const cycle = cycleOf({ part, lastPart, source });
  return (
    <dl className="flex w-36 shrink-0 flex-col items-center px-2 py-2.5">
      <dt className="flex items-center gap-1.5 text-muted text-sm">
        <Timer aria-hidden className="size-4" />
        {text(cycle?.which === 'current' ? 'live.shift.cycleNow' : 'live.shift.cycleLast')}
      </dt>
      <dd className={classNames('figures font-bold text-3xl leading-tight', cycle === null && 'text-faint')}>
        {cycle === null ? '–' : formats.duration(cycle.seconds)}
      </dd>
    </dl>
  );
}

function NewShift() {
  const text = useText();
  const may = useMay('startShift');
  const { send, busy, error, clearError } = useCommand('startShift');
  const [open, setOpen] = useState(false);
  const show = (): void => {
    clearError();
    setOpen(true);
  };
  useShortcut('h', text('live.shift.start'), show, may);
  return (
    <>
      <Button icon={UserRoundPlus} look="quiet" onClick={show} disabled={!may} className="ml-auto">
        {text('live.shift.start')}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={text('live.shift.startTitle')}
        description={text('live.shift.startDescription')}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>{text('common.cancel')}</Button>
            <Button
              look="primary"
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
