// What happens to a station that is soaked: a camera that restarts, two screens with pictures, sources that change, recipes that
// are edited.
import { join, resolve } from 'node:path';
import type { WebSocket } from 'ws';
import { previewCredit, type StoredRecipe } from '../../src-inference/contract/index.ts';
import { type Peer, startProcess } from '../gst-peer.ts';
import { cookieFor, type ServedProgram } from '../served-program.ts';
import { openSocket, Screen } from '../served-station.ts';

const root = resolve(import.meta.dirname, '../..');
const video = join(root, 'resources/demo/good.mp4');

export class StationLoad {
  readonly screens: readonly Screen[];
  private readonly pictures: readonly WebSocket[];
  private readonly sourcePort: number;
  private readonly isAccelerated: boolean;
  private camera: Peer | null = null;
  private edits = 0;
  private counted = { parts: 0, windows: 0, delaySeconds: null as number | null };

  private constructor(
    screens: readonly Screen[],
    pictures: readonly WebSocket[],
    sourcePort: number,
    isAccelerated: boolean,
  ) {
    this.screens = screens;
    this.pictures = pictures;
    this.sourcePort = sourcePort;
    this.isAccelerated = isAccelerated;
  }

  static async begin(
    station: ServedProgram,
    sourcePort: number,
    isAccelerated: boolean,
  ): Promise<StationLoad> {
    const cookie = await cookieFor(station);
    const screens = [new Screen(station, cookie), new Screen(station, cookie)];
    await Promise.all(screens.map((screen) => screen.untilEngine('running')));
    const pictures = [640, 1280].map((width) => watchPictures(station, cookie, width));
    const load = new StationLoad(screens, pictures, sourcePort, isAccelerated);
    await load.watchMain();
    return load;
  }

  /** Parts and windows since the beginning, and the delay of the newest window. */
  count(): { readonly parts: number; readonly windows: number; readonly delaySeconds: number | null } {
    const [first] = this.screens;
    for (const { event } of first!.events()) {
      if (event.type === 'partEnded' || event.type === 'partAborted') this.counted.parts += 1;
      if (event.type === 'windowClassified') this.counted.windows += 1;
      if (event.type === 'progress') this.counted.delaySeconds = event.delaySeconds;
    }
    // The screens keep what they heard; here it would be the test that grows.
    for (const { heard } of this.screens) (heard as unknown[]).length = 0;
    return this.counted;
  }

  /** The camera loses its power and comes back. */
  async restartCamera(): Promise<void> {
    if (this.isAccelerated) return;
    await this.camera?.kill();
    this.camera = sendVideo(this.sourcePort);
  }

  /** To another source and back. */
  async switchSource(): Promise<void> {
    await this.ask('openSource', { source: 'test:ball' });
    await this.watchMain();
  }

  async closeSource(): Promise<void> {
    await this.ask('closeSource', null);
  }

  async editRecipe(): Promise<void> {
    const stored = (await this.ask('readStoredRecipe', { name: 'coupling', savedAt: null })) as StoredRecipe;
    this.edits += 1;
    const text = `${stored.text.replace(/\n# edit \d+\n$/, '\n')}# edit ${this.edits}\n`;
    await this.ask('saveRecipe', { name: 'coupling', text, note: '', basedOn: stored.versions[0]!.savedAt });
  }

  async end(): Promise<void> {
    for (const socket of this.pictures) socket.close();
    for (const screen of this.screens) screen[Symbol.dispose]();
    await this.camera?.kill();
  }

  private async watchMain(): Promise<void> {
    if (!this.isAccelerated) this.camera ??= sendVideo(this.sourcePort);
    const source = this.isAccelerated ? `file:${video}#loop=true` : `udp://127.0.0.1:${this.sourcePort}`;
    await this.ask('openSource', { source });
  }

  private ask(command: string, input: unknown): Promise<unknown> {
    return this.screens[0]!.answer(command, input);
  }
}

/** As a screen does: the next picture is asked for when one has come. */
function watchPictures(station: ServedProgram, cookie: string, width: number): WebSocket {
  const socket = openSocket(station, `/preview?width=${width}`, cookie);
  socket.on('open', () => socket.send(previewCredit));
  socket.on('message', () => socket.send(previewCredit));
  socket.on('error', () => undefined);
  return socket;
}

function sendVideo(port: number): Peer {
  return startProcess(process.execPath, [
    join(root, 'out/main/cli.js'),
    'send',
    video,
    `udp://127.0.0.1:${port}`,
    '--loop',
  ]);
}
