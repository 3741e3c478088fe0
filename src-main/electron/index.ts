// The entry of the desktop program: one instance, one window, one station.
import { join } from 'node:path';
import { app, dialog, protocol, session } from 'electron';
import { toStationError } from '../../src-inference/contract/index.ts';
import { defaultStationDirectory, installRootOf, lockWorkplace } from '../supervisor/index.ts';
import { scheme } from './app-address.ts';
import { stableInstallRoot } from './appimage-link.ts';
import { Desktop } from './desktop.ts';
import { readLaunchOptions } from './launch-options.ts';
import { programFiles } from './program-files.ts';
import { denyPermissions, restrictNavigation } from './security.ts';

// In a checkout, the first argument of Electron is the folder of the program.
const ownArguments = (all: readonly string[]): readonly string[] => all.slice(app.isPackaged ? 1 : 2);

const launch = readLaunchOptions(ownArguments(process.argv), process.cwd());
const directory = launch.directory ?? defaultStationDirectory(process.env);
const devServer = app.isPackaged ? null : (process.env.ELECTRON_RENDERER_URL ?? null);

// Electron keeps the single-instance lock in this folder too, so each station has its own instance.
app.setPath('userData', join(directory, 'desktop'));
app.enableSandbox();
protocol.registerSchemesAsPrivileged([
  {
    scheme,
    privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
  },
]);
app.on('web-contents-created', (_event, contents) => restrictNavigation(contents, devServer));

if (app.requestSingleInstanceLock()) {
  app.whenReady().then(start).catch(exitWithError);
} else {
  app.exit(0);
}

async function start(): Promise<void> {
  denyPermissions(session.defaultSession);
  const unlock = await lockWorkplace(directory);
  const installRoot = installRootOf(app.getAppPath());
  const isAppImage = process.env.APPIMAGE !== undefined;
  const desktop = new Desktop({
    directory,
    files: programFiles(app.getAppPath(), installRoot),
    installRoot: await stableInstallRoot(installRoot, directory, isAppImage),
    kiosk: launch.kiosk,
    devServer,
  });
  desktop.importRecipes(launch.recipes);
  app.on('second-instance', (_event, all, workingDirectory) => {
    desktop.focus();
    desktop.importRecipes(readLaunchOptions(ownArguments(all), workingDirectory).recipes);
  });
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', () => desktop.allowClose());
  endBeforeQuit(desktop, unlock);
}

/** Delays the end of the program until the engine has finished recordings and the log. */
function endBeforeQuit(desktop: Desktop, unlock: () => void): void {
  let hasEnded = false;
  app.on('will-quit', (event) => {
    if (hasEnded) return;
    event.preventDefault();
    void desktop.end().finally(() => {
      hasEnded = true;
      unlock();
      app.quit();
    });
  });
}

function exitWithError(thrown: unknown): void {
  const { message, where, hint } = toStationError(thrown);
  dialog.showErrorBox('Stepwatch', [message, where, hint].filter((line) => line !== undefined).join('\n'));
  app.exit(1);
}
