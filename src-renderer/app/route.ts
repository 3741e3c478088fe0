// Which page is open, kept in the fragment of the address: a reload comes back to it, and a link leads to it.
import { useSyncExternalStore } from 'react';

export const pageNames = ['live', 'recipes', 'history', 'setup'] as const;
export type PageName = (typeof pageNames)[number];

export interface Route {
  readonly page: PageName;
  /** What the page makes of it, such as the id of a part; empty: its first page. */
  readonly path: string;
}

/** `#/history/2026-11-24T10:00:00.000Z`; what is not understood leads to the live page. */
export function readRoute(fragment: string): Route {
  const [, name = '', ...rest] = fragment.replace(/^#/, '').split('/');
  const page = pageNames.find((one) => one === name);
  if (page === undefined) return { page: 'live', path: '' };
  try {
    return { page, path: decodeURIComponent(rest.join('/')) };
  } catch {
    return { page, path: '' };
  }
}

export function writeRoute({ page, path }: Route): string {
  return path === '' ? `#/${page}` : `#/${page}/${encodeURIComponent(path)}`;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

export function useRoute(): Route {
  return readRoute(useSyncExternalStore(subscribe, () => window.location.hash));
}

export function openPage(page: PageName, path = ''): void {
  window.location.hash = writeRoute({ page, path });
}
