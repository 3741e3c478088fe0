// Hides the passwords and tokens of the settings. Screens see `***`; support bundles hold no secret. Pure.
import {
  formatSource,
  hiddenSecret,
  hideAddress,
  hideLinkSecrets,
  hideSecrets,
  type InferenceServerSpec,
  linkSecret,
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
    return hideAddress(text);
  }
}

/** The settings as screens see them. */
export function redactSettings(settings: StationSettings): StationSettings {
  return {
    ...settings,
    source: settings.source === null ? null : redactSource(settings.source),
    recentSources: settings.recentSources.map((recent) => ({
      ...recent,
      address: redactSource(recent.address),
    })),
    inferenceServer: settings.inferenceServer && {
      ...settings.inferenceServer,
      spec: redactServer(settings.inferenceServer.spec),
    },
    links: settings.links.map((link) => ({ ...link, spec: hideLinkSecrets(link.spec) })),
  };
}

function redactServer(spec: InferenceServerSpec): InferenceServerSpec {
  return spec.token === null ? spec : { ...spec, token: hiddenSecret };
}

/**
 * @param passwords Those that are kept apart from the settings.
 * @returns Takes these, the secrets of the settings, and what looks like a secret, out of any text.
 */
export function createRedaction(
  { source, recentSources, links, inferenceServer }: StationSettings,
  passwords: readonly string[] = [],
): (text: string) => string {
  const sources = [source, ...recentSources.map(({ address }) => address)];
  const ofSources = sources.flatMap((text) => (text === null ? [] : secretsOf(text)));
  const ofLinks = links.flatMap(({ spec }) => [
    linkSecret(spec) ?? '',
    ...(spec.kind === 'webhook' ? valuesOf(spec.url.split('?')[1] ?? '') : []),
  ]);
  const ofServer = inferenceServer?.spec.token ?? '';
  const secrets = [...passwords, ...ofSources, ...ofLinks, ofServer].filter(
    ({ length }) => length >= shortestSecret,
  );
  return (text) => hideSecrets(text, secrets);
}

function secretsOf(text: string): readonly string[] {
  try {
    const spec = parseSource(text);
    if (spec.kind !== 'rtsp') return [];
    return [spec.password ?? spec.user ?? '', ...valuesOf(spec.path.split('?')[1] ?? '')];
  } catch {
    return [];
  }
}

function valuesOf(query: string): readonly string[] {
  return [...new URLSearchParams(query).values()];
}
