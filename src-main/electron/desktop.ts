// The desktop of a running program: joins the station, its window, the bridge, the menu and the dialogs.
import { join } from 'node:path';
import { app, Menu, protocol } from 'electron';
import { openSupervisorLog, RecordingsFolder, Supervisor, workplaceDefaults } from '../supervisor/index.ts';
import { scheme } from './app-address.ts';
import { appProtocol } from './app-protocol.ts';
import { openBridge } from './bridge.ts';
import { Dialogs } from './dialogs.ts';
import { DisplayAwake } from './display-awake.ts';
import { isKiosk, type KioskMode, withChoice, withSetting } from './kiosk-mode.ts';
import { menuTemplate } from './menu.ts';
import { placeFile } from './place-file.ts';
import type { ProgramFiles } from './program-files.ts';
import { importRecipe } from './recipe-import.ts';
import { isTrustedSender } from './security.ts';
import { watchStation } from './station-signs.ts';
import { StationWindow } from './station-window.ts';
import { type Texts, textsFor } from './texts.ts';
import { utilityEngine } from './utility-engine.ts';

export interface DesktopOptions {
  /** Of the station. */
  readonly directory: string;
  readonly files: ProgramFiles;
  /** Holds `models` and `resources`; the station remembers paths below it. */
  readonly installation: string;
  /** Of the command line; null: as the settings say. */
  readonly kiosk: boolean | null;
  /** Address of the development server; null: the built screens. */
  readonly devServer: string | null;
}

/** To be made when the app is ready. */
export class Desktop {
  private readonly options: DesktopOptions;
  private readonly supervisor: Supervisor;
  private readonly station: StationWindow;
  private readonly dialogs: Dialogs;
  private readonly texts: Texts = textsFor(app.getLocale());
  private readonly awake = new DisplayAwake();
  private kiosk: KioskMode;
  /** One dialog after the other. */
  private imports: Promise<void> = Promise.resolve();
  private asking = false;

  constructor(options: DesktopOptions) {
    this.options = options;
    const { directory, files, installation, devServer } = options;
    this.kiosk = { setting: null, choice: options.kiosk };
    const log = openSupervisorLog(directory, () => new Date());
    this.supervisor = new Supervisor({
      start: utilityEngine(files.engine),
      workplace: { directory, defaults: workplaceDefaults(installation), source: null },
      log,
    });
    const recordings = new RecordingsFolder(this.supervisor);
    protocol.handle(scheme, appProtocol({ screens: files.screens, recordings: () => recordings.path }));
    this.station = new StationWindow({
      preload: files.preload,
      icon: files.icon,
      place: placeFile(join(directory, 'desktop', 'window.json')),
      kiosk: isKiosk(this.kiosk),
      devServer,
      log,
      onLeaveKiosk: () => void this.leaveKiosk(),
    });
    this.dialogs = new Dialogs(this.station.window, this.texts);
    const { webContents } = this.station.window;
    openBridge({
      supervisor: this.supervisor,
      shell: { version: app.getVersion(), role: 'operator', kind: 'desktop' },
      handlers: { choosePath: (input) => this.dialogs.choosePath(input) },
      isTrusted: (event) => isTrustedSender(event, webContents, devServer),
    });
    watchStation(this.supervisor, (signs) => {
      this.awake.set(signs.playing);
      this.change(withSetting(this.kiosk, signs.kiosk));
    });
    this.showMenu();
    this.supervisor.start();
  }

  focus(): void {
    this.station.focus();
  }

  importRecipes(paths: readonly string[]): void {
    const { supervisor, dialogs, texts } = this;
    for (const path of paths) {
      this.imports = this.imports.then(() => importRecipe(path, { supervisor, dialogs, texts }));
    }
  }

  allowClose(): void {
    this.station.allowClose();
  }

  /** Resolves when the engine has finished recordings and the log. */
  async end(): Promise<void> {
    this.awake.set(false);
    await this.supervisor.stop();
  }

  private change(kiosk: KioskMode): void {
    this.kiosk = kiosk;
    this.station.setKiosk(isKiosk(kiosk));
    this.showMenu();
  }

  private async leaveKiosk(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    const { confirmLeave, confirmLeaveDetail, leave } = this.texts;
    const leaves = await this.dialogs.confirm(confirmLeave, confirmLeaveDetail, leave);
    this.asking = false;
    if (leaves) this.change(withChoice(this.kiosk, false));
  }

  private showMenu(): void {
    const template = menuTemplate(
      { texts: this.texts, kiosk: this.station.isKiosk, isDevelopment: this.options.devServer !== null },
      {
        importRecipe: () => void this.chooseRecipe(),
        toggleKiosk: () => {
          if (this.station.isKiosk) void this.leaveKiosk();
          else this.change(withChoice(this.kiosk, true));
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
