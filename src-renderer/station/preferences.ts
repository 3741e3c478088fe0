// How this screen looks and sounds: its own business, kept in the browser.
import { persist } from 'zustand/middleware';
import { createStore, type StoreApi } from 'zustand/vanilla';

export const languages = ['en', 'es'] as const;
export type Language = (typeof languages)[number];
export const themes = ['dark', 'light'] as const;
export type Theme = (typeof themes)[number];
/** Text over the video: drawn by the screen, drawn into the picture by the engine, none. */
export const overlayModes = ['screen', 'burnedIn', 'off'] as const;
export type OverlayMode = (typeof overlayModes)[number];

export interface Preferences {
  readonly language: Language;
  readonly theme: Theme;
  readonly muted: boolean;
  readonly overlay: OverlayMode;
  /** Rounds of a repeat that are done or to come take one line. */
  readonly compactRounds: boolean;
  /** Who acknowledged last: asked once a shift, not for each part. */
  readonly person: string;
}

export type PreferencesStore = StoreApi<Preferences>;

const version = 1;

/** @param browserLanguage As in `navigator.language`: the language of a screen that was never set up. */
export function createPreferences(browserLanguage: string): PreferencesStore {
  const usual: Preferences = {
    language: languages.find((one) => browserLanguage.startsWith(one)) ?? 'en',
    theme: 'dark',
    muted: false,
    overlay: 'screen',
    compactRounds: true,
    person: '',
  };
  return createStore(
    persist(() => usual, {
      name: 'stepwatch.preferences',
      version,
      merge: (kept, current) => ({ ...current, ...readPreferences(kept) }),
    }),
  );
}

/** Pure: what of stored data can be used; another version, or another program, may have written it. */
export function readPreferences(kept: unknown): Partial<Preferences> {
  if (typeof kept !== 'object' || kept === null) return {};
  const { language, theme, muted, overlay, compactRounds, person } = kept as Record<string, unknown>;
  return {
    ...oneOf('language', languages, language),
    ...oneOf('theme', themes, theme),
    ...oneOf('overlay', overlayModes, overlay),
    ...(typeof muted === 'boolean' && { muted }),
    ...(typeof compactRounds === 'boolean' && { compactRounds }),
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
