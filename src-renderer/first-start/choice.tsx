import { Check, LoaderCircle, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '../ui/index.ts';

/** A large button that chooses something, or begins something. */
export function Choice({
  icon,
  title,
  hint,
  language,
  chosen,
  busy = false,
  disabled = false,
  children,
  onChoose,
}: {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly hint?: string | undefined;
  /** Of title and hint, where it is not the language of the screen. */
  readonly language?: string;
  /** Left out: it begins something, and is not one of several that may be chosen. */
  readonly chosen?: boolean;
  readonly busy?: boolean;
  readonly disabled?: boolean;
  /** Behind the title. */
  readonly children?: ReactNode;
  readonly onChoose: () => void;
}) {
  const Icon = busy ? LoaderCircle : icon;
  return (
    <button
      type="button"
      lang={language}
      aria-pressed={chosen}
      aria-busy={busy}
      disabled={disabled || busy}
      onClick={onChoose}
      className={classNames(
        'flex h-full min-h-20 w-full items-center gap-4 rounded-xl border-2 bg-panel p-4 text-left disabled:opacity-60',
        chosen ? 'border-accent bg-accent-soft' : 'border-line hover:border-line-strong hover:bg-raised',
      )}
    >
      <Icon aria-hidden className={classNames('size-8 shrink-0 text-muted', busy && 'animate-spin')} />
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="font-semibold text-lg">{title}</span>
          {children}
        </span>
        {hint && <span className="block text-muted">{hint}</span>}
      </span>
      {chosen && <Check aria-hidden className="size-7 shrink-0 text-accent" strokeWidth={2.5} />}
    </button>
  );
}
