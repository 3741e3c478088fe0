// The one window: sandboxed, where it was left, over the whole screen in a kiosk, and back when its page was lost.
import { BrowserWindow, screen } from 'electron';
import { appPage } from './app-address.ts';
import type { PlaceFile } from './place-file.ts';
import { patienceMilliseconds, reloadAfterCrash, type ScreenCrashes } from './renderer-recovery.ts';
import { fitPlace, smallestSize } from './window-place.ts';

export interface WindowOptions {
  readonly preload: string;
  readonly icon: string;
  readonly place: PlaceFile;
  readonly kiosk: boolean;
  /** Address of the development server; null: the built screens. */
  readonly devServer: string | null;
  /** Gets why the page was lost. */
  readonly log: (text: string) => void;
  /** Somebody wants to close the window of a kiosk. */
  readonly onLeaveKiosk: () => void;
}

/** As the screens are by default: no white flash before the first one. */
const background = '#0f172a';

export class StationWindow {
  readonly window: BrowserWindow;
  private readonly options: WindowOptions;
  private crashes: ScreenCrashes | null = null;
  private reload: NodeJS.Timeout | undefined;
  private patience: NodeJS.Timeout | undefined;
  private closing = false;

  constructor(options: WindowOptions) {
    this.options = options;
    const displays = [
      screen.getPrimaryDisplay(),
      ...screen.getAllDisplays().filter(({ id }) => id !== screen.getPrimaryDisplay().id),
    ];
    const place = fitPlace(
      options.place.read(),
      displays.map(({ workArea }) => workArea),
    );
    this.window = new BrowserWindow({
      ...place.bounds,
      minWidth: smallestSize.width,
      minHeight: smallestSize.height,
      show: false,
      title: 'Stepwatch',
      icon: options.icon,
      backgroundColor: background,
      kiosk: options.kiosk,
      webPreferences: {
        preload: options.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        navigateOnDragDrop: false,
        spellcheck: false,
        devTools: options.devServer !== null,
        // The station is looked at from afar, behind other windows too.
        backgroundThrottling: false,
      },
    });
    this.window.setMenuBarVisibility(!options.kiosk);
    this.window.once('ready-to-show', () => {
      if (place.isMaximized && !options.kiosk) this.window.maximize();
      this.window.show();
    });
    this.window.on('page-title-updated', (event) => event.preventDefault());
    this.window.on('close', (event) => this.beforeClose(event));
    this.recover();
    this.load();
  }

  get isKiosk(): boolean {
    return this.window.isKiosk();
  }

  setKiosk(kiosk: boolean): void {
    if (kiosk === this.isKiosk) return;
    if (kiosk) this.remember();
    this.window.setKiosk(kiosk);
    this.window.setMenuBarVisibility(!kiosk);
  }

  /** To the front, for a person who started the program a second time. */
  focus(): void {
    if (this.window.isMinimized()) this.window.restore();
    this.window.show();
    this.window.focus();
  }

  load(): void {
    // A failure is an event of the page, and is dealt with there.
    this.window.loadURL(this.options.devServer ?? appPage).catch(() => undefined);
  }

  /** From now on the window closes without a question. */
  allowClose(): void {
    this.closing = true;
  }

  private beforeClose(event: { preventDefault(): void }): void {
    if (this.isKiosk && !this.closing) {
      event.preventDefault();
      this.options.onLeaveKiosk();
      return;
    }
    this.remember();
    clearTimeout(this.reload);
    clearTimeout(this.patience);
  }

  private remember(): void {
    if (this.isKiosk) return;
    const { x, y, width, height } = this.window.getNormalBounds();
    this.options.place.write({
      bounds: { x, y, width, height },
      isMaximized: this.window.isMaximized(),
    });
  }

  private recover(): void {
    const { webContents } = this.window;
    webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      if (reason !== 'clean-exit') this.loadAgain(`the screen was lost: ${reason}, exit code ${exitCode}`);
    });
    webContents.on('did-fail-load', (_event, code, description, url, isMainFrame) => {
      // -3: broken off by another load.
      if (isMainFrame && code !== -3) this.loadAgain(`the screen could not be loaded: ${description} ${url}`);
    });
    this.window.on('unresponsive', () => {
      clearTimeout(this.patience);
      this.patience = setTimeout(() => {
        this.options.log('the screen did not answer and was ended');
        webContents.forcefullyCrashRenderer();
      }, patienceMilliseconds);
    });
    this.window.on('responsive', () => clearTimeout(this.patience));
  }

  private loadAgain(why: string): void {
    const { crashes, inMilliseconds } = reloadAfterCrash(this.crashes, performance.now());
    this.crashes = crashes;
    clearTimeout(this.patience);
    clearTimeout(this.reload);
    this.options.log(`${why}; loaded again in ${inMilliseconds / 1000} s`);
    this.reload = setTimeout(() => this.load(), inMilliseconds);
  }
}
