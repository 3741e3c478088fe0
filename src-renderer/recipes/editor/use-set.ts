import type { DraftElement, DraftPath } from '../draft.ts';
import { setField } from '../draft-edits.ts';
import { editText } from '../editing-session.ts';
import { pathKey } from '../tree-rows.ts';

/** Sets one field of the element. Undo takes back at once what was typed without a pause. */
export function useSet(element: DraftElement, draftText: string) {
  return (key: string | DraftPath, value: string | number | boolean | readonly string[] | null): void => {
    const path = [...element.path, ...(typeof key === 'string' ? [key] : key)];
    editText(setField(draftText, path, value), pathKey(path));
  };
}
