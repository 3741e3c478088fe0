// Opens the address of a served station: in the default browser, or in a browser window without toolbars.
import { spawn } from 'node:child_process';
import { accessSync, constants, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** `window`: a browser window without toolbars. */
export const openModes = ['browser', 'window'] as const;
export type OpenMode = (typeof openModes)[number];

/** Browsers that have the option `--app`, which opens a window without toolbars. */
const appModeBrowsers = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'brave-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
];

/** False: a window cannot be shown. */
function hasDisplay(environment: NodeJS.ProcessEnv): boolean {
  return Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
}

/**
 * @param profile Folder for what the window remembers, apart from the person's own browser.
 * @returns What was started; null when nothing here can do it.
 */
export function openAddress(url: string, mode: OpenMode, profile: string): string | null {
  if (!hasDisplay(process.env)) return null;
  const candidates = mode === 'window' ? appModeBrowsers : ['xdg-open', ...appModeBrowsers];
  const program = candidates.map(findProgram).find((path) => path !== null);
  if (!program) return null;
  const child = spawn(program, mode === 'window' ? windowArguments(url, profile) : [url], {
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
    // Otherwise sounds of verdicts need a click first.
    '--autoplay-policy=no-user-gesture-required',
    // As root, Chromium does not start with its sandbox.
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
      // The program is not in this folder.
    }
  }
  return null;
}
