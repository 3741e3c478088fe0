// The open page is kept in the fragment of the address: it survives a reload, and links can lead to it.
import { useSyncExternalStore } from 'react';

/** In the order of the navigation. */
export const pageNames = ['live', 'recipes', 'history', 'figures', 'teach', 'setup'] as const;
export type PageName = (typeof pageNames)[number];

/** The first steps are not in the navigation, and the wall view has none: there is nothing to press on it. */
const routePages = [...pageNames, 'first-steps', 'wall'] as const;
export type RoutePage = (typeof routePages)[number];
/** With what is shown on every page. */
export type FramedPage = Exclude<RoutePage, 'wall'>;

export interface Route {
  readonly page: RoutePage;
  /** Place in the page, such as the id of a part; empty: its first view. */
  readonly path: string;
}

/** @param fragment Such as `#/history/2026-11-24T10:00:00.000Z`. An unknown one gives the live page. */
export function readRoute(fragment: string): Route {
  const [, name = '', ...rest] = fragment.replace(/^#/, '').split('/');
  const page = routePages.find((one) => one === name);
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

export function openPage(page: RoutePage, path = ''): void {
  window.location.hash = writeRoute({ page, path });
}
