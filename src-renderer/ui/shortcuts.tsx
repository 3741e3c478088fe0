// Keyboard shortcuts of a page. They work while no text field has the focus and no dialog is open; `?` lists them.
import { createContext, type ReactNode, use, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';

export interface Shortcut {
  /** As in `KeyboardEvent.key`: `s`, `?`, `/`, `Escape`. */
  readonly key: string;
  readonly label: string;
}

interface Entry {
  readonly shortcut: Shortcut;
  readonly run: () => void;
}

interface Registry {
  add(entry: Entry): () => void;
  list(): readonly Shortcut[];
  subscribe(listener: () => void): () => void;
  /** @returns Whether the key has a shortcut, which was run. */
  press(key: string): boolean;
}

function createRegistry(): Registry {
  let entries: readonly Entry[] = [];
  let shortcuts: readonly Shortcut[] = [];
  const listeners = new Set<() => void>();
  const change = (next: readonly Entry[]): void => {
    entries = next;
    // Of two for one key, the later one works.
    shortcuts = [...new Map(next.map(({ shortcut }) => [shortcut.key, shortcut])).values()];
    for (const listener of listeners) listener();
  };
  return {
    add(entry) {
      change([...entries, entry]);
      return () => change(entries.filter((other) => other !== entry));
    },
    list: () => shortcuts,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    press(key) {
      const entry = entries.findLast(({ shortcut }) => shortcut.key === key);
      entry?.run();
      return entry !== undefined;
    },
  };
}

const ShortcutContext = createContext<Registry | null>(null);

export function ShortcutProvider({ children }: { readonly children: ReactNode }) {
  const registry = useMemo(createRegistry, []);
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (!reachesShortcuts(event)) return;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      if (registry.press(key)) event.preventDefault();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [registry]);
  return <ShortcutContext value={registry}>{children}</ShortcutContext>;
}

/** Whether no text field has the focus, no dialog is open, and no other key is held down. */
function reachesShortcuts(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  return !takesText(event.target) && document.querySelector('[role="dialog"]') === null;
}

export function takesText(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}

function useRegistry(): Registry {
  const registry = use(ShortcutContext);
  if (registry === null) throw new Error('Shortcuts are used outside of ShortcutProvider.');
  return registry;
}

/** @param enabled While false, the key does nothing and is not listed. */
export function useShortcut(key: string, label: string, run: () => void, enabled = true): void {
  const registry = useRegistry();
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    if (!enabled) return;
    return registry.add({ shortcut: { key, label }, run: () => latest.current() });
  }, [registry, key, label, enabled]);
}

export function useShortcuts(): readonly Shortcut[] {
  const registry = useRegistry();
  return useSyncExternalStore(registry.subscribe, registry.list);
}
