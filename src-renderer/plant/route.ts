// The open page is kept in the fragment of the address: it survives a reload, and links can lead to it.
import { useSyncExternalStore } from 'react';

export type PlantRoute =
  | { readonly page: 'wall' }
  | { readonly page: 'rollouts' }
  | { readonly page: 'figures'; readonly filter: string }
  | { readonly page: 'parts'; readonly filter: string }
  | { readonly page: 'station'; readonly station: number }
  | { readonly page: 'part'; readonly station: number; readonly startedAt: string };

/** @param fragment Such as `#/station/3`. An unknown one gives the wall. */
function readRoute(fragment: string): PlantRoute {
  const [path = '', filter = ''] = fragment.replace(/^#\/?/, '').split('?', 2);
  const [page, id = '', time = ''] = path.split('/');
  const station = Number(id);
  if (page === 'rollouts') return { page };
  if (page === 'figures' || page === 'parts') return { page, filter };
  if (page === 'station' && /^\d+$/.test(id)) return { page, station };
  if (page === 'part' && /^\d+$/.test(id) && time !== '') {
    return { page, station, startedAt: decodeURIComponent(time) };
  }
  return { page: 'wall' };
}

export function routeTo(route: PlantRoute): string {
  switch (route.page) {
    case 'wall':
      return '#/wall';
    case 'rollouts':
      return '#/rollouts';
    case 'figures':
    case 'parts':
      return `#/${route.page}${route.filter === '' ? '' : `?${route.filter}`}`;
    case 'station':
      return `#/station/${route.station}`;
    case 'part':
      return `#/part/${route.station}/${encodeURIComponent(route.startedAt)}`;
    default:
      return route satisfies never;
  }
}

export function openRoute(route: PlantRoute): void {
  window.location.hash = routeTo(route);
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

export function useRoute(): PlantRoute {
  return readRoute(useSyncExternalStore(subscribe, () => window.location.hash));
}
