import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

/** In place of an empty list: why it is empty, and what to do. */
export function EmptyState({
  icon: Icon,
  title,
  description,
  children,
}: {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly description?: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className="flex h-full flex-col items-center justify-center gap-3 p-8 text-center">
      <Icon aria-hidden className="size-12 text-faint" strokeWidth={1.5} />
      <p className="font-semibold text-xl">{title}</p>
      {description && <p className="max-w-prose text-muted">{description}</p>}
      {children && <div className="mt-2 flex flex-wrap justify-center gap-3">{children}</div>}
    </div>
  );
}
