// The open page is kept in the fragment of the address: it survives a reload, and links can lead to it.
import { useSyncExternalStore } from 'react';

export const pageNames = ['live', 'recipes', 'history', 'figures', 'teach', 'setup'] as const;
export type PageName = (typeof pageNames)[number];

export interface Route {
  readonly page: PageName;
  /** Place in the page, such as the id of a part; empty: its first view. */
  readonly path: string;
}

/** @param fragment Such as `#/history/2026-11-24T10:00:00.000Z`. An unknown one gives the live page. */
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
