// The one window of the desktop: sandboxed, in its last position, over the whole screen in kiosk mode.
import { BrowserWindow, screen } from 'electron';
import { appPage } from './app-address.ts';
import { PageRecovery } from './page-recovery.ts';
import { fitToDisplays, minSize, type WindowState } from './window-state.ts';
import type { WindowStateFile } from './window-state-file.ts';

export interface WindowOptions {
  readonly preload: string;
  readonly icon: string;
  readonly stateFile: WindowStateFile;
  readonly kiosk: boolean;
  /** Address of the development server; null: the built screens. */
  readonly devServer: string | null;
  /** Called with why the page was lost. */
  readonly log: (text: string) => void;
  /** Somebody wants to close the window in kiosk mode. */
  readonly onLeaveKiosk: () => void;
}

/** The background of the screens, so that no white flash comes before them. */
const backgroundColor = '#0f172a';

export class StationWindow {
  readonly window: BrowserWindow;
  private readonly options: WindowOptions;
  private readonly recovery: PageRecovery;
  /** `askInKiosk`: in kiosk mode the window does not close, but asks. `allow`: the program ends. */
  private closePolicy: 'askInKiosk' | 'allow' = 'askInKiosk';

  constructor(options: WindowOptions) {
    this.options = options;
    const state = fitToDisplays(options.stateFile.read(), workAreas());
    this.window = createWindow(options, state);
    this.window.setMenuBarVisibility(!options.kiosk);
    this.window.once('ready-to-show', () => {
      if (state.isMaximized && !options.kiosk) this.window.maximize();
      this.window.show();
    });
    this.window.on('page-title-updated', (event) => event.preventDefault());
    this.window.on('close', (event) => this.onClose(event));
    this.recovery = new PageRecovery(this.window, { load: () => this.load(), log: options.log });
    this.load();
  }

  get isKiosk(): boolean {
    return this.window.isKiosk();
  }

  setKiosk(kiosk: boolean): void {
    if (kiosk === this.isKiosk) return;
    if (kiosk) this.saveState();
    this.window.setKiosk(kiosk);
    this.window.setMenuBarVisibility(!kiosk);
  }

  /** Brings the window to the front. */
  focus(): void {
    if (this.window.isMinimized()) this.window.restore();
    this.window.show();
    this.window.focus();
  }

  load(): void {
    // `did-fail-load` reports a failure.
    this.window.loadURL(this.options.devServer ?? appPage).catch(() => undefined);
  }

  /** From now on the window closes without a question. */
  allowClose(): void {
    this.closePolicy = 'allow';
  }

  private onClose(event: { preventDefault(): void }): void {
    if (this.isKiosk && this.closePolicy === 'askInKiosk') {
      event.preventDefault();
      this.options.onLeaveKiosk();
      return;
    }
    this.saveState();
    this.recovery.stop();
  }

  private saveState(): void {
    if (this.isKiosk) return;
    const { x, y, width, height } = this.window.getNormalBounds();
    this.options.stateFile.write({
      bounds: { x, y, width, height },
      isMaximized: this.window.isMaximized(),
    });
  }
}

/** Of all displays, the primary one first. */
function workAreas(): Electron.Rectangle[] {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [primary, ...others].map(({ workArea }) => workArea);
}

function createWindow(
  { preload, icon, kiosk, devServer }: WindowOptions,
  { bounds }: WindowState,
): BrowserWindow {
  return new BrowserWindow({
    ...bounds,
    minWidth: minSize.width,
    minHeight: minSize.height,
    show: false,
    title: 'Stepwatch',
    icon,
    backgroundColor,
    kiosk,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: devServer !== null,
      // People look at the station from a distance, also when other windows cover it.
      backgroundThrottling: false,
    },
  });
}
