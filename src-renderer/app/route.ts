// Which room is open, kept in the fragment of the address: a reload comes back to it, and a link leads to it.
import { useSyncExternalStore } from 'react';

export const rooms = ['live', 'recipes', 'history', 'setup'] as const;
export type Room = (typeof rooms)[number];

export interface Route {
  readonly room: Room;
  /** What the room makes of it, such as the id of a part; empty: its first page. */
  readonly path: string;
}

/** `#/history/2026-11-24T10:00:00.000Z`; what is not understood leads to the live room. */
export function readRoute(fragment: string): Route {
  const [, name = '', ...rest] = fragment.replace(/^#/, '').split('/');
  const room = rooms.find((one) => one === name);
  if (room === undefined) return { room: 'live', path: '' };
  try {
    return { room, path: decodeURIComponent(rest.join('/')) };
  } catch {
    return { room, path: '' };
  }
}

export function writeRoute({ room, path }: Route): string {
  return path === '' ? `#/${room}` : `#/${room}/${encodeURIComponent(path)}`;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

export function useRoute(): Route {
  return readRoute(useSyncExternalStore(subscribe, () => window.location.hash));
}

export function openRoom(room: Room, path = ''): void {
  window.location.hash = writeRoute({ room, path });
}
