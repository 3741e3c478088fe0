// The entry of the desktop program: one instance, one window, one station.
import { join } from 'node:path';
import { app, dialog, protocol, session } from 'electron';
import { toStationError } from '../../src-inference/contract/index.ts';
import {
  defaultStationDirectory,
  installRootOf,
  openSupervisorLog,
  readRoots,
  rootsFile,
  Supervisor,
  workplaceDefaults,
} from '../supervisor/index.ts';
import { scheme } from './app-address.ts';
import { linkInstallation, stableInstallRoot } from './appimage-link.ts';
import { Desktop } from './desktop.ts';
import { readLaunchOptions } from './launch-options.ts';
import { programFiles } from './program-files.ts';
import { denyPermissions, restrictNavigation } from './security.ts';
import { utilityEngine } from './utility-engine.ts';

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
  denyPermissions(session.defaultSession, devServer);
  const opening = openDesktop();
  app.on('second-instance', (_event, all, workingDirectory) => {
    const show = (desktop: Desktop): void => {
      desktop.focus();
      desktop.importRecipes(readLaunchOptions(ownArguments(all), workingDirectory).recipes);
    };
    // Where it could not be opened, the program ends with the error.
    void opening.then(show, () => undefined);
  });
  const desktop = await opening;
  desktop.importRecipes(launch.recipes);
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', () => desktop.allowClose());
  endBeforeQuit(desktop);
}

/** @throws StationError `folder_in_use`, before anything is shown. */
async function openDesktop(): Promise<Desktop> {
  const unpacked = installRootOf(app.getAppPath());
  const installRoot = stableInstallRoot(unpacked, directory, process.env.APPIMAGE !== undefined);
  const files = programFiles(app.getAppPath(), unpacked);
  const log = openSupervisorLog(directory, () => new Date());
  const supervisor = new Supervisor({
    start: utilityEngine(files.engine),
    workplace: {
      directory,
      defaults: workplaceDefaults(installRoot),
      source: null,
      roots: readRoots(rootsFile(process.env)),
    },
    log,
    spare: true,
  });
  await supervisor.takeFolder();
  await linkInstallation(unpacked, installRoot);
  const desktop = new Desktop({ supervisor, log, files, kiosk: launch.kiosk, devServer });
  supervisor.onRefused(exitWithError);
  supervisor.start();
  return desktop;
}

/** Delays the end of the program until the engine has finished recordings and the log. */
function endBeforeQuit(desktop: Desktop): void {
  let hasEnded = false;
  app.on('will-quit', (event) => {
    if (hasEnded) return;
    event.preventDefault();
    void desktop.end().finally(() => {
      hasEnded = true;
      app.quit();
    });
  });
}

function exitWithError(thrown: unknown): void {
  const { message, where, hint } = toStationError(thrown);
  dialog.showErrorBox('Stepwatch', [message, where, hint].filter((line) => line !== undefined).join('\n'));
  app.exit(1);
}
