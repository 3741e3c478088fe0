// A served station with the real engine, and screens that talk to it over real sockets.
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { WebSocket } from 'ws';
import type { NumberedEvent, ShellMessage, StationSnapshot } from '../src-inference/contract/index.ts';
import { type HostOptions, startHost } from '../src-main/host/index.ts';
import { forkedEngine, Supervisor } from '../src-main/supervisor/index.ts';
import { makeColourModel } from './onnx-models.ts';

const builtEngine = pathToFileURL(resolve(import.meta.dirname, '../out/main/engine.js'));

export interface ServedStation extends AsyncDisposable {
  readonly supervisor: Supervisor;
  readonly folder: string;
  readonly port: number;
  readonly url: string;
  readonly origin: string;
  /** Process of the engine that was started last. */
  enginePid(): number;
  close(): Promise<void>;
}

export async function serveStation(
  options: Partial<Pick<HostOptions, 'host' | 'passwords' | 'screens'>> & { readonly source?: string } = {},
): Promise<ServedStation> {
  const folder = mkdtempSync(join(tmpdir(), 'stepwatch-served-'));
  makeColourModel(join(folder, 'model'));
  writeFileSync(join(folder, 'rgb.yaml'), 'name: rgb\ntitle: Colours\nsteps: [red, green, blue]\n');
  const screens = join(folder, 'screens');
  mkdirSync(join(screens, 'assets'), { recursive: true });
  writeFileSync(join(screens, 'index.html'), '<!doctype html><title>Screens</title>');
  writeFileSync(join(screens, 'assets/app-12345678.js'), 'document.title = "Script";');
  writeFileSync(join(folder, 'secret.txt'), 'not to be seen');
  const log: string[] = [];
  const supervisor = new Supervisor({
    start: forkedEngine(builtEngine),
    workplace: {
      directory: join(folder, 'station'),
      defaults: { model: join(folder, 'model'), recipes: [join(folder, 'rgb.yaml')], folders: [folder] },
      source: options.source ?? null,
    },
    log: (text) => log.push(text),
  });
  const host = await startHost({
    supervisor,
    screens: options.screens ?? screens,
    host: options.host ?? '127.0.0.1',
    port: 0,
    names: [],
    passwords: options.passwords ?? null,
    version: '0.0.0',
    kiosk: 'browser',
  });
  supervisor.start();
  const close = async (): Promise<void> => {
    await Promise.all([host.close(), supervisor.stop()]);
    rmSync(folder, { recursive: true });
  };
  return {
    supervisor,
    folder,
    port: host.port,
    url: host.url,
    origin: host.origin,
    enginePid: () => Number(/process (\d+)/.exec(log.findLast((line) => line.includes('process'))!)![1]),
    close,
    [Symbol.asyncDispose]: close,
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Sends a request exactly as written. `fetch` and `URL` would correct paths, `Host` and `Origin`. */
export async function ask(
  { port }: { readonly port: number },
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  const { method = 'GET', headers = {}, body = '' } = options;
  const request = httpRequest({ host: '127.0.0.1', port, path, method, headers: { ...headers } });
  if (method === 'POST') request.setHeader('Content-Length', Buffer.byteLength(body));
  request.end(method === 'POST' ? body : undefined);
  const [response] = await once(request, 'response');
  return { status: response.statusCode, headers: response.headers, body: await buffer(response) };
}

/** Name and value of the cookie that an answer sets. */
export function cookieOf({ headers }: Answer): string {
  return headers['set-cookie']![0]!.split(';')[0]!;
}

/** Opens the printed address, as a browser does. @returns The cookie of an operator. */
export async function enter(station: ServedStation): Promise<string> {
  return cookieOf(await ask(station, station.url.slice(station.origin.length)));
}

/** Logs in with a password, as the form does. */
export function login(station: ServedStation, password: string): Promise<Answer> {
  return ask(station, '/login', {
    method: 'POST',
    headers: { Origin: station.origin, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ password }).toString(),
  });
}

export function openSocket(
  station: Pick<ServedStation, 'port' | 'origin'>,
  path: string,
  cookie: string,
): WebSocket {
  return new WebSocket(`ws://127.0.0.1:${station.port}${path}`, {
    headers: { cookie },
    origin: station.origin,
  });
}

/** A screen of the station: keeps all messages, sends requests, and waits for messages. */
export class Screen implements Disposable {
  readonly heard: ShellMessage[] = [];
  readonly socket: WebSocket;
  private nextId = 1;
  private readonly looking = new Set<() => void>();

  constructor(station: Pick<ServedStation, 'port' | 'origin'>, cookie: string) {
    this.socket = openSocket(station, '/station', cookie);
    this.socket.on('message', (data) => {
      this.heard.push(JSON.parse(String(data)));
      for (const look of this.looking) look();
    });
    this.socket.on('error', () => undefined);
  }

  /** Resolves with the first message that fits. It may have come already. */
  until<Message extends ShellMessage>(
    fits: (message: ShellMessage) => message is Message,
    from?: number,
  ): Promise<Message>;
  until(fits: (message: ShellMessage) => boolean, from?: number): Promise<ShellMessage>;
  until(fits: (message: ShellMessage) => boolean, from = 0): Promise<ShellMessage> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = this.heard.slice(from).find(fits);
        if (!found) return;
        this.looking.delete(look);
        resolve(found);
      };
      this.looking.add(look);
      look();
    });
  }

  /** Waits for a state of the engine. */
  untilEngine(state: string, from = 0): Promise<ShellMessage> {
    return this.until(
      (one) => (one.kind === 'engine' || one.kind === 'welcome') && one.engine.state === state,
      from,
    );
  }

  untilEvent(type: NumberedEvent['event']['type'], from = 0): Promise<ShellMessage> {
    return this.until((one) => one.kind === 'event' && one.event.event.type === type, from);
  }

  async request(command: string, input: unknown = null): Promise<ShellMessage> {
    const id = this.nextId++;
    this.socket.send(JSON.stringify({ id, command, input }));
    return this.until((one) => (one.kind === 'answer' || one.kind === 'failure') && one.id === id);
  }

  /** @throws Error when the station answers with a failure. */
  async answer(command: string, input: unknown = null): Promise<unknown> {
    const message = await this.request(command, input);
    if (message.kind === 'answer') return message.output;
    throw new Error(JSON.stringify(message));
  }

  async snapshot(): Promise<StationSnapshot> {
    return (await this.answer('snapshot')) as StationSnapshot;
  }

  events(): NumberedEvent[] {
    return this.heard.flatMap((one) => (one.kind === 'event' ? [one.event] : []));
  }

  [Symbol.dispose](): void {
    this.socket.close();
  }
}
