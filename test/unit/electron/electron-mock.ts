// The mock of Electron, for tests of the desktop without its binary: `vi.mock('electron', () => import(...))`.
// It behaves like Electron where the program depends on it: windows have a state, `quit` closes them and can be prevented,
// message ports copy, and a utility process is a real process. A test emits the events of the system or a person.
import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { type MessagePort, MessageChannel as NodeMessageChannel } from 'node:worker_threads';

const parentPortShim = new URL('./parent-port-shim.mjs', import.meta.url).href;

class MockApp extends EventEmitter {
  isPackaged = true;
  isSandboxed = false;
  /** Null while the program runs. */
  exitCode: number | null = null;
  readonly paths = new Map<string, string>();
  hasLock = true;
  appPath = '/opt/Stepwatch/resources/app.asar';
  locale = 'en-GB';

  getAppPath = (): string => this.appPath;
  getVersion = (): string => '0.0.0';
  getLocale = (): string => this.locale;
  setPath = (name: string, path: string): void => void this.paths.set(name, path);
  enableSandbox = (): void => {
    this.isSandboxed = true;
  };
  requestSingleInstanceLock = (): boolean => this.hasLock;
  whenReady = (): Promise<void> => Promise.resolve();
  exit = (code: number): void => {
    this.exitCode ??= code;
  };

  /** Closes the windows, then ends the program. A window, or a listener of `will-quit`, can prevent that. */
  quit = (): void => {
    this.emit('before-quit', {});
    if (!BrowserWindow.all.every((window) => window.tryToClose())) return;
    let isPrevented = false;
    this.emit('will-quit', { preventDefault: () => (isPrevented = true) });
    if (!isPrevented) this.exit(0);
  };
}

/** A message port of the main process: listeners get `{ data }`, nothing arrives before `start`. */
export class MessagePortMain extends EventEmitter {
  readonly port: MessagePort;

  constructor(port: MessagePort) {
    super();
    this.port = port;
  }

  start(): void {
    this.port.on('message', (data) => this.emit('message', { data, ports: [] }));
    this.port.on('close', () => this.emit('close'));
  }

  postMessage(message: unknown): void {
    this.port.postMessage(message);
  }

  close(): void {
    this.removeAllListeners('close');
    this.port.close();
  }
}

export class MessageChannelMain {
  readonly port1: MessagePortMain;
  readonly port2: MessagePortMain;

  constructor() {
    const { port1, port2 } = new NodeMessageChannel();
    this.port1 = new MessagePortMain(port1);
    this.port2 = new MessagePortMain(port2);
  }
}

export class MockContents extends EventEmitter {
  readonly mainFrame = {
    url: 'stepwatch://app/index.html',
    received: [] as { readonly name: string; readonly port: MessagePortMain }[],
    postMessage: (name: string, _message: unknown, ports: MessagePortMain[]): void => {
      for (const port of ports) this.mainFrame.received.push({ name, port });
    },
  };
  openHandler: (() => { action: string }) | null = null;
  crashes = 0;

  setWindowOpenHandler(handler: () => { action: string }): void {
    this.openHandler = handler;
  }

