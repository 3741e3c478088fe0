import { LoaderCircle, type LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

const variants = {
  primary: 'bg-solid-active text-on-solid hover:brightness-115 active:brightness-95',
  danger: 'bg-solid-fail text-on-solid hover:brightness-115 active:brightness-95',
  normal: 'border border-line-strong bg-raised text-text hover:border-muted active:bg-line',
  quiet: 'text-muted hover:bg-raised hover:text-text active:bg-line',
  /** For a coloured background, such as the verdict band. */
  onSolid: 'bg-white text-[#10161d] hover:bg-white/90 active:bg-white/80',
} as const;

export interface ButtonProps extends ComponentProps<'button'> {
  readonly variant?: keyof typeof variants;
  readonly icon?: LucideIcon;
  readonly large?: boolean;
  /** Its command is running: it shows that, and cannot be pressed again. */
  readonly busy?: boolean;
  /** Key of its shortcut, shown on wide screens. */
  readonly shortcut?: string;
}

export function Button({
  variant = 'normal',
  icon,
  large = false,
  busy = false,
  shortcut,
  className,
  children,
  disabled,
  ...rest
}: ButtonProps) {
  const Icon = busy ? LoaderCircle : icon;
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled || busy}
      aria-busy={busy}
      className={classNames(
        'inline-flex shrink-0 items-center justify-center gap-2 whitespace-nowrap rounded-lg font-semibold transition-[filter,background-color,border-color] disabled:opacity-50 disabled:hover:brightness-100',
        large ? 'min-h-14 px-6 text-lg' : 'min-h-11 px-4 text-base',
        variants[variant],
        className,
      )}
    >
      {Icon && (
        <Icon aria-hidden className={classNames(large ? 'size-6' : 'size-5', busy && 'animate-spin')} />
      )}
      {children}
      {shortcut && (
        <kbd
          aria-hidden
          className="ml-1 hidden rounded border border-current px-1.5 font-sans text-xs uppercase xl:inline"
        >
          {shortcut}
        </kbd>
      )}
    </button>
  );
}

/** A button with an icon only. Screen readers read its name, and a tooltip shows it. */
export function IconButton({
  icon: Icon,
  name,
  pressed,
  className,
  ...rest
}: Omit<ComponentProps<'button'>, 'name' | 'children'> & {
  readonly icon: LucideIcon;
  readonly name: string;
  readonly pressed?: boolean;
}) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={name}
      title={name}
      aria-pressed={pressed}
      className={classNames(
        'inline-flex size-11 shrink-0 items-center justify-center rounded-lg text-muted hover:bg-raised hover:text-text active:bg-line disabled:opacity-50 aria-pressed:bg-accent-soft aria-pressed:text-accent',
        className,
      )}
    >
      <Icon aria-hidden className="size-5" />
    </button>
  );
}
