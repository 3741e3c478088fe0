// Focus and scrolling in the tree of steps.
import { type RefObject, useEffect, useRef } from 'react';
import type { DraftPath } from '../draft.ts';
import type { Selection } from '../editing-session.ts';
import { pathKey } from '../tree-rows.ts';

export interface TreeFocus {
  readonly tree: RefObject<HTMLDivElement | null>;
  /** The row gets the focus after the next rendering: an element has a new path after it was moved. */
  focusLater(path: DraftPath): void;
  /** @returns Path of the row above or below; null: it is the end of a list, or there is none. */
  focusBeside(from: EventTarget, direction: 'up' | 'down'): DraftPath | null;
}

/** The first selected row is scrolled into view. */
export function useTreeFocus(selection: Selection | null): TreeFocus {
  const tree = useRef<HTMLDivElement>(null);
  const next = useRef<string | null>(null);
  useEffect(() => {
    if (next.current === null) return;
    rowButton(tree.current, next.current)?.focus();
    next.current = null;
  });
  const selected = selection === null ? null : pathKey(selection.first);
  useEffect(() => {
    if (selected !== null) rowButton(tree.current, selected)?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  return {
    tree,
    focusLater(path) {
      next.current = pathKey(path);
    },
    focusBeside(from, direction) {
      const buttons = [...(tree.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
      const beside = buttons[buttons.indexOf(from as HTMLElement) + (direction === 'up' ? -1 : 1)];
      beside?.focus();
      const key = beside?.dataset.row;
      return key === undefined || key.endsWith('.end') ? null : readPathKey(key);
    },
  };
}

function rowButton(tree: HTMLElement | null, key: string): HTMLElement | null {
  return tree?.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`) ?? null;
}

function readPathKey(key: string): DraftPath {
  return key.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
