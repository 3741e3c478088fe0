// Listens to a scanner before anything else on the page does: its codes trigger no shortcut and stay in no field.
import { useEffect, useRef } from 'react';
import { takesText } from '../../ui/index.ts';
import { type PressedKey, ScannerKeys, type ScannerOptions } from './scanner-keys.ts';

/** A field as it was before a scanner typed into it. */
interface FieldBefore {
  readonly field: HTMLInputElement | HTMLTextAreaElement;
  readonly value: string;
}

/** @param onCode Called with what the scanner typed. Null: nobody listens. */
export function useScanner(
  { prefix, suffix }: ScannerOptions,
  onCode: ((text: string) => void) | null,
): void {
  const latest = useRef(onCode);
  latest.current = onCode;
  const isListening = onCode !== null;
  useEffect(() => {
    if (!isListening) return;
    return listen(new ScannerKeys({ prefix, suffix }), (text) => latest.current?.(text));
  }, [isListening, prefix, suffix]);
}

/** @returns Ends it. */
function listen(keys: ScannerKeys, onCode: (text: string) => void): () => void {
  let held: KeyboardEvent[] = [];
  let before: FieldBefore | null = null;
  let pause: number | undefined;
  const replayed = new WeakSet<Event>();

  const settle = (): void => {
    window.clearTimeout(pause);
    const persons = keys.settle() ? held : [];
    held = [];
    before = null;
    for (const event of persons) {
      const again = new KeyboardEvent('keydown', event);
      replayed.add(again);
      event.target?.dispatchEvent(again);
    }
  };

  const pressed = (event: KeyboardEvent): void => {
    if (replayed.has(event) || event.isComposing || event.repeat) return;
    const key: PressedKey = {
      key: event.key,
      ctrl: event.ctrlKey,
      other: event.altKey || event.metaKey,
      at: event.timeStamp,
      inField: takesText(event.target),
    };
    // Shift and the like come between the characters of a code.
    if (['Shift', 'Control', 'Alt', 'AltGraph', 'CapsLock'].includes(event.key)) return;
    if (!keys.isContinued(key)) settle();
    const decision = keys.press(key);
    switch (decision.kind) {
      case 'pass':
        return settle();
      case 'watch':
        if (decision.isFirst) before = fieldBefore(event.target);
        break;
      case 'hold':
        take(event);
        held.push(event);
        break;
      case 'code':
        take(event);
        held = [];
        if (before) restore(before);
        before = null;
        window.clearTimeout(pause);
        return onCode(decision.text);
      default:
        return decision satisfies never;
    }
    window.clearTimeout(pause);
    pause = window.setTimeout(settle, keys.gapMilliseconds);
  };

  window.addEventListener('keydown', pressed, { capture: true });
  return () => {
    window.removeEventListener('keydown', pressed, { capture: true });
    settle();
  };
}

function take(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

function fieldBefore(target: EventTarget | null): FieldBefore | null {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
    ? { field: target, value: target.value }
    : null;
}

/** React hears of a value only when the setter of the element itself is used. */
function restore({ field, value }: FieldBefore): void {
  const kind = field instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement;
  Object.getOwnPropertyDescriptor(kind.prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
