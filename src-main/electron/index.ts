// The entry of the desktop program: one instance, one window, one station.
import { join } from 'node:path';
import { app, dialog, protocol, session } from 'electron';
import { toStationError } from '../../src-inference/contract/index.ts';
import { installationOf, lockWorkplace, usualWorkplace } from '../supervisor/index.ts';
import { scheme } from './app-address.ts';
import { Desktop } from './desktop.ts';
import { readLaunchOptions } from './launch-options.ts';
import { programFiles } from './program-files.ts';
import { confineContents, denyPermissions } from './security.ts';
import { stableInstallation } from './stable-installation.ts';

// In a checkout Electron is told the folder of the program first.
const ownArguments = (all: readonly string[]): readonly string[] => all.slice(app.isPackaged ? 1 : 2);

const launch = readLaunchOptions(ownArguments(process.argv), process.cwd());
const directory = launch.directory ?? usualWorkplace(process.env);
const devServer = app.isPackaged ? null : (process.env.ELECTRON_RENDERER_URL ?? null);

// The lock of the single instance is in there, too: another folder is another station.
app.setPath('userData', join(directory, 'desktop'));
app.enableSandbox();
protocol.registerSchemesAsPrivileged([
  {
    scheme,
    privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
  },
]);
app.on('web-contents-created', (_event, contents) => confineContents(contents, devServer));

if (app.requestSingleInstanceLock()) {
  app.whenReady().then(start).catch(giveUp);
} else {
  app.exit(0);
}

async function start(): Promise<void> {
  denyPermissions(session.defaultSession);
  const unlock = await lockWorkplace(directory);
  const installation = installationOf(app.getAppPath());
  const isMounted = process.env.APPIMAGE !== undefined;
  const desktop = new Desktop({
    directory,
    files: programFiles(app.getAppPath(), installation),
    installation: await stableInstallation(installation, directory, isMounted),
    kiosk: launch.kiosk,
    devServer,
  });
  desktop.importRecipes(launch.recipes);
  app.on('second-instance', (_event, all, workingDirectory) => {
    desktop.focus();
    desktop.importRecipes(readLaunchOptions(ownArguments(all), workingDirectory).recipes);
  });
  app.on('window-all-closed', () => app.quit());
  let ended = false;
  app.on('before-quit', () => desktop.allowClose());
  // The last moment that can be held up: recordings and the log are finished first.
  app.on('will-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    void desktop.end().finally(() => {
      ended = true;
      unlock();
      app.quit();
    });
  });
}

function giveUp(thrown: unknown): void {
  const { message, where, hint } = toStationError(thrown);
  dialog.showErrorBox('Stepwatch', [message, where, hint].filter((line) => line !== undefined).join('\n'));
  app.exit(1);
}
