import type { LogEntry } from '../../src-inference/contract/index.ts';
import { logLine, useTitles } from '../messages/index.ts';
import { useFormats, useText } from '../text/index.tsx';
import { classNames, toneText } from '../ui/index.ts';

export function PartLog({ entries }: { readonly entries: readonly LogEntry[] }) {
  const text = useText();
  const formats = useFormats();
  const titles = useTitles();
  if (entries.length === 0) return <p className="text-muted">{text('history.noLog')}</p>;
  return (
    <ul className="overflow-hidden rounded-lg border border-line bg-panel">
      {entries.map((entry) => {
        const line = logLine(entry, { text, titles, formats });
        return (
          <li
            key={line.key}
            className="flex flex-wrap gap-x-4 border-line border-b px-4 py-2 last:border-b-0"
          >
            <span className="figures text-muted">{formats.clock(line.at)}</span>
            <span className={classNames('font-medium', line.problem && toneText[line.tone])}>
              {line.index !== null && `${line.index} `}
              {line.what}
            </span>
            {line.probability !== null && (
              <span className="figures text-muted">{formats.percent(line.probability)}</span>
            )}
            <span className="min-w-0 flex-1 text-muted">{line.remark}</span>
          </li>
        );
      })}
    </ul>
  );
}
