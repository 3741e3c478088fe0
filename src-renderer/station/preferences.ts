// The preferences of this screen, kept in its browser.
import { persist } from 'zustand/middleware';
import { createStore, type StoreApi } from 'zustand/vanilla';

export const languages = ['en', 'es'] as const;
export type Language = (typeof languages)[number];
export const themes = ['dark', 'light'] as const;
type Theme = (typeof themes)[number];
/** Overlay of the video: drawn by the screen, drawn into the picture by the engine, or none. */
export const overlayModes = ['screen', 'burnedIn', 'off'] as const;
type OverlayMode = (typeof overlayModes)[number];
/** What the live page is for: the hands at work, or whoever looks after the station. */
const liveViews = ['engineer', 'operator'] as const;
type LiveViewName = (typeof liveViews)[number];

export interface Preferences {
  readonly language: Language;
  readonly theme: Theme;
  readonly muted: boolean;
  /** Of the sounds, 0 to 1. */
  readonly volume: number;
  readonly overlay: OverlayMode;
  /** Whether rounds of a repeat that are done or to come take one line. */
  readonly compactRounds: boolean;
  readonly liveView: LiveViewName;
  /** Whether the operator's view gives the video more room than the instruction. */
  readonly largeVideo: boolean;
  /** Who acknowledged last: the person need not type the name for each part. */
  readonly person: string;
}

export type PreferencesStore = StoreApi<Preferences>;

const version = 1;

/** @param browserLanguage As in `navigator.language`: used until the person chooses a language. */
export function createPreferences(browserLanguage: string): PreferencesStore {
  const defaults: Preferences = {
    language: languages.find((one) => browserLanguage.startsWith(one)) ?? 'en',
    theme: 'dark',
    muted: false,
    volume: 0.6,
    overlay: 'screen',
    compactRounds: true,
    liveView: 'engineer',
    largeVideo: false,
    person: '',
  };
  return createStore(
    persist(() => defaults, {
      name: 'stepwatch.preferences',
      version,
      merge: (kept, current) => ({ ...current, ...readPreferences(kept) }),
    }),
  );
}

/** Pure: the usable part of stored data. Another version may have written it. */
export function readPreferences(kept: unknown): Partial<Preferences> {
  if (typeof kept !== 'object' || kept === null) return {};
  const { language, theme, muted, volume, overlay, compactRounds, liveView, largeVideo, person } =
    kept as Record<string, unknown>;
  return {
    ...oneOf('language', languages, language),
    ...oneOf('theme', themes, theme),
    ...oneOf('overlay', overlayModes, overlay),
    ...(typeof muted === 'boolean' && { muted }),
    ...(typeof volume === 'number' && volume >= 0 && volume <= 1 && { volume }),
    ...oneOf('liveView', liveViews, liveView),
    ...(typeof compactRounds === 'boolean' && { compactRounds }),
    ...(typeof largeVideo === 'boolean' && { largeVideo }),
    ...(typeof person === 'string' && { person }),
  };
}

function oneOf<Key extends string, Value extends string>(
  key: Key,
  allowed: readonly Value[],
  value: unknown,
): { readonly [K in Key]?: Value } {
  const found = allowed.find((one) => one === value);
  return (found === undefined ? {} : { [key]: found }) as { readonly [K in Key]?: Value };
}
