// Says that the history is not complete yet, and how far it is.
import { DatabaseZap } from 'lucide-react';
import { useIndexProgress } from '../hooks/index.ts';
import { useFormats, useText } from '../text/index.tsx';

export function BuildingNotice() {
  const text = useText();
  const formats = useFormats();
  const done = useIndexProgress();
  if (done === null) return null;
  return (
    <div role="status" className="border-line border-b bg-warn-soft px-6 py-3">
      <p className="flex items-center gap-3">
        <DatabaseZap aria-hidden className="size-5 shrink-0 text-warn" />
        <span className="min-w-0 flex-1">{text('history.building')}</span>
        <span className="figures font-semibold">{formats.percent(done)}</span>
      </p>
      <div aria-hidden className="mt-2 h-1.5 overflow-hidden rounded-full bg-line">
        <div className="h-full bg-solid-warn" style={{ width: `${done * 100}%` }} />
      </div>
    </div>
  );
}