  forcefullyCrashRenderer(): void {
    this.crashes += 1;
    this.emit('render-process-gone', {}, { reason: 'killed', exitCode: 9 });
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = [];
  readonly webContents = new MockContents();
  readonly loaded: string[] = [];
  readonly options: Record<string, unknown>;
  bounds: { x: number; y: number; width: number; height: number };
  private kiosk: boolean;
  private size: 'normal' | 'minimized' | 'maximized' = 'normal';
  private visible: boolean;
  private focused = false;
  private menuBarVisible = true;
  private destroyed = false;

  constructor(options: Record<string, unknown>) {
    super();
    this.options = options;
    const { x, y, width, height } = options as BrowserWindow['bounds'];
    this.bounds = { x, y, width, height };
    this.kiosk = options.kiosk === true;
    this.visible = options.show !== false;
    BrowserWindow.all.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  loadURL = (url: string): Promise<void> => Promise.resolve(void this.loaded.push(url));
  isKiosk = (): boolean => this.kiosk;
  setKiosk = (kiosk: boolean): void => {
    this.kiosk = kiosk;
  };
  isMaximized = (): boolean => this.size === 'maximized';
  maximize = (): void => {
    this.size = 'maximized';
  };
  isMinimized = (): boolean => this.size === 'minimized';
  minimize = (): void => {
    this.size = 'minimized';
    this.focused = false;
  };
  restore = (): void => {
    this.size = 'normal';
  };
  isVisible = (): boolean => this.visible && this.size !== 'minimized';
  show = (): void => {
    this.visible = true;
  };
  isFocused = (): boolean => this.focused;
  focus = (): void => {
    this.focused = this.isVisible();
  };
  isMenuBarVisible = (): boolean => this.menuBarVisible;
  setMenuBarVisibility = (visible: boolean): void => {
    this.menuBarVisible = visible;
  };
  isDestroyed = (): boolean => this.destroyed;
  getNormalBounds = (): BrowserWindow['bounds'] => this.bounds;

  /** Closes the window as a person or the system does. @returns Whether it closed. */
  tryToClose(): boolean {
    let isPrevented = false;
    if (!this.destroyed) this.emit('close', { preventDefault: () => (isPrevented = true) });
    this.destroyed = !isPrevented;
    return this.destroyed;
  }
}

export const app = new MockApp();
export const ipcMain = new EventEmitter();
export const protocol = {
  schemes: [] as unknown[],
  handlers: new Map<string, (request: Request) => Promise<Response>>(),
  registerSchemesAsPrivileged: (schemes: unknown[]): void => void protocol.schemes.push(...schemes),
  handle: (scheme: string, handler: (request: Request) => Promise<Response>): void =>
    void protocol.handlers.set(scheme, handler),
};
type Handler = (...all: never[]) => unknown;

/** Keeps the handlers that the program sets, by the names of their setters. */
class MockSession {
  readonly handlers = new Map<string, Handler>();
  private readonly keep = (name: string) => (handler: Handler) => void this.handlers.set(name, handler);
  readonly setPermissionRequestHandler = this.keep('permissionRequest');
  readonly setPermissionCheckHandler = this.keep('permissionCheck');
  readonly setDevicePermissionHandler = this.keep('devicePermission');
}

export const session = { defaultSession: new MockSession() };

/** What a preload script has: it gives the page an object, and sends messages to the main process. */
export const contextBridge = {
  exposed: new Map<string, Record<string, (...all: unknown[]) => unknown>>(),
  exposeInMainWorld: (name: string, api: Record<string, (...all: unknown[]) => unknown>): void =>
    void contextBridge.exposed.set(name, api),
};
export const ipcRenderer = Object.assign(new EventEmitter(), {
  sent: [] as unknown[][],
  send: (...all: unknown[]): void => void ipcRenderer.sent.push(all),
});

const display = { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } };
export const screen = { getPrimaryDisplay: () => display, getAllDisplays: () => [display] };

export const powerSaveBlocker = {
  active: new Map<number, string>(),
  start(type: string): number {
    const id = this.active.size + 1;
    this.active.set(id, type);
    return id;
  },
  stop(id: number): void {
    this.active.delete(id);
  },
};

export interface MenuItem {
  readonly label?: string;
  readonly role?: string;
  readonly enabled?: boolean;
  readonly click?: () => void;
  readonly submenu?: readonly MenuItem[];
}

export const Menu = {
  current: [] as readonly MenuItem[],
  buildFromTemplate: (template: readonly MenuItem[]) => template,
  setApplicationMenu: (menu: readonly MenuItem[]): void => {
    Menu.current = menu;
  },
};

/** Takes the answers from `answers`, and keeps the questions in `shown`. */
export const dialog = {
  shown: [] as { readonly message?: string; readonly detail?: string; readonly properties?: string[] }[],
  answers: [] as unknown[],
  errors: [] as string[],
  showMessageBox: (_window: unknown, options: { message: string; detail: string }) => {
    dialog.shown.push(options);
    return Promise.resolve({ response: dialog.answers.shift() ?? 0 });
  },
  showOpenDialog: (_window: unknown, options: { properties: string[] }) => {
    dialog.shown.push(options);
    const path = dialog.answers.shift() as string | undefined;
    return Promise.resolve({ canceled: path === undefined, filePaths: path === undefined ? [] : [path] });
  },
  showErrorBox: (_title: string, text: string): void => void dialog.errors.push(text),
};

/** Restores the state before the start of the program. */
export function reset(): void {
  for (const emitter of [app, ipcMain]) emitter.removeAllListeners();
  for (const list of [BrowserWindow.all, dialog.shown, dialog.answers, dialog.errors, protocol.schemes]) {
    list.length = 0;
  }
  app.paths.clear();
  protocol.handlers.clear();
  powerSaveBlocker.active.clear();
  app.hasLock = true;
  app.isSandboxed = false;
  app.exitCode = null;
}

/** A real process that has `process.parentPort`, and no IPC of Node. */
export const utilityProcess = {
  fork(entry: string, arguments_: string[], options: { env: Record<string, string>; stdio: string[] }) {
    const child = fork(entry, arguments_, {
      env: options.env,
      execArgv: ['--import', parentPortShim],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
    });
    const utility = new EventEmitter();
    child.on('message', (message) => utility.emit('message', message));
    child.once('spawn', () => utility.emit('spawn'));
    child.once('exit', (code, signal) => {
      if (signal !== null) {
        app.emit('child-process-gone', {}, { name: 'Stepwatch engine', reason: signalReason(signal) });
      }
      utility.emit('exit', code ?? 1);
    });
    return Object.assign(utility, {
      get pid() {
        return child.exitCode === null ? child.pid : undefined;
      },
      stderr: child.stderr,
      postMessage: (message: unknown) => void child.send(message as object),
    });
  },
};

function signalReason(signal: NodeJS.Signals): string {
  return signal === 'SIGKILL' || signal === 'SIGTERM' ? 'killed' : 'crashed';
}
