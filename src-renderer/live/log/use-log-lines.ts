// The lines of the log that match a filter. An entry never changes, so its line is made once.
import { useMemo } from 'react';
import type { LogEntry } from '../../../src-inference/contract/index.ts';
import { useLog } from '../../hooks/index.ts';
import { filterLines, type LogFilter, type LogLine, logLine, useTitles } from '../../messages/index.ts';
import { useFormats, useText } from '../../text/index.tsx';

export function useLogLines({ kind, words }: LogFilter): readonly LogLine[] {
  const text = useText();
  const formats = useFormats();
  const titles = useTitles();
  const { entries } = useLog();
  const lineOf = useMemo(() => {
    const made = new WeakMap<LogEntry, LogLine>();
    return (entry: LogEntry): LogLine => {
      const known = made.get(entry);
      if (known !== undefined) return known;
      const line = logLine(entry, { text, formats, titles });
      made.set(entry, line);
      return line;
    };
  }, [text, formats, titles]);
  const lines = useMemo(() => entries.map(lineOf), [entries, lineOf]);
  return useMemo(() => filterLines(lines, { kind, words }), [lines, kind, words]);
}
