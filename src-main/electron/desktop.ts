// The running desktop program: connects the station, its window, the bridge, the menu and the dialogs.
import { join } from 'node:path';
import { app, Menu, protocol } from 'electron';
import PQueue from 'p-queue';
import type { ShellCommands } from '../../src-inference/contract/index.ts';
import {
  fetchedFolders,
  rootsFile,
  StationFollower,
  type Supervisor,
  videoFoldersOf,
} from '../supervisor/index.ts';
import { scheme } from './app-address.ts';
import { appProtocol } from './app-protocol.ts';
import { openBridge } from './bridge.ts';
import { allowChosen } from './chosen-path.ts';
import { Dialogs } from './dialogs.ts';
import { DisplaySleepBlocker } from './display-sleep-blocker.ts';
import { isKiosk, type KioskMode, withOverride, withSetting } from './kiosk-mode.ts';
import { menuTemplate } from './menu.ts';
import type { ProgramFiles } from './program-files.ts';
import { importRecipe } from './recipe-import.ts';
import { isTrustedSender } from './security.ts';
import { watchStationStatus } from './station-status.ts';
import { StationWindow } from './station-window.ts';
import { type Texts, textsFor } from './texts.ts';
import { windowStateFile } from './window-state-file.ts';

export interface DesktopOptions {
  readonly supervisor: Supervisor;
  readonly log: (text: string) => void;
  readonly files: ProgramFiles;
  /** From the command line; null: as the settings say. */
  readonly kiosk: boolean | null;
  /** Address of the development server; null: the built screens. */
  readonly devServer: string | null;
}

/** Create it when the app is ready. */
export class Desktop {
  private readonly options: DesktopOptions;
  private readonly supervisor: Supervisor;
  private readonly station: StationWindow;
  private readonly dialogs: Dialogs;
  private readonly texts: Texts = textsFor(app.getLocale());
  private readonly sleepBlocker = new DisplaySleepBlocker();
  private kiosk: KioskMode;
  /** Each import shows dialogs, so one runs after the other. */
  private readonly imports = new PQueue({ concurrency: 1 });
  private isLeaveQuestionOpen = false;

  constructor(options: DesktopOptions) {
    this.options = options;
    this.kiosk = { setting: null, override: options.kiosk };
    const { supervisor, log, files, devServer } = options;
    const { directory } = supervisor;
    this.supervisor = supervisor;
    const follower = new StationFollower(this.supervisor);
    const fetched = fetchedFolders(directory);
    const folders = () => ({
      screens: files.screens,
      ...fetched,
      ...videoFoldersOf(follower.station),
      allowed: this.supervisor.allowed,
    });
    protocol.handle(scheme, appProtocol(folders));
    this.station = new StationWindow({
      preload: files.preload,
      icon: files.icon,
      stateFile: windowStateFile(join(directory, 'desktop', 'window.json')),
      kiosk: isKiosk(this.kiosk),
      devServer,
      log,
      onLeaveKiosk: () => void this.leaveKiosk(),
    });
    this.dialogs = new Dialogs(this.station.window, this.texts);
    this.openBridge();
    watchStationStatus(follower, ({ kiosk, isPlaying }) => {
      this.sleepBlocker.set(isPlaying);
      this.setKiosk(withSetting(this.kiosk, kiosk));
    });
    this.showMenu();
  }

  focus(): void {
    this.station.focus();
  }

  importRecipes(paths: readonly string[]): void {
    const { supervisor, dialogs, texts } = this;
    for (const path of paths) void this.imports.add(() => importRecipe(path, { supervisor, dialogs, texts }));
  }

  allowClose(): void {
    this.station.allowClose();
  }

  /** Resolves when the engine has finished recordings and the log. */
  async end(): Promise<void> {
    this.sleepBlocker.set(false);
    await this.supervisor.stop();
  }

  private openBridge(): void {
    const { webContents } = this.station.window;
    openBridge({
      supervisor: this.supervisor,
      shell: { version: app.getVersion(), role: 'operator', kind: 'desktop', kiosk: 'setting' },
      handlers: { choosePath: (input) => this.choosePath(input) },
      isTrusted: (event) => isTrustedSender(event, webContents, this.options.devServer),
    });
  }

  /** The station opens what the person chose. Recipes are read here: their text is what it gets. */
  private async choosePath(input: ShellCommands['choosePath']['input']): Promise<string | null> {
    const path = await this.dialogs.choosePath(input);
    if (path !== null && input.what !== 'recipe') {
      await allowChosen(path, this.supervisor, rootsFile(process.env));
    }
    return path;
  }

  private setKiosk(kiosk: KioskMode): void {
    this.kiosk = kiosk;
    this.station.setKiosk(isKiosk(kiosk));
    this.showMenu();
  }

  private async leaveKiosk(): Promise<void> {
    if (this.isLeaveQuestionOpen) return;
    this.isLeaveQuestionOpen = true;
    const { confirmLeave, confirmLeaveDetail, leave } = this.texts;
    const isConfirmed = await this.dialogs.confirm(confirmLeave, confirmLeaveDetail, leave);
    this.isLeaveQuestionOpen = false;
    if (isConfirmed) this.setKiosk(withOverride(this.kiosk, false));
  }

  private showMenu(): void {
    const template = menuTemplate(
      { texts: this.texts, kiosk: this.station.isKiosk, isDevelopment: this.options.devServer !== null },
      {
        importRecipe: () => void this.chooseRecipe(),
        toggleKiosk: () => {
          if (this.station.isKiosk) void this.leaveKiosk();
          else this.setKiosk(withOverride(this.kiosk, true));
        },
        reload: () => this.station.load(),
      },
    );
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  }

  private async chooseRecipe(): Promise<void> {
    const path = await this.dialogs.choosePath({ what: 'recipe' });
    if (path !== null) this.importRecipes([path]);
  }
}
