// The secrets of connections stay on this side: a screen sees `***`, and may change the rest of a connection without them. Pure.
import { type LinkSetting, recallLinkSecrets, StationError } from '../contract/index.ts';

/**
 * @param link What a screen sent; a secret that it did not change is `***`.
 * @param stored The connections with their secrets.
 * @throws StationError `settings_invalid` for `***` where no secret is stored, or where it would go to another address than the
 *   one that it was typed for.
 */
export function recallLinkSecret(link: LinkSetting, stored: readonly LinkSetting[]): LinkSetting {
  const known = stored.find(({ id }) => id === link.id);
  const isSame = known !== undefined && receiverOf(known) === receiverOf(link);
  const spec = recallLinkSecrets(link.spec, isSame ? known.spec : null);
  if (spec !== null) return { ...link, spec };
  throw new StationError(
    'settings_invalid',
    'links: the station does not know the password of this address.',
    {
      where: 'links',
      hint: 'Type the password once more: it is not sent to another address than the one it was given for.',
    },
  );
}

/** Who gets the secret, and whether it can be read on the way. */
function receiverOf({ spec }: LinkSetting): string {
  switch (spec.kind) {
    case 'mqtt':
    case 'postgres':
      return `${spec.host}:${spec.port} ${spec.tls === null ? 'plain' : 'tls'}`;
    case 'modbus':
      return `${spec.host}:${spec.port}`;
    case 'webhook':
    case 'plant':
      return new URL(spec.url).origin;
    case 'opcua':
      return `clients ${spec.security}`;
    case 'store':
      return spec.target.type === 's3'
        ? `${new URL(spec.target.endpoint).origin} ${spec.target.accessKeyId}`
        : '';
    default:
      return spec satisfies never;
  }
}
