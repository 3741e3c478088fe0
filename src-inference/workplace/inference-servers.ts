// The inference servers of the settings. Their token stays on this side: a screen sees `***`, and may change the rest without it.
// Pure.
import {
  hiddenSecret,
  type InferenceServerSetting,
  type InferenceServerSpec,
  StationError,
} from '../contract/index.ts';

/**
 * @param spec What a screen sent; a token that it did not change is `***`.
 * @param stored With its token; null: no server was set up.
 * @throws StationError `settings_invalid` for `***` where no token is stored, or where it would go to an address that it was not
 *   typed for, or could be read on the way.
 */
export function recallServerToken(
  spec: InferenceServerSpec,
  stored: InferenceServerSpec | null,
): InferenceServerSpec {
  if (spec.token !== hiddenSecret) return spec;
  const token = stored?.token ?? null;
  const isKnown =
    stored !== null &&
    spec.addresses.every((address) => stored.addresses.includes(address)) &&
    (stored.tls === null || spec.tls !== null);
  if (token !== null && isKnown) return { ...spec, token };
  throw new StationError('settings_invalid', 'The station does not know the token of this address.', {
    where: 'inferenceServer',
    hint: 'Type the token once more: it is not sent to another address than the one it was given for.',
  });
}

/**
 * @param change What a screen sent; undefined: it is not changed.
 * @param before With its token.
 * @throws StationError, see `recallServerToken`.
 */
export function recallServer(
  change: InferenceServerSetting | null | undefined,
  before: InferenceServerSetting | null,
): InferenceServerSetting | null {
  if (change === undefined) return before;
  return change && { ...change, spec: recallServerToken(change.spec, before?.spec ?? null) };
}

/** The servers that are in use; null: the network runs on this machine. */
export function running(setting: InferenceServerSetting | null): InferenceServerSpec | null {
  return setting?.enabled ? setting.spec : null;
}
