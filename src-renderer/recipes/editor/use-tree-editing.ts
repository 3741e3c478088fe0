// Edits of the tree of steps with buttons and keys.
import { type KeyboardEvent, useState } from 'react';
import { useLabels } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import type { DraftPath, RecipeDraft } from '../draft.ts';
import {
  addStep,
  type DraftEdit,
  type DraftGap,
  duplicateElement,
  gapBefore,
  isSame,
  moveElement,
  removeElement,
} from '../draft-edits.ts';
import { applyEdit, type DraftState, type Selection, select } from '../editing-session.ts';
import { elementAt, gapAfter, gapBeside, type TreeRow } from '../tree-rows.ts';
import type { TreeFocus } from './use-tree-focus.ts';

export interface TreeEditing {
  /** For screen readers: what has happened last. */
  readonly announcement: string;
  titleOf(path: DraftPath): string;
  /** The place for a new element: in a selected group that is empty, else after the selection, else at the end. */
  insertionGap(): DraftGap;
  move(path: DraftPath, direction: 'up' | 'down'): void;
  choose(path: DraftPath, extend: boolean): void;
  press(event: KeyboardEvent, path: DraftPath): void;
  add(gap: DraftGap, label: string): void;
}

export function useTreeEditing(
  draft: RecipeDraft,
  rows: readonly TreeRow[],
  { text: draftText, selection }: DraftState,
  { focusLater, focusBeside }: Pick<TreeFocus, 'focusLater' | 'focusBeside'>,
  readOnly: boolean,
): TreeEditing {
  const text = useText();
  const labels = useLabels();
  const [announcement, setAnnouncement] = useState('');

  const titleOf = (path: DraftPath): string => {
    const element = elementAt(draft, path);
    if (element === null || element.kind === 'opaque') return '';
    if (element.kind === 'use') return element.use;
    return element.kind === 'step'
      ? (element.title ?? labels.titleOf(element.label))
      : text(`recipes.group.${element.kind}`);
  };
  const editAndFocus = (edited: DraftEdit): void => {
    if (edited.at !== null) focusLater(edited.at);
    applyEdit(edited);
  };
  const move = (path: DraftPath, direction: 'up' | 'down'): void => {
    const gap = gapBeside(rows, path, direction);
    if (gap === null) return;
    const edited = moveElement(draftText, path, gap);
    editAndFocus(edited);
    if (edited.at === null) return;
    const position = Number(edited.at.at(-1)) + 1;
    setAnnouncement(text('recipes.editor.moved', { name: titleOf(path), position }));
  };
  const choose = (path: DraftPath, extend: boolean): void =>
    select(extend && selection !== null ? extended(selection, path) : { first: path, last: path });
  const press = (event: KeyboardEvent, path: DraftPath): void => {
    const isEditable = !readOnly && elementAt(draft, path) !== null;
    const action = treeAction(event);
    if (action === null) return;
    if (action.kind === 'focus') {
      event.preventDefault();
      const beside = focusBeside(event.currentTarget, action.direction);
      if (action.extend && beside !== null) choose(beside, true);
      return;
    }
    if (action.kind === 'move') event.preventDefault();
    if (!isEditable) return;
    event.preventDefault();
    if (action.kind === 'move') move(path, action.direction);
    else if (action.kind === 'duplicate') editAndFocus(duplicateElement(draftText, path));
    else {
      focusLater(path);
      applyEdit(removeElement(draftText, path));
    }
  };
  return {
    announcement,
    titleOf,
    insertionGap() {
      if (selection === null) return { list: ['steps'], index: draft.elements.length };
      return gapAfter(draft, selection.last);
    },
    move,
    choose,
    press,
    add: (gap, label) => editAndFocus(addStep(draftText, gap, label)),
  };
}

type TreeAction =
  | { readonly kind: 'focus'; readonly direction: 'up' | 'down'; readonly extend: boolean }
  | { readonly kind: 'move'; readonly direction: 'up' | 'down' }
  | { readonly kind: 'remove' | 'duplicate' };

function treeAction({ key, altKey, shiftKey, ctrlKey, metaKey }: KeyboardEvent): TreeAction | null {
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const direction = key === 'ArrowUp' ? 'up' : 'down';
    return altKey ? { kind: 'move', direction } : { kind: 'focus', direction, extend: shiftKey };
  }
  if (key === 'Delete' || key === 'Backspace') return { kind: 'remove' };
  return key.toLowerCase() === 'd' && (ctrlKey || metaKey) ? { kind: 'duplicate' } : null;
}

/** From the first selected element to the path, in their order. Elements of different lists cannot be selected together. */
function extended({ first }: Selection, path: DraftPath): Selection {
  if (!isSame(gapBefore(path).list, gapBefore(first).list)) return { first: path, last: path };
  const isBefore = Number(path.at(-1)) < Number(first.at(-1));
  return isBefore ? { first: path, last: first } : { first, last: path };
}
