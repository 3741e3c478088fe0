import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useText } from '../../text/index.tsx';
import { Button, IconButton } from '../../ui/index.ts';
import { addRow, type LabelRow, moveRow, problemOf } from './label-rows.ts';

/** A list of actions, each with a title and a colour; the first nine have a key. */
export function LabelRowsForm({
  rows,
  onChange,
}: {
  readonly rows: readonly LabelRow[];
  readonly onChange: (rows: readonly LabelRow[]) => void;
}) {
  const text = useText();
  const list = useRef<HTMLOListElement>(null);
  const count = useRef(rows.length);
  useEffect(() => {
    // A new row is there to be typed into.
    if (rows.length > count.current)
      list.current?.querySelector<HTMLInputElement>('li:last-child input')?.focus();
    count.current = rows.length;
  }, [rows.length]);
  const change = (key: number, part: Partial<LabelRow>): void =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  return (
    <div className="flex flex-col gap-3">
      <ol ref={list} aria-label={text('teach.labels.list')} className="flex flex-col gap-2">
        {rows.map((row, place) => {
          const problem = problemOf(row, rows);
          const shown = problem === 'twice' ? text('teach.labels.twice') : null;
          const name = row.title || text('teach.labels.unnamed', { place: place + 1 });
          return (
            <li key={row.key} className="flex flex-wrap items-center gap-2">
              <kbd
                aria-hidden
                className="w-8 rounded-md border border-line-strong bg-raised py-1 text-center font-sans font-semibold text-sm"
              >
                {place < 9 ? place + 1 : '–'}
              </kbd>
              <input
                type="color"
                aria-label={text('teach.labels.colorOf', { name })}
                value={row.color}
                onChange={({ target }) => change(row.key, { color: target.value })}
                className="size-11 shrink-0 rounded-lg border border-line-strong bg-field p-1"
              />
              <input
                type="text"
                aria-label={text('teach.labels.titleOf', { place: place + 1 })}
                aria-invalid={shown !== null}
                placeholder={text('teach.labels.example')}
                maxLength={120}
                value={row.title}
                onChange={({ target }) => change(row.key, { title: target.value })}
                onKeyDown={(event) => {
                  if (event.key === 'Enter' && place === rows.length - 1) onChange(addRow(rows));
                }}
                className="min-h-11 min-w-40 flex-1 rounded-lg border border-line-strong bg-field px-3 aria-invalid:border-fail"
              />
              <IconButton
                icon={ArrowUp}
                name={text('teach.labels.up', { name })}
                disabled={place === 0}
                onClick={() => onChange(moveRow(rows, row.key, -1))}
              />
              <IconButton
                icon={ArrowDown}
                name={text('teach.labels.down', { name })}
                disabled={place === rows.length - 1}
                onClick={() => onChange(moveRow(rows, row.key, 1))}
              />
              <IconButton
                icon={Trash2}
                name={text('teach.labels.remove', { name })}
                onClick={() => onChange(rows.filter(({ key }) => key !== row.key))}
              />
              {shown !== null && <p className="w-full pl-22 text-fail text-sm">{shown}</p>}
            </li>
          );
        })}
      </ol>
      <Button icon={Plus} className="self-start" onClick={() => onChange(addRow(rows))}>
        {text('teach.labels.add')}
      </Button>
    </div>
  );
}
