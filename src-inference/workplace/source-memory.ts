// The sources that a station remembers, with their names. Secrets stay on this side: a screen sees `***`, and may still choose
// a source again by what it saw. Pure.
import {
  formatSource,
  hiddenSecret,
  parseSource,
  type RecentSource,
  StationError,
  type StationSettings,
  writeSource,
} from '../contract/index.ts';
import { redactSource } from './redaction.ts';

const mostRecent = 12;
/** With all that have a name. */
const mostNamed = 64;

/**
 * @param text What a screen sent: typed by a person, or a source as the screen was shown it.
 * @returns The source that is meant, with its secrets.
 * @throws StationError `source_invalid`, also when a secret is hidden and not known here.
 */
export function recallSource(text: string, { source, recentSources }: StationSettings): string {
  const spec = parseSource(text);
  const shown = formatSource(spec);
  const isHidden = writeSource(spec).includes(hiddenSecret);
  if (!isHidden) return text;
  const known = [source, ...recentSources.map(({ address }) => address)].find(
    (stored) => stored !== null && redactSource(stored) === shown,
  );
  if (known) return known;
  throw new StationError('source_invalid', `The station does not know the password of "${shown}".`, {
    where: shown,
    hint: 'Type the address with its password once more.',
  });
}

/** Puts the source in front of the recent ones; each is there once, and keeps its name. */
export function rememberSource(settings: StationSettings, text: string): StationSettings {
  const shown = redactSource(text);
  const isSame = ({ address }: RecentSource): boolean => redactSource(address) === shown;
  const before = settings.recentSources.find(isSame);
  const others = settings.recentSources.filter((recent) => !isSame(recent));
  const recentSources = shortened([{ ...before, address: text }, ...others]);
  return { ...settings, source: text, recentSources };
}

/** What a person calls a source; undefined: nobody has named it. @param address With or without its secrets. */
export function titleOfSource({ recentSources }: StationSettings, address: string): string | undefined {
  const shown = redactSource(address);
  return recentSources.find((recent) => redactSource(recent.address) === shown)?.title;
}

/**
 * @param address As a screen was shown it.
 * @param title Null: its usual name again.
 * @throws StationError `source_not_found` for a source that is not remembered.
 */
export function renameSource(
  settings: StationSettings,
  address: string,
  title: string | null,
): StationSettings {
  const shown = redactSource(address);
  if (!settings.recentSources.some((recent) => redactSource(recent.address) === shown)) {
    throw new StationError('source_not_found', `"${shown}" is not among the recent sources.`, {
      where: shown,
      hint: 'Watch it once, then name it.',
    });
  }
  const recentSources = settings.recentSources.map((recent) =>
    redactSource(recent.address) === shown
      ? { address: recent.address, ...(title !== null && { title }) }
      : recent,
  );
  return { ...settings, recentSources };
}

/** Those without a name go first. */
function shortened(recent: readonly RecentSource[]): readonly RecentSource[] {
  const surplus = recent.length - mostRecent;
  const going = recent
    .slice(1)
    .filter(({ title }) => title === undefined)
    .slice(-surplus);
  if (surplus <= 0) return recent;
  return recent.filter((one) => !going.includes(one)).slice(0, mostNamed);
}

/** The station starts even with a text that names no source; opening it then says what is wrong. */
export function recallAtStart(text: string, settings: StationSettings): string {
  try {
    return recallSource(text, settings);
  } catch {
    return text;
  }
}
