// The desktop program in Electron: `STEPWATCH_SHELL=electron npm run test:e2e`.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { _electron, test } from '@playwright/test';
import { loggedEngine } from '../logged-engine.ts';
import { configurationOf } from './colours-line.ts';
import type { Shell } from './station.ts';

const repository = resolve(import.meta.dirname, '../..');
const binary = resolve(repository, 'node_modules/electron/dist/electron');

export const isDesktop = process.env.STEPWATCH_SHELL === 'electron';

/** Several screens, sessions and passwords. */
export const servedOnly = 'only a served station has that';

/** Why no test can run; null: they can. */
export function whyNoDesktop(): string | null {
  if (!existsSync(binary)) return `Electron's binary is not there (${binary}): npm start fetches it`;
  if (process.getuid?.() === 0) return 'Electron does not run as root';
  return null;
}

export async function startDesktop(directory: string): Promise<Shell> {
  const why = whyNoDesktop();
  test.skip(why !== null, why ?? '');
  const program = await _electron.launch({
    executablePath: binary,
    args: [repository, '--windowed', '--directory', directory],
    env: { ...(process.env as Record<string, string>), ...configurationOf(directory) },
  });
  const printed: string[] = [];
  for (const stream of [program.process().stdout, program.process().stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => printed.push(text));
  }
  let opened = false;
  return {
    async openPage(path, as, watch) {
      test.skip(opened || as !== 'operator', servedOnly);
      opened = true;
      const page = await program.firstWindow();
      watch(page);
      if (path !== '') await page.evaluate((fragment) => location.assign(fragment), path);
      return page;
    },
    loginAddress: null,
    enginePid: async () => loggedEngine(directory),
    printed: () => printed.join(''),
    end: () => program.close(),
  };
}
