// A list of which several entries can be chosen.
import type { ReactNode } from 'react';
import { useText } from '../../text/index.tsx';
import { Button } from '../../ui/index.ts';

export interface CheckEntry {
  readonly id: string;
  /** For screen readers. */
  readonly name: string;
  readonly content: ReactNode;
}

export function CheckList({
  name,
  entries,
  chosen,
  onChoose,
}: {
  readonly name: string;
  readonly entries: readonly CheckEntry[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}) {
  const text = useText();
  const isAll = entries.every(({ id }) => chosen.has(id));
  const set = (ids: readonly string[], on: boolean): void => {
    const next = new Set(chosen);
    for (const id of ids) {
      if (on) next.add(id);
      else next.delete(id);
    }
    onChoose(next);
  };
  return (
    <>
      <Button
        className="self-start"
        onClick={() =>
          set(
            entries.map(({ id }) => id),
            !isAll,
          )
        }
      >
        {text(isAll ? 'recipes.learn.none' : 'recipes.learn.all', { count: entries.length })}
      </Button>
      <ul aria-label={name} className="min-h-40 flex-1 overflow-y-auto rounded-xl border border-line">
        {entries.map(({ id, name: entryName, content }) => (
          <li key={id} className="border-line border-b last:border-b-0">
            <label className="flex min-h-14 cursor-pointer items-center gap-4 px-4 py-1.5 hover:bg-raised">
              <input
                type="checkbox"
                aria-label={entryName}
                checked={chosen.has(id)}
                onChange={({ target }) => set([id], target.checked)}
                className="size-5 shrink-0 accent-(--accent)"
              />
              {content}
            </label>
          </li>
        ))}
      </ul>
    </>
  );
}
