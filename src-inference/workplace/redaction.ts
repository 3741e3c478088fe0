// Hides the passwords and tokens of the settings. Screens see `***`; support bundles hold no secret. Pure.
import {
  formatSource,
  hidePassword,
  hideSecrets,
  parseSource,
  StationError,
  type StationSettings,
} from '../contract/index.ts';

/** Shorter secrets would take whole words out of the text. */
const shortestSecret = 3;

/** The source as screens see it. */
export function redactSource(text: string): string {
  try {
    return formatSource(parseSource(text));
  } catch (thrown) {
    if (!(thrown instanceof StationError)) throw thrown;
    return hidePassword(text);
  }
}

/** The settings as screens see them. */
export function redactSettings(settings: StationSettings): StationSettings {
  return {
    ...settings,
    source: settings.source === null ? null : redactSource(settings.source),
    recentSources: settings.recentSources.map(redactSource),
  };
}

/** @returns Takes the secrets of these settings, and what looks like a secret, out of any text. */
export function createRedaction({ source, recentSources }: StationSettings): (text: string) => string {
  const secrets = [source, ...recentSources].flatMap((text) => (text === null ? [] : secretsOf(text)));
  return (text) => hideSecrets(text, secrets);
}

function secretsOf(text: string): readonly string[] {
  try {
    const spec = parseSource(text);
    if (spec.kind !== 'rtsp') return [];
    const query = spec.path.split('?')[1] ?? '';
    const values = [...new URLSearchParams(query).values()];
    return [spec.password ?? '', ...values].filter(({ length }) => length >= shortestSecret);
  } catch {
    return [];
  }
}
