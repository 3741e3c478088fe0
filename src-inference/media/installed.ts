// The GStreamer elements of this machine, chosen once.
import { StationError } from '../contract/index.ts';
import { chooseElements, type Elements, preferredDecoders, type RoleName } from './elements.ts';
import { loadAddon } from './native.ts';

let chosen: Elements | undefined;

/** @throws StationError `media_unavailable` without GStreamer. */
export function installedElements(): Elements {
  if (chosen) return chosen;
  const addon = loadAddon();
  chosen = chooseElements((name) => addon.inspectElement(name));
  for (const decoder of preferredDecoders(chosen)) addon.preferElement(decoder);
  return chosen;
}

/**
 * Name of the element that does this job.
 *
 * @throws StationError `media_unavailable` with the package to install.
 */
export function requireElement(role: RoleName): string {
  const choice = installedElements()[role];
  if (choice.element !== null) return choice.element;
  throw new StationError(
    'media_unavailable',
    `No GStreamer element is installed that can ${choice.role} (${choice.candidates.join(', ')}).`,
    { hint: `sudo apt-get install ${choice.package}; "stepwatch doctor" shows everything that is missing.` },
  );
}
