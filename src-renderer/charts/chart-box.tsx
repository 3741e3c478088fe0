// The frame of a chart: its title, what it shows in words, and a table with the same figures for those who cannot see it, or
// have no mouse.
import { ChartNoAxesColumn, Table2 } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { useText } from '../text/index.tsx';
import { IconButton } from '../ui/index.ts';

export function ChartBox({
  title,
  hint,
  summary,
  chart,
  table,
  controls,
}: {
  readonly title: string;
  readonly hint: string;
  /** What the chart shows, in a sentence; null: there is nothing to show, `chart` says why. */
  readonly summary: string | null;
  readonly chart: ReactNode;
  readonly table: ReactNode;
  readonly controls?: ReactNode;
}) {
  const text = useText();
  const id = useId();
  const [shown, setShown] = useState<'chart' | 'table'>('chart');
  return (
    <section
      aria-labelledby={id}
      className="flex min-w-0 flex-col rounded-xl border border-line bg-panel p-5"
    >
      <header className="mb-4 flex flex-wrap items-start gap-x-4 gap-y-3">
        <div className="min-w-60 flex-1">
          <h2 id={id} className="font-semibold text-xl">
            {title}
          </h2>
          <p className="mt-1 text-muted text-sm">{hint}</p>
        </div>
        {controls}
        {summary !== null && (
          <fieldset
            aria-label={text('figures.showAs', { chart: title })}
            className="flex rounded-lg border border-line"
          >
            <IconButton
              icon={ChartNoAxesColumn}
              name={text('figures.asChart')}
              pressed={shown === 'chart'}
              onClick={() => setShown('chart')}
            />
            <IconButton
              icon={Table2}
              name={text('figures.asTable')}
              pressed={shown === 'table'}
              onClick={() => setShown('table')}
            />
          </fieldset>
        )}
      </header>
      {summary === null ? (
        <p className="text-muted">{chart}</p>
      ) : (
        <>
          <p className="sr-only">{summary}</p>
          {shown === 'chart' ? <div aria-hidden>{chart}</div> : table}
        </>
      )}
    </section>
  );
}
