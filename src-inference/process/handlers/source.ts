import { parseSource, type sourceCommands } from '../../contract/index.ts';
import { listCameras, sendFile } from '../../media/index.ts';
import { Workplace } from '../../workplace/index.ts';
import type { OpenedStation } from '../opened-station.ts';
import type { HandlersOf } from './handlers-of.ts';

export function sourceHandlers(
  opened: OpenedStation,
  signal: AbortSignal,
): HandlersOf<typeof sourceCommands> {
  return {
    async openSource({ source }) {
      const target = await opened.either();
      if (target instanceof Workplace) await target.sources.open(source);
      else await target.openSource(parseSource(source));
      return null;
    },
    async closeSource() {
      const target = await opened.either();
      if (target instanceof Workplace) await target.sources.close();
      else await target.closeSource();
      return null;
    },
    async pauseSource() {
      (await opened.station()).pauseSource();
      return null;
    },
    async resumeSource() {
      (await opened.station()).resumeSource();
      return null;
    },
    async seekSource({ seconds }) {
      (await opened.station()).seekSource(seconds);
      return null;
    },
    probeSource: async (input) => (await opened.workplace()).sources.probe(input),
    listCameras: () => listCameras(),
    listFolder: async (input) => (await opened.workplace()).sources.listFolder(input),
    async send(options) {
      await sendFile(options, signal);
      return null;
    },
  };
}
