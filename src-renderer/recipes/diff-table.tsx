import { useLayoutEffect, useRef } from 'react';
import { useText } from '../text/index.tsx';
import { classNames } from '../ui/index.ts';
import { type DiffLine, diffLines } from './line-diff.ts';

const marks = {
  same: { sign: ' ', style: 'text-muted' },
  added: { sign: '+', style: 'bg-pass-soft text-pass' },
  removed: { sign: '−', style: 'bg-fail-soft text-fail' },
} as const satisfies Record<DiffLine['kind'], unknown>;

/**
 * Two texts, line by line, scrolled to the first change. Lines with `−` are only in the first text, lines with `+` only in
 * the second.
 */
export function DiffTable({ before, after }: { readonly before: string; readonly after: string }) {
  const text = useText();
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls for another text to compare with, not while typing
  useLayoutEffect(() => {
    const change = box.current?.querySelector<HTMLElement>('[data-change]');
    if (box.current && change) box.current.scrollTop = change.offsetTop - box.current.clientHeight / 3;
  }, [before]);
  return (
    <div
      ref={box}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
      tabIndex={0}
      className="relative min-h-0 min-w-0 flex-1 overflow-auto rounded-lg border border-line bg-ground py-2"
    >
      <table className="w-full border-collapse font-mono text-sm">
        <caption className="sr-only">{text('recipes.changes')}</caption>
        <tbody>
          {diffLines(before, after).map((line) => (
            <tr
              key={`${line.before} ${line.after}`}
              data-change={line.kind === 'same' ? undefined : line.kind}
              className={marks[line.kind].style}
            >
              <td className="figures w-10 select-none px-2 text-right text-faint">{line.before}</td>
              <td className="figures w-10 select-none px-2 text-right text-faint">{line.after}</td>
              <td className={classNames('whitespace-pre px-2', line.kind !== 'same' && 'font-medium')}>
                <span className="select-none">{marks[line.kind].sign} </span>
                {line.text}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
