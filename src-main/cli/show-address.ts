// Brings a served station before a person's eyes: in the browser they use, or in a window of its own without a browser's bars.
import { spawn } from 'node:child_process';
import { accessSync, constants, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export const openings = ['browser', 'window'] as const;
export type Opening = (typeof openings)[number];

/** All of the family that knows `--app`, the plain ones first. */
const windowPrograms = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'brave-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
];

/** False: there is nowhere to show a window. */
export function hasDisplay(environment: NodeJS.ProcessEnv): boolean {
  return Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
}

/**
 * @param profile Folder for what the window remembers, apart from the person's own browser.
 * @returns What was started; null when nothing here can do it.
 */
export function showAddress(url: string, how: Opening, profile: string): string | null {
  if (!hasDisplay(process.env)) return null;
  const candidates = how === 'window' ? windowPrograms : ['xdg-open', ...windowPrograms];
  const program = candidates.map(findProgram).find((path) => path !== null);
  if (!program) return null;
  const child = spawn(program, how === 'window' ? windowArguments(url, profile) : [url], {
    stdio: 'ignore',
    detached: true,
  });
  child.on('error', () => undefined);
  child.unref();
  return program;
}

function windowArguments(url: string, profile: string): string[] {
  mkdirSync(profile, { recursive: true });
  return [
    `--app=${url}`,
    `--user-data-dir=${profile}`,
    '--class=stepwatch',
    '--no-first-run',
    '--no-default-browser-check',
    // Verdicts sound without a click before.
    '--autoplay-policy=no-user-gesture-required',
    // Chromium refuses to run as root with its sandbox.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
}

function findProgram(name: string): string | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}
