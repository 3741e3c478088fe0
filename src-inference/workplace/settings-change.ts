// Checks a change of the settings before anything is changed.
import { access, constants } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { isHost, type OutputSetting, type SettingsChange, StationError } from '../contract/index.ts';
import { makeFolder, refusedBySandbox } from '../files/index.ts';
import type { ModelCard } from '../model/index.ts';

/**
 * Makes folders that are not there.
 *
 * @param card Card of the model that stays loaded; null: not known yet.
 * @throws StationError `settings_invalid`.
 */
export async function checkChange(
  { recordings, folders, hopSeconds, outputs }: SettingsChange,
  card: ModelCard | null,
): Promise<void> {
  if (recordings !== undefined) await mustBeFolder('recordings', recordings, constants.W_OK);
  for (const output of outputs ?? []) mustHaveHost(output);
  for (const folder of folders ?? []) await mustBeFolder('folders', folder, constants.R_OK);
  if (typeof hopSeconds === 'number' && card !== null && card.input.state.length > 0) {
    const { seconds } = card.window;
    if (hopSeconds === seconds) return;
    throw new StationError('settings_invalid', `hopSeconds: the model needs a window every ${seconds} s.`, {
      where: 'hopSeconds',
      hint: 'Its network keeps a state, and must see every picture once: leave the setting empty.',
    });
  }
  const longest = card?.window.seconds ?? Number.POSITIVE_INFINITY;
  if (typeof hopSeconds === 'number' && hopSeconds > longest) {
    throw new StationError('settings_invalid', `hopSeconds: ${hopSeconds} s is longer than a window.`, {
      where: 'hopSeconds',
      hint: `The windows of the model last ${longest} s. With a longer hop it would overlook actions between them.`,
    });
  }
}

/** A name that no network can know is found here; whether one knows it is told when the output is attached. */
function mustHaveHost({ spec }: OutputSetting): void {
  if (spec.kind !== 'stream' || isHost(spec.target.host)) return;
  throw new StationError('settings_invalid', `"${spec.target.host}" is no address to send a stream to.`, {
    where: 'outputs',
    hint: 'Give an IP address such as 192.168.1.40, or the name of a machine.',
  });
}

async function mustBeFolder(setting: keyof SettingsChange, path: string, mode: number): Promise<void> {
  if (!isAbsolute(path)) throw invalid(setting, path, 'is not an absolute path', undefined);
  try {
    makeFolder(path);
    await access(path, mode | constants.X_OK);
  } catch (cause) {
    const refused = refusedBySandbox(cause);
    if (refused !== null) throw refused;
    throw invalid(setting, path, `cannot be used (${(cause as NodeJS.ErrnoException).code})`, cause);
  }
}

function invalid(setting: string, path: string, why: string, cause: unknown): StationError {
  return new StationError('settings_invalid', `${setting}: "${path}" ${why}.`, {
    where: setting,
    hint: 'Name an existing folder, or one that the station may make.',
    cause,
  });
}
