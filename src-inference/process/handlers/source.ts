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
    async openSource(input) {
      const target = await opened.either();
      if (target instanceof Workplace) await target.sources.open(input);
      else await target.openSource(parseSource(input.source));
      return null;
    },
    async closeSource() {
      const target = await opened.either();
      if (target instanceof Workplace) await target.sources.close();
      else await target.closeSource();
      return null;
    },
    readLogin: async ({ source }) => (await opened.workplace()).sources.login(source),
    async retrySource() {
      (await opened.station()).retrySource();
      return null;
    },
    async nameSource({ source, title }) {
      await (await opened.workplace()).sources.name(source, title);
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
    readDemo: async () => (await opened.workplace()).sources.demo(),
    listCameras: () => listCameras(),
    listFolder: async (input) => (await opened.workplace()).sources.listFolder(input),
    async send(options) {
      await sendFile(options, signal);
      return null;
    },
  };
}
