// The actions of the line, each with its key: pressing one begins it at the frame that is shown.
import { CircleStop } from 'lucide-react';
import { useStore } from 'zustand';
import { useText } from '../../text/index.tsx';
import { Button, ColorDot, classNames } from '../../ui/index.ts';
import type { LabelSessionHandle } from '../editing/label-session.ts';
import type { LabelNames } from '../label-names.ts';
import { secondsText } from './video-stage.tsx';

export function LabelPalette({
  session,
  names,
  disabled,
  onBegin,
  onEnd,
}: {
  readonly session: LabelSessionHandle;
  readonly names: LabelNames;
  readonly disabled: boolean;
  readonly onBegin: (label: string) => void;
  readonly onEnd: () => void;
}) {
  const text = useText();
  const open = useStore(session.store, ({ editor }) => editor.open);
  return (
    <section aria-label={text('teach.editor.palette')} className="flex flex-col gap-2">
      <ul className="grid max-h-60 grid-cols-2 gap-1.5 overflow-y-auto short:max-h-47">
        {names.labels.map(({ name, title, color }, place) => (
          <li key={name}>
            <button
              type="button"
              disabled={disabled}
              aria-pressed={open?.label === name}
              title={title}
              onClick={() => onBegin(name)}
              className="flex min-h-11 w-full items-center gap-2 rounded-lg border border-line bg-raised px-2 short:min-h-9 text-left font-medium text-sm hover:border-line-strong disabled:opacity-50 aria-pressed:border-accent aria-pressed:bg-accent-soft"
            >
              <ColorDot large color={color} />
              <span className="min-w-0 flex-1 truncate">{title}</span>
              {place < 9 && (
                <kbd
                  aria-hidden
                  className="rounded border border-line-strong px-1.5 font-sans text-muted text-xs"
                >
                  {place + 1}
                </kbd>
              )}
            </button>
          </li>
        ))}
      </ul>
      <div
        className={classNames(
          'flex min-h-13 items-center gap-2 rounded-lg px-3 text-sm',
          open === null ? 'bg-raised text-muted' : 'bg-accent-soft text-accent',
        )}
      >
        {open === null ? (
          text('teach.editor.beginHint')
        ) : (
          <>
            <span className="min-w-0 flex-1">
              <span className="font-semibold">{names.titleOf(open.label)}</span>{' '}
              <span className="figures">
                {text('teach.editor.openSince', { time: secondsText(open.startSeconds) })}
              </span>
            </span>
            <Button variant="primary" icon={CircleStop} className="-mr-2" onClick={onEnd}>
              {text('teach.editor.end')}
            </Button>
          </>
        )}
      </div>
    </section>
  );
}
