import { BellRing } from 'lucide-react';
import { useState } from 'react';
import { useSnapshot } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { classNames, useShortcut } from '../../ui/index.ts';
import { FailuresDialog } from './failures-dialog.tsx';
import { byShift } from './waiting.ts';

/** How many failed parts wait for somebody, and the way to them. Nothing while none does. */
export function FailuresButton({ className }: { readonly className?: string }) {
  const text = useText();
  const unacknowledged = useSnapshot((snapshot) => snapshot.unacknowledged);
  const since = useSnapshot((snapshot) => snapshot.shift.since);
  const [open, setOpen] = useState(false);
  const { thisShift, older } = byShift(unacknowledged, since, (id) => id);
  const any = unacknowledged.length > 0;
  useShortcut('f', text('live.failures.title'), () => setOpen(true), any);
  return (
    <>
      {any && (
        <button
          type="button"
          aria-label={`${text('live.failures.title')}: ${text('live.failures.some', { count: thisShift.length })}, ${text('live.failures.olderCount', { count: older.length })}`}
          onClick={() => setOpen(true)}
          className={classNames(
            'flex min-h-14 shrink-0 items-center gap-2.5 rounded-lg border border-line-strong bg-raised px-3 hover:border-muted',
            className,
          )}
        >
          <BellRing
            aria-hidden
            className={classNames('size-6 shrink-0', thisShift.length > 0 ? 'text-fail' : 'text-muted')}
          />
          <span className="figures text-left leading-tight">
            <span className={classNames('block font-semibold', thisShift.length === 0 && 'text-muted')}>
              {text('live.failures.some', { count: thisShift.length })}
            </span>
            {older.length > 0 && (
              <span className="block text-muted text-sm">
                {text('live.failures.olderCount', { count: older.length })}
              </span>
            )}
          </span>
          <kbd
            aria-hidden
            className="hidden rounded border border-current px-1.5 font-sans text-xs 2xl:inline"
          >
            F
          </kbd>
        </button>
      )}
      {open && <FailuresDialog onClose={() => setOpen(false)} />}
    </>
  );
}
