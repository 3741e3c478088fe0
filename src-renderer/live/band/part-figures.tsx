import { Timer, TimerOff } from 'lucide-react';
import { useSnapshot } from '../../hooks/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { classNames } from '../../ui/index.ts';
import { type Cycle, cycleOf } from '../shift/cycle.ts';
import { type Takt, taktOf } from '../shift/takt.ts';

/** Number of the part, and its time: what is left of it while it is made, what it took afterwards. */
export function PartFigures() {
  const text = useText();
  const part = useSnapshot((snapshot) => snapshot.part);
  const lastPart = useSnapshot((snapshot) => snapshot.lastPart);
  const source = useSnapshot((snapshot) => snapshot.source);
  const recipe = useSnapshot((snapshot) => snapshot.recipe);
  const cycle = cycleOf({ part, lastPart, source, recipe });
  const shown = part ?? lastPart;
  if (shown === null || cycle === null) return null;
  const takt = part === null ? null : taktOf(cycle);
  const serial = shown.identity?.serial ?? shown.code;
  return (
    <dl className="flex shrink-0 items-center gap-5 border-current/30 border-l pl-5 text-right">
      <div>
        <dt className="max-w-56 truncate font-medium text-base">
          {serial === null ? text('live.band.part') : `${text('live.band.part')} ${serial}`}
        </dt>
        <dd className="figures font-bold text-4xl leading-none">{shown.number}</dd>
      </div>
      {takt === null ? <CycleFigure cycle={cycle} /> : <TaktFigure takt={takt} cycle={cycle} />}
    </dl>
  );
}

/** What the last part took, or the part in progress takes where no target is set. */
function CycleFigure({ cycle: { seconds, targetSeconds, over } }: { readonly cycle: Cycle }) {
  const text = useText();
  const formats = useFormats();
  return (
    <div>
      <dt className="font-medium text-base">
        {text('live.shift.cycle')}
        {targetSeconds !== null &&
          ` ${text('live.shift.target', { time: formats.minutesSeconds(targetSeconds) })}`}
      </dt>
      <dd className="figures flex items-center justify-end gap-2 font-bold text-4xl leading-none">
        {over && <TimerOff aria-label={text('common.step.tooSlow')} className="size-8" />}
        {formats.minutesSeconds(seconds)}
      </dd>
    </div>
  );
}

/** On a field of its own: it warns before the part is late, whatever colour the band has. */
function TaktFigure({ takt, cycle }: { readonly takt: Takt; readonly cycle: Cycle }) {
  const text = useText();
  const formats = useFormats();
  const late = takt.state === 'late';
  const Icon = late ? TimerOff : Timer;
  return (
    <div
      data-takt={takt.state}
      className={classNames(
        'min-w-[7.5rem] rounded-lg px-3 py-1.5',
        takt.state === 'inTime' ? 'bg-black/25' : 'border-2 border-on-warn bg-solid-warn text-on-warn',
      )}
      title={`${text('live.shift.cycle')} ${formats.minutesSeconds(cycle.seconds)}`}
    >
      <dt className="font-medium text-base">
        {text(late ? 'live.shift.late' : 'live.shift.left')}
        {` ${text('live.shift.target', { time: formats.minutesSeconds(cycle.targetSeconds ?? 0) })}`}
      </dt>
      <dd className="figures flex items-center justify-end gap-2 font-bold text-4xl leading-none">
        {takt.state !== 'inTime' && <Icon aria-hidden className="size-7" strokeWidth={2.5} />}
        {late
          ? `+${formats.minutesSeconds(takt.lateSeconds)}`
          : formats.minutesSeconds(Math.ceil(takt.leftSeconds))}
      </dd>
    </div>
  );
}
