// The GStreamer elements of this machine.
import { StationError } from '../contract/index.ts';
import {
  chooseElements,
  type Elements,
  hardwareElements,
  preferredDecoders,
  type RoleName,
  unsuitableDecoders,
} from './elements.ts';
import { loadAddon } from './native.ts';

interface Chosen {
  /** Hardware where there is some. */
  readonly usual: Elements;
  readonly software: Elements;
}

let chosen: Chosen | undefined;
/** Encoders that failed in this process. */
const aside: string[] = [];

/** @throws StationError `media_unavailable` without GStreamer. */
export function installedElements(): Elements {
  return choose().usual;
}

/** Without any hardware. @throws StationError `media_unavailable` without GStreamer. */
export function softwareElements(): Elements {
  return choose().software;
}

/** The elements are not taken any more. */
export function setAside(elements: readonly string[]): void {
  aside.push(...elements);
  chosen = undefined;
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

function choose(): Chosen {
  if (chosen) return chosen;
  const addon = loadAddon();
  const inspect = (name: string) => addon.inspectElement(name);
  chosen = {
    usual: chooseElements(inspect, aside),
    software: chooseElements(inspect, hardwareElements),
  };
  for (const decoder of preferredDecoders(chosen.usual)) addon.preferElement(decoder);
  for (const decoder of unsuitableDecoders) addon.avoidElement(decoder);
  return chosen;
}
