// The settings that hold while some of what is stored lies outside of the folders that the administrator allows: such places are
// kept on the disk, and neither listed, played, served nor written to.
import { join } from 'node:path';
import { StationError, type StationSettings } from '../contract/index.ts';
import { type NamedPath, namedPaths, pathsOfLink, pathsOfOutput, pathsOfTls } from './named-paths.ts';
import type { Roots } from './roots.ts';

export interface ConfinedSettings {
  /** Without places outside. Model and source stay: opening them says what is wrong. */
  readonly settings: StationSettings;
  /** What is left out, in one error; null: nothing is. */
  readonly outside: StationError | null;
}

/** @param directory Of the station. */
export async function confine(
  stored: StationSettings,
  roots: Roots,
  directory: string,
): Promise<ConfinedSettings> {
  const outside = await placesOutside(namedPaths(stored), roots);
  if (outside.length === 0) return { settings: stored, outside: null };
  const isOut = (path: string): boolean => outside.some((one) => one.path === path);
  const { recordings, folders, teach, outputs, links, inferenceServer } = stored;
  const settings: StationSettings = {
    ...stored,
    recordings: isOut(recordings) ? join(directory, 'recordings') : recordings,
    folders: folders.filter((folder) => !isOut(folder)),
    teach: isOut(teach) ? join(directory, 'teach') : teach,
    outputs: outputs.map((output) =>
      output.enabled && pathsOfOutput(output).some(({ path }) => isOut(path))
        ? { ...output, enabled: false }
        : output,
    ),
    links: links.map((link) => (pathsOfLink(link.spec).some(isOut) ? { ...link, enabled: false } : link)),
    inferenceServer:
      inferenceServer !== null && pathsOfTls(inferenceServer.spec.tls).some(isOut)
        ? { ...inferenceServer, enabled: false }
        : inferenceServer,
  };
  return { settings, outside: warning(outside) };
}

/** @throws StationError `outside_roots` for the first one. */
export async function mustBeWithin(places: readonly NamedPath[], roots: Roots): Promise<void> {
  const [first] = await placesOutside(places, roots);
  if (first !== undefined) throw roots.refusal(first.path);
}

async function placesOutside(places: readonly NamedPath[], roots: Roots): Promise<readonly NamedPath[]> {
  const held = await Promise.all(
    places.map(({ path, kind }) => (kind === 'socket' ? roots.holdsSocket(path) : roots.holds(path))),
  );
  return places.filter((_, i) => !held[i]);
}

function warning(outside: readonly NamedPath[]): StationError {
  const [first] = outside;
  const paths = [...new Set(outside.map(({ setting, path }) => `"${path}" (${setting})`))].join(', ');
  return new StationError(
    'outside_roots',
    `Settings name what lies outside of the folders that this station may use: ${paths}. It is kept in the settings and not used.`,
    {
      where: first!.path,
      hint: 'Choose another place in Setup, or let the person who starts the station allow it: stepwatch serve --root DIR.',
    },
  );
}
