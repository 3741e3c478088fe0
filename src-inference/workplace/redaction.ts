// Takes passwords and tokens out of whatever text may hold them. Pure.
import { parseSource, type StationSettings } from '../contract/index.ts';

const hidden = '***';
/** Shorter ones would take whole words out of the text. */
const shortestSecret = 3;

/** Of what addresses look like, wherever they stand. */
const patterns: readonly (readonly [RegExp, string])[] = [
  // rtsp://user:password@host
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@"']*):[^\s@"']*@/gi, `$1:${hidden}@`],
  // ?token=value of an address: nobody can tell which of them are secret
  [/([?&][\w.-]+=)[^\s&#"'\\]+/g, `$1${hidden}`],
  [
    /\b((?:token|password|passwd|secret|api[_-]?key|authorization)["']?\s*[:=]\s*["']?)[^\s"',}]+/gi,
    `$1${hidden}`,
  ],
];

/** @param settings Their secrets are taken out wherever they are repeated, however they are written. */
export function createRedaction({ source, recentSources }: StationSettings): (text: string) => string {
  const secrets = [source, ...recentSources].flatMap((text) => (text === null ? [] : secretsOf(text)));
  const spelled = new Set(
    secrets.flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]),
  );
  return (text) => {
    let redacted = text;
    for (const secret of spelled) redacted = redacted.replaceAll(secret, hidden);
    for (const [pattern, by] of patterns) redacted = redacted.replace(pattern, by);
    return redacted;
  };
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
