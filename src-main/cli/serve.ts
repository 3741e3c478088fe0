// stepwatch serve: serves the station to browsers on this machine or, with a password, on other machines.
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type EngineState, formatSource, parseSource } from '../../src-inference/contract/index.ts';
import { startHost } from '../host/index.ts';
import { isLoopback } from '../http/index.ts';
import {
  forkedEngine,
  lockWorkplace,
  openSupervisorLog,
  Supervisor,
  workplaceDefaults,
} from '../supervisor/index.ts';
import { builtScreens, installRoot } from './defaults.ts';
import { type OpenMode, openAddress } from './open-address.ts';
import { colors, errorColors, printJson, printLine } from './output.ts';
import { terminationSignals } from './signals.ts';
import { openSiteOptions, type SiteCommandOptions } from './site-options.ts';

export interface ServeOptions extends SiteCommandOptions {
  readonly directory: string;
  readonly source: string | null;
  /** Folder of the project that teaches; null: that of the settings. */
  readonly teach?: string | null;
  /** Gets the address with its token while the station runs; readable by the user and the group only. */
  readonly addressFile: string | null;
  /** Null: the person opens the address. */
  readonly open: OpenMode | null;
  readonly json: boolean;
  readonly version: string;
}

/** Resolves when a signal has ended the station, and its engine has finished recordings and the log. */
export async function serve(engineEntry: URL, options: ServeOptions): Promise<void> {
  const site = await openSiteOptions(options);
  const source = options.source === null ? null : absoluteSource(options.source);
  const directory = resolve(options.directory);
  const teach = options.teach ? resolve(options.teach) : null;
  const unlock = await lockWorkplace(directory);
  const supervisor = new Supervisor({
    start: forkedEngine(engineEntry),
    workplace: { directory, defaults: workplaceDefaults(installRoot), source, teach },
    log: openSupervisorLog(directory, () => new Date()),
  });
  const host = await startHost({
    ...site,
    supervisor,
    screens: builtScreens,
    version: options.version,
  });
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of terminationSignals) process.once(signal, () => resolve());
  });
  supervisor.onState((state) => reportEngineState(state));
  supervisor.start();
  announce(host, directory, site.passwords !== null, options);
  if (options.addressFile !== null) writeAddress(options.addressFile, host.url);
  if (options.open !== null) openScreen(host.url, options.open, directory);
  await interrupted;
  if (options.addressFile !== null) rmSync(options.addressFile, { force: true });
  await Promise.all([host.close(), supervisor.stop()]);
  unlock();
}

/** With the absolute path of a file: the station stores it, and the next start may be in another folder. */
function absoluteSource(text: string): string {
  const spec = parseSource(text);
  return spec.kind === 'file' ? formatSource({ ...spec, path: resolve(spec.path) }) : text;
}

/** Whole or not at all: whoever waits for the file reads it at once. */
function writeAddress(path: string, url: string): void {
  const part = `${path}.part`;
  writeFileSync(part, `${url}\n`, { mode: 0o640 });
  renameSync(part, path);
}

function announce(
  { url, origin, port }: { readonly url: string; readonly origin: string; readonly port: number },
  directory: string,
  hasPasswords: boolean,
  { json, host }: ServeOptions,
): void {
  if (json) return printJson({ url, origin, port, directory });
  printLine();
  printLine(`  ${colors.bold('Stepwatch station')}   ${colors.cyan(url)}`);
  if (!isLoopback(host)) printLine(`  Other machines      port ${port} of this machine, with a password`);
  else if (hasPasswords) printLine(`  With a password     ${origin}/login`);
  printLine(`  Folder              ${directory}`);
  printLine('  Stop                Control-C');
  printLine();
}

function openScreen(url: string, mode: OpenMode, directory: string): void {
  if (openAddress(url, mode, resolve(directory, 'window')) !== null) return;
  const browser = mode === 'window' ? 'Chromium, Chrome, Brave or Edge' : 'browser';
  process.stderr.write(`There is no ${browser}, or no display. Open the address above yourself.\n`);
}

function reportEngineState(engine: EngineState): void {
  if (engine.state === 'restarting') {
    process.stderr.write(
      `${errorColors.yellow('The engine was lost')}: ${engine.reason}\nA new engine starts in ${engine.inSeconds} s.\n`,
    );
  } else if (engine.state === 'failed') {
    process.stderr.write(
      `${errorColors.red('The engine failed')} ${engine.failures} times in a row: ${engine.reason}\n` +
        'Restart it from the screen.\n',
    );
  }
}
