// The sources that a station remembers. Passwords stay on this side: a screen sees `***`, and may still choose a source
// again by what it saw. Pure.
import { formatSource, parseSource, StationError, type StationSettings } from '../contract/index.ts';

const mostRecent = 12;
const hidden = '***';

/** As screens see it. */
export function redactSource(text: string): string {
  try {
    return formatSource(parseSource(text));
  } catch (thrown) {
    if (!(thrown instanceof StationError)) throw thrown;
    return text.replace(/\/\/.*@/, `//${hidden}@`);
  }
}

export function redactSettings(settings: StationSettings): StationSettings {
  return {
    ...settings,
    source: settings.source === null ? null : redactSource(settings.source),
    recentSources: settings.recentSources.map(redactSource),
  };
}

/**
 * The source that is meant by what a screen sent.
 *
 * @throws StationError `source_invalid`, also when the password is hidden and not known here.
 */
export function recallSource(text: string, { source, recentSources }: StationSettings): string {
  const spec = parseSource(text);
  if (spec.kind !== 'rtsp' || spec.password !== hidden) return text;
  const shown = formatSource(spec);
  const known = [source, ...recentSources].find(
    (stored) => stored !== null && redactSource(stored) === shown,
  );
  if (known) return known;
  throw new StationError('source_invalid', `The password of "${shown}" is not known here.`, {
    where: shown,
    hint: 'Type the address with its password once more.',
  });
}

/** It is the newest of all then, and there once. */
export function rememberSource(settings: StationSettings, text: string): StationSettings {
  const shown = redactSource(text);
  const others = settings.recentSources.filter((stored) => redactSource(stored) !== shown);
  return { ...settings, source: text, recentSources: [text, ...others].slice(0, mostRecent) };
}
