// The folders of a packaged desktop program, with an engine that does little, and how it is started with the mock of Electron.
import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import type * as ElectronMock from './electron-mock.ts';

/** Ends only a test that would hang. A wait ends as soon as its condition holds. */
export const patience = { timeout: 60_000 };

export interface ProgramFolder {
  /** Of all folders. */
  readonly root: string;
  /** The folder of the station. */
  readonly station: string;
}

/** The program that is imported next finds these folders. */
export function makeProgramFolder({ app }: typeof ElectronMock): ProgramFolder {
  const root = mkdtempSync(join(tmpdir(), 'stepwatch-program-'));
  const program = join(root, 'app/resources/app.asar.unpacked');
  mkdirSync(join(program, 'out/main'), { recursive: true });
  mkdirSync(join(program, 'out/renderer'));
  writeFileSync(join(program, 'out/renderer/index.html'), '<!doctype html>');
  writeFileSync(join(program, 'package.json'), '{"type":"module"}');
  copyFileSync(join(import.meta.dirname, 'scripted-engine.mjs'), join(program, 'out/main/engine.js'));
  vi.stubEnv('XDG_STATE_HOME', join(root, 'state'));
  app.appPath = join(root, 'app/resources/app.asar');
  return { root, station: join(root, 'state/stepwatch/station') };
}

/** Runs the entry of the program. @returns Its window. */
export async function launch(
  { BrowserWindow }: typeof ElectronMock,
  ...given: string[]
): Promise<ElectronMock.BrowserWindow> {
  process.argv = ['/opt/Stepwatch/stepwatch-desktop', ...given];
  await import('../../../src-main/electron/index.ts');
  await vi.waitFor(() => expect(BrowserWindow.all).toHaveLength(1), patience);
  return BrowserWindow.all[0]!;
}

/** Resolves when the program has ended. */
export async function quit({ app }: typeof ElectronMock): Promise<void> {
  if (app.exitCode === null) app.quit();
  await vi.waitFor(() => expect(app.exitCode).not.toBeNull(), patience);
}
