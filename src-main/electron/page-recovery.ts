// Brings the page back when it crashed, could not be loaded, or hangs.
import type { BrowserWindow } from 'electron';
import { reloadAfterCrash, type ScreenCrashes, unresponsiveMilliseconds } from './renderer-recovery.ts';

/** Chromium's error code for a load that another load replaced. */
const loadAborted = -3;

type PageState =
  | { readonly phase: 'responsive' }
  /** Its renderer is killed when the timer ends. */
  | { readonly phase: 'unresponsive'; readonly timer: NodeJS.Timeout }
  /** It was lost, and is loaded again when the timer ends. */
  | { readonly phase: 'lost'; readonly timer: NodeJS.Timeout };

export interface PageRecoveryOptions {
  readonly load: () => void;
  /** Called with why the page was lost. */
  readonly log: (text: string) => void;
}

export class PageRecovery {
  private readonly window: BrowserWindow;
  private readonly options: PageRecoveryOptions;
  private state: PageState = { phase: 'responsive' };
  private crashes: ScreenCrashes | null = null;

  constructor(window: BrowserWindow, options: PageRecoveryOptions) {
    this.window = window;
    this.options = options;
    const { webContents } = window;
    webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      if (reason !== 'clean-exit')
        this.onLost(`the renderer of the screen ended (${reason}, exit code ${exitCode})`);
    });
    webContents.on('did-fail-load', (_event, code, description, url, isMainFrame) => {
      if (isMainFrame && code !== loadAborted) {
        this.onLost(`the screen could not be loaded: ${description} ${url}`);
      }
    });
    window.on('unresponsive', () => this.onUnresponsive());
    window.on('responsive', () => {
      if (this.state.phase === 'unresponsive') this.enter({ phase: 'responsive' });
    });
  }

  /** The window closes: nothing is loaded any more. */
  stop(): void {
    this.enter({ phase: 'responsive' });
  }

  private onUnresponsive(): void {
    if (this.state.phase !== 'responsive') return;
    const timer = setTimeout(() => {
      this.options.log('the screen did not respond and was killed');
      // `render-process-gone` follows.
      this.window.webContents.forcefullyCrashRenderer();
    }, unresponsiveMilliseconds);
    this.enter({ phase: 'unresponsive', timer });
  }

  private onLost(why: string): void {
    const { crashes, inMilliseconds } = reloadAfterCrash(this.crashes, performance.now());
    this.crashes = crashes;
    this.options.log(`${why}; it is loaded again in ${inMilliseconds / 1000} s`);
    const timer = setTimeout(() => {
      this.enter({ phase: 'responsive' });
      this.options.load();
    }, inMilliseconds);
    this.enter({ phase: 'lost', timer });
  }

  private enter(state: PageState): void {
    if (this.state.phase !== 'responsive') clearTimeout(this.state.timer);
    this.state = state;
  }
}
