// A table of figures. The first column names the row, and leads to its parts.
import type { ReactNode } from 'react';
import { useText } from '../text/index.tsx';

export interface FiguresRow {
  readonly key: string;
  readonly name: string;
  readonly cells: readonly ReactNode[];
  /** Null: there are no parts of it alone. */
  readonly onOpen: (() => void) | null;
}

export function FiguresTable({
  caption,
  columns,
  rows,
}: {
  readonly caption: string;
  /** The first one is of the names. */
  readonly columns: readonly string[];
  readonly rows: readonly FiguresRow[];
}) {
  const text = useText();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
    <div tabIndex={0} className="max-h-96 overflow-auto print:max-h-none print:overflow-visible">
      <table className="w-full border-collapse text-left">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 bg-panel text-muted text-sm">
          <tr>
            {columns.map((column, index) => (
              <th
                key={column}
                scope="col"
                className={`px-2 py-2 font-medium ${index > 0 ? 'text-right' : ''}`}
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, cells, onOpen }) => (
            <tr key={key} className="border-line border-t">
              <th scope="row" className="px-2 font-medium">
                {onOpen === null ? (
                  <span className="block py-2">{name}</span>
                ) : (
                  <button
                    type="button"
                    onClick={onOpen}
                    title={text('figures.seeParts')}
                    className="min-h-11 text-left underline decoration-line-strong underline-offset-4 hover:decoration-current"
                  >
                    {name}
                  </button>
                )}
              </th>
              {cells.map((cell, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells stand in the order of the columns
                <td key={index} className="figures px-2 py-2 text-right">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
