// Which layout fits the screen. What differs in size only is said in classes: `phone:` (theme.css) has the same limits.
import { useSyncExternalStore } from 'react';

/**
 * `bench`: panels and monitors at the work place. `compact`: small panels and tablets, either way up. `phone`: one
 * column for the thumb. The wall view is none of them: it has an address of its own.
 */
export type Layout = 'bench' | 'compact' | 'phone';

const benchWidth = 1280;
const wideWidth = 1024;
const compactWidth = 768;
/** A phone on its side is wide enough for a tablet, but not high enough. */
const compactHeight = 500;

/** Pure. @param width Of the page, in CSS pixels, as `height`. */
export function layoutFor(width: number, height: number): Layout {
  if (width < compactWidth || (width < benchWidth && height < compactHeight)) return 'phone';
  return width < benchWidth ? 'compact' : 'bench';
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
}

/** Whether two columns of text stand well beside each other; the limit of `lg:` in classes. */
export function useIsWide(): boolean {
  return useSyncExternalStore(subscribe, () => window.innerWidth >= wideWidth);
}

export function useLayout(): Layout {
  return useSyncExternalStore(subscribe, () => layoutFor(window.innerWidth, window.innerHeight));
}
