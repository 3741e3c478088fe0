import type { ReactNode } from 'react';
import { classNames } from '../ui/index.ts';

/** A box of the live page with a title. @param head Shown beside the title. */
export function Panel({
  title,
  head,
  quiet = false,
  className,
  children,
}: {
  readonly title: string;
  readonly head?: ReactNode;
  /** Without the title where the screen is not wide: its box has it as a label. */
  readonly quiet?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  return (
    <section
      aria-label={title}
      className={classNames(
        'flex min-w-0 flex-col overflow-hidden rounded-xl border border-line bg-panel',
        className,
      )}
    >
      <header className="flex min-h-13 items-center gap-3 border-line border-b py-1 pr-1.5 pl-4">
        <h2 className={classNames('shrink-0 font-semibold text-muted text-sm', quiet && 'max-2xl:hidden')}>
          {title}
        </h2>
        {head}
      </header>
      {children}
    </section>
  );
}
