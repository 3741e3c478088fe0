// stepwatch send VIDEO udp://HOST:PORT: streams a file as a camera would.
import { formatStreamTarget, type SendOptions } from '../../src-inference/contract/index.ts';
import { commandFolders } from '../supervisor/index.ts';
import { colors, printLine } from './output.ts';
import { withEngine } from './with-engine.ts';

export async function send(engineEntry: URL, options: SendOptions): Promise<void> {
  await withEngine(
    engineEntry,
    commandFolders([options.video]),
    () => undefined,
    async (engine) => {
      printLine(
        colors.dim(`Sending ${options.video} to ${formatStreamTarget(options.target)}. Control-C stops.`),
      );
      await engine.request('send', options);
    },
  );
}
