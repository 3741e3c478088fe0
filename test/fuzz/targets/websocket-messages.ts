// What a screen may send over its WebSocket, to `stepwatch serve` with an engine that is closed in: every command with changed
// inputs, text that is none, pictures in place of text. The first byte of an input says whether it is text.
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ShellMessage, StationError } from '../../../src-inference/contract/index.ts';
import { makeColours } from '../../media-files.ts';
import { makeColourModel } from '../../onnx-models.ts';
import { cookieFor, type ServedProgram, serveProgram } from '../../served-program.ts';
import { Screen } from '../../served-station.ts';
import { exampleInputs } from '../example-inputs.ts';
import { mutateBytes } from '../mutate-bytes.ts';
import { mutateJson } from '../mutate-text.ts';
import type { Target } from '../target.ts';

const isText = 0;
const isBinary = 1;
/** Of the requests that are changed; the good ones count from 1. */
const id = 1_000_000;
const hugeBytes = 40_000_000;
/** Looking at a source takes longer. Its answer is heard after the next inputs. */
const answerMilliseconds = 1500;

export const target: Target = {
  runsIn: 'processes',
  seeds: async () =>
    exampleInputs().map((one) =>
      Buffer.concat([Buffer.of(isText), Buffer.from(JSON.stringify({ id, ...one }))]),
    ),
  mutate(seed, random, other) {
    const text = seed.subarray(1);
    const what = random.below(40);
    if (what === 0) return Buffer.of(isText);
    if (what === 1) return Buffer.concat([Buffer.of(isText), text, Buffer.alloc(hugeBytes, ' ')]);
    if (what === 2) return Buffer.concat([Buffer.of(isBinary), mutateBytes(text, random, other)]);
    return Buffer.concat([Buffer.of(isText), mutateJson(text, random, other.subarray(1))]);
  },
  async open(folder) {
    makeColourModel(join(folder, 'model'));
    const station = join(folder, 'station');
    let served = await begin(station, folder);
    let screen = await enter(served);
    return {
      async run(input) {
        if (screen.socket.readyState !== screen.socket.OPEN) screen = await enter(served);
        const text = Buffer.from(input.subarray(1)).toString().replaceAll('{folder}', folder);
        screen.heard.length = 0;
        screen.socket.send(input[0] === isBinary ? input.subarray(1) : text);
        const looking = new AbortController();
        const { signal } = looking;
        await Promise.race([
          screen.until(isAnswer),
          once(screen.socket, 'close', { signal }),
          sleep(answerMilliseconds, undefined, { signal }),
        ]).finally(() => looking.abort());
        judge(screen.heard);
        const failure = screen.heard.find((message) => message.kind === 'failure');
        if (screen.socket.readyState !== screen.socket.OPEN) screen = await enter(served);
        // Settings may ask for another engine, in a wider sandbox.
        const begun = screen.heard.findLastIndex((one) => one.kind === 'engine');
        if (begun !== -1) await screen.untilEngine('running', begun);
        await screen.snapshot();
        judge(screen.heard);
        if (failure) throw StationError.from(failure.error);
      },
      processes: () => [served.pid, served.enginePid()],
      async restart() {
        await served.end();
        rmSync(station, { recursive: true, force: true });
        served = await begin(station, folder);
        screen = await enter(served);
      },
      async close() {
        screen.socket.terminate();
        await served.end();
      },
    };
  },
};

/** Nothing of the person who runs it is in reach of the engine: its home is the folder, too. */
async function begin(station: string, folder: string): Promise<ServedProgram> {
  mkdirSync(join(station, 'recipes'), { recursive: true });
  makeColours(join(station, 'colours.mp4'), [['red', 20]]);
  writeFileSync(join(station, 'recipes/rgb.yaml'), 'name: rgb\ntitle: Colours\nsteps: [red, green, blue]\n');
  return await serveProgram(station, { HOME: folder }, ['--root', folder]);
}

async function enter(served: ServedProgram): Promise<Screen> {
  const screen = new Screen(served, await cookieFor(served));
  await screen.untilEngine('running');
  return screen;
}

function isAnswer(message: ShellMessage): boolean {
  return message.kind === 'answer' || message.kind === 'failure';
}

/** Defects are told in answers and in events, as states of what failed. */
function judge(heard: readonly ShellMessage[]): void {
  for (const message of heard) {
    if (message.kind === 'engine' && ['restarting', 'failed'].includes(message.engine.state))
      throw new Error(`the engine is lost: ${JSON.stringify(message.engine)}`);
    const text = JSON.stringify(message);
    if (text.includes('"code":"internal"')) throw new Error(`a defect is told: ${text.slice(0, 3000)}`);
  }
}
