// The sources that a station remembers. Passwords stay on this side: a screen sees `***`, and may still choose a source again
// by what it saw. Pure.
import {
  formatSource,
  hiddenSecret,
  parseSource,
  StationError,
  type StationSettings,
} from '../contract/index.ts';
import { redactSource } from './redaction.ts';

const mostRecent = 12;

/**
 * @param text What a screen sent: typed by a person, or a source as the screen was shown it.
 * @returns The source that is meant, with its password.
 * @throws StationError `source_invalid`, also when the password is hidden and not known here.
 */
export function recallSource(text: string, { source, recentSources }: StationSettings): string {
  const spec = parseSource(text);
  if (spec.kind !== 'rtsp' || spec.password !== hiddenSecret) return text;
  const shown = formatSource(spec);
  const known = [source, ...recentSources].find(
    (stored) => stored !== null && redactSource(stored) === shown,
  );
  if (known) return known;
  throw new StationError('source_invalid', `The station does not know the password of "${shown}".`, {
    where: shown,
    hint: 'Type the address with its password once more.',
  });
}

/** Puts the source in front of the recent ones; each is there once. */
export function rememberSource(settings: StationSettings, text: string): StationSettings {
  const shown = redactSource(text);
  const others = settings.recentSources.filter((stored) => redactSource(stored) !== shown);
  return { ...settings, source: text, recentSources: [text, ...others].slice(0, mostRecent) };
}
