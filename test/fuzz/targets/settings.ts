// The file of the settings, as a person or another version may have left it.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { initialSettings, initialSnapshot } from '../../../src-inference/workplace/initial-state.ts';
import { SettingsFile } from '../../../src-inference/workplace/settings-file.ts';
import { mutateJson } from '../mutate-text.ts';
import type { Target } from '../target.ts';

const start = new Date('2026-11-24T06:00:00Z');
const options = (directory: string) => ({
  directory,
  source: null,
  defaults: { model: '/model', recipes: [], folders: ['/videos'] },
});

export const target: Target = {
  runsIn: 'thread',
  async seeds() {
    const settings = initialSettings(options('/station'), start);
    const used = {
      ...settings,
      name: 'Line 1',
      source: 'rtsp://user:secret@camera/live?token=a',
      recentSources: [{ address: 'udp://:5000', title: 'Camera' }, 'file:///a.mp4'],
      outputs: [
        {
          id: 'a',
          enabled: true,
          spec: {
            kind: 'recording',
            directory: '/videos',
            split: 'part',
            name: null,
            kilobitsPerSecond: 2000,
            keepFreeBytes: 0,
            annotation: 'live',
          },
        },
        {
          id: 'b',
          enabled: true,
          spec: {
            kind: 'stream',
            annotation: 'live',
            target: { host: '10.0.0.1', port: 5000, format: 'mpegts', kilobitsPerSecond: 2000 },
          },
        },
      ],
      shifts: { starts: [{ name: 'early', weekdays: [1, 2], start: '06:00' }], restartCounts: true },
    };
    return [settings, used].map((one) => Buffer.from(JSON.stringify(one)));
  },
  mutate: mutateJson,
  async open(folder) {
    const station = join(folder, 'settings');
    return {
      async run(input) {
        rmSync(station, { recursive: true, force: true });
        mkdirSync(station);
        writeFileSync(join(station, 'settings.json'), input);
        const { file, refused } = await SettingsFile.open(station, () =>
          initialSettings(options(station), start),
        );
        // As screens are shown it.
        JSON.stringify(initialSnapshot(file.current, 'engine', 0));
        const again = await SettingsFile.open(station, () => initialSettings(options(station), start));
        if (again.refused) throw new Error(`what was read cannot be read again: ${again.refused.message}`);
        if (refused) throw refused;
      },
    };
  },
};
