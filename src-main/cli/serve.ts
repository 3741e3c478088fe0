// stepwatch serve: serves the station to browsers on this machine or, with a password, on other machines.
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  type EngineState,
  formatSource,
  parseSource,
  type StationError,
} from '../../src-inference/contract/index.ts';
import { type HostOptions, startHost } from '../host/index.ts';
import { isLoopback, type ServedSite } from '../http/index.ts';
import { forkedEngine, openSupervisorLog, Supervisor, workplaceDefaults } from '../supervisor/index.ts';
import { allowedForGood } from './allowed-for-good.ts';
import { builtScreens, installRoot } from './defaults.ts';
import { type OpenMode, openAddress } from './open-address.ts';
import { colors, errorColors, printJson, printLine } from './output.ts';
import { terminationSignals } from './signals.ts';
import { openSiteOptions, type SiteCommandOptions } from './site-options.ts';

/** Opens the address of the address file over the whole display; only the package has it. */
const kioskWindow = join(installRoot, 'bin/stepwatch-window');

export interface ServeOptions extends SiteCommandOptions {
  readonly directory: string;
  readonly source: string | null;
  /** Folder of the project that teaches; null: that of the settings. */
  readonly teach?: string | null;
  /** Files and folders that screens may name, besides the usual ones. */
  readonly roots: readonly string[];
  /** Gets the address with its token while the station runs; readable by the user and the group only. */
  readonly addressFile: string | null;
  /** Null: the person opens the address. */
  readonly open: OpenMode | null;
  readonly json: boolean;
  readonly version: string;
}

/**
 * Resolves when a signal has ended the station, and its engine has finished recordings and the log.
 *
 * @throws StationError `folder_in_use`, and see `startHost`.
 */
export async function serve(engineEntry: URL, options: ServeOptions): Promise<void> {
  const site = await openSiteOptions(options);
  const source = options.source === null ? null : absoluteSource(options.source);
  const directory = resolve(options.directory);
  const teach = options.teach ? resolve(options.teach) : null;
  const roots = [...allowedForGood(directory, teach), ...options.roots.map((root) => resolve(root))];
  const supervisor = new Supervisor({
    start: forkedEngine(engineEntry),
    workplace: {
      directory,
      defaults: workplaceDefaults(installRoot),
      source,
      teach,
      roots: [...roots, ...fileOf(source)],
    },
    log: openSupervisorLog(directory, () => new Date()),
    spare: true,
  });
  const host = await hostOfFolder({
    ...site,
    supervisor,
    screens: builtScreens,
    version: options.version,
    kiosk: options.addressFile !== null && existsSync(kioskWindow) ? 'service' : 'browser',
  });
  const ended = new Promise<StationError | null>((resolve) => {
    for (const signal of terminationSignals) process.once(signal, () => resolve(null));
    supervisor.onRefused(resolve);
  });
  supervisor.onState((state) => reportEngineState(state));
  supervisor.start();
  announce(host, directory, site.passwords !== null, options);
  if (options.addressFile !== null) writeAddress(options.addressFile, host.url);
  if (options.open !== null) openScreen(host.url, options.open, directory);
  const refusal = await ended;
  if (options.addressFile !== null) rmSync(options.addressFile, { force: true });
  await Promise.all([host.close(), supervisor.stop()]);
  if (refusal !== null) throw refusal;
}

/**
 * Listens while the engine takes the folder. A second station of a folder has both against it: the folder says more.
 *
 * @throws StationError, see `startHost` and `takeFolder`.
 */
async function hostOfFolder(options: HostOptions): Promise<ServedSite> {
  const { supervisor } = options;
  const [folder, host] = await Promise.allSettled([supervisor.takeFolder(), startHost(options)]);
  if (folder.status === 'fulfilled' && host.status === 'fulfilled') return host.value;
  if (host.status === 'fulfilled') await host.value.close();
  await supervisor.stop();
  throw folder.status === 'rejected' ? folder.reason : (host as PromiseRejectedResult).reason;
}

/** With the absolute path of a file: the station stores it, and the next start may be in another folder. */
function absoluteSource(text: string): string {
  const spec = parseSource(text);
  return spec.kind === 'file' ? formatSource({ ...spec, path: resolve(spec.path) }) : text;
}

/** Whoever names a file on the command line may read it. */
function fileOf(source: string | null): readonly string[] {
  const spec = source === null ? null : parseSource(source);
  return spec?.kind === 'file' ? [spec.path] : [];
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
    const when = engine.inSeconds === 0 ? 'now' : `in ${engine.inSeconds} s`;
    process.stderr.write(
      `${errorColors.yellow('The engine was lost')}: ${engine.reason}\nA new engine starts ${when}.\n`,
    );
  } else if (engine.state === 'failed') {
    process.stderr.write(
      `${errorColors.red('The engine failed')} ${engine.failures} times in a row: ${engine.reason}\n` +
        'Restart it from the screen.\n',
    );
  }
}
