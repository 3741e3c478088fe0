import type { ReactNode } from 'react';

export function Box({
  title,
  hint,
  children,
}: {
  readonly title: string | null;
  readonly hint?: string;
  readonly children: ReactNode;
}) {
  return (
    <section className="min-w-0 rounded-xl border border-line bg-panel p-5">
      {title !== null && <h3 className="font-semibold text-lg">{title}</h3>}
      {hint && <p className="mt-1 text-muted text-sm">{hint}</p>}
      <div className={title === null ? '' : 'mt-3'}>{children}</div>
    </section>
  );
}
