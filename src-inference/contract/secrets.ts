// Takes passwords and tokens out of texts that screens, logs and support bundles show.

/** Stands where a secret was. */
export const hiddenSecret = '***';

const patterns: readonly (readonly [RegExp, string])[] = [
  // rtsp://user:password@host
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@"']*):[^\s@"']*@/gi, `$1:${hiddenSecret}@`],
  // rtsp://token@host: a user without a password may be a secret
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s:/@"'?#]+@/gi, `$1${hiddenSecret}@`],
  // ?token=value of an address: nobody can tell which of the values are secret
  [/([?&][\w.-]+=)[^\s&#"'\\]+/g, `$1${hiddenSecret}`],
  [
    /\b((?:token|password|passwd|secret|api[_-]?key|authorization)["']?\s*[:=]\s*["']?)[^\s"',}]+/gi,
    `$1${hiddenSecret}`,
  ],
];

/**
 * Hides the secrets of one address: a password, a user without one, the values of its query. The address may be malformed in
 * any way and still hold them; a path without a scheme holds none.
 */
export function hideAddress(address: string): string {
  const login = /^([a-z][a-z0-9+.-]*:\/\/)([^:/@]*:.*@|[^/@?#]*@)?/i.exec(address);
  if (login === null) return address;
  const [whole, scheme, given = ''] = login;
  const user = given.includes(':') ? `${given.slice(0, given.indexOf(':'))}:` : '';
  return hideQuery(`${scheme}${given === '' ? '' : `${user}${hiddenSecret}@`}${address.slice(whole.length)}`);
}

/**
 * Hides the values in the query of an address: nobody can tell which of them are secret.
 *
 * @param isHarmless Whether the value of a name, in lower case, is known to be none.
 */
export function hideQuery(address: string, isHarmless: (name: string) => boolean = () => false): string {
  return withQuery(address, (name, value) =>
    isHarmless(name.replace(/=$/, '').toLowerCase()) ? `${name}${value}` : `${name}${hiddenSecret}`,
  );
}

/**
 * Puts the values back that `hideQuery` hid, by their names.
 *
 * @param shown The address, perhaps changed since.
 * @param stored The address with its values.
 * @returns Null when a value is hidden that the stored address does not have.
 */
export function recallQuery(shown: string, stored: string): string | null {
  const known = new Map<string, string>();
  withQuery(stored, (name, value) => {
    known.set(name, value);
    return '';
  });
  let isKnown = true;
  const recalled = withQuery(shown, (name, value) => {
    if (value !== hiddenSecret) return `${name}${value}`;
    isKnown &&= known.has(name);
    return `${name}${known.get(name) ?? ''}`;
  });
  return isKnown ? recalled : null;
}

/** @param change Gets the name with its `=`, or nothing for a value that stands alone. */
function withQuery(address: string, change: (name: string, value: string) => string): string {
  return address.replace(/\?[^#]*/, (query) =>
    query.replace(/([?&])([^=&]*=)?([^&]*)/g, (whole, mark: string, name: string = '', value: string) =>
      value === '' ? whole : `${mark}${change(name, value)}`,
    ),
  );
}

/**
 * Hides what looks like a password or a token anywhere in a text.
 *
 * @param known Secrets to hide wherever they stand, in plain, URL-encoded and JSON spelling.
 */
export function hideSecrets(text: string, known: readonly string[] = []): string {
  const spelled = known.flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
  ]);
  const withoutKnown = spelled.reduce((rest, secret) => rest.replaceAll(secret, hiddenSecret), text);
  return patterns.reduce((rest, [pattern, by]) => rest.replace(pattern, by), withoutKnown);
}
