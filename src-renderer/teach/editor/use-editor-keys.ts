// Hands the keys of the keyboard to the label editor, as long as nothing else on the page wants them.
import { useEffect, useRef } from 'react';
import { type EditorKey, editorKey } from '../editing/editor-keys.ts';

/** What lies over the page takes the keys. */
const overlays = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';
/** These do something of their own with the space bar and the Enter key, when the keyboard has brought the focus there. */
const pressable = 'button, a, [role="switch"], [role="combobox"]';

export function useEditorKeys(run: (key: EditorKey) => void): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const { target } = event;
      if (event.defaultPrevented || !(target instanceof HTMLElement)) return;
      if (target.isContentEditable || ['INPUT', 'TEXTAREA'].includes(target.tagName)) return;
      if (document.querySelector(overlays) !== null) return;
      if ((event.key === ' ' || event.key === 'Enter') && target.matches(pressable)) return;
      const key = editorKey(event);
      if (key === null) return;
      // Before the keys of the frame around the page: its digits open pages.
      event.preventDefault();
      // What changes the labels once is not repeated by a key that is held down.
      if (event.repeat && !isRepeated(key)) return;
      latest.current(key);
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, []);
}

const repeated = /^(frame|second|segment|zoom)|(Earlier|Later)$|^(undo|redo)$/;

function isRepeated(key: EditorKey): boolean {
  return key.kind === 'command' && repeated.test(key.command);
}
