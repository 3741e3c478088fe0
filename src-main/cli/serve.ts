// stepwatch serve: the station for browsers, on this machine or, with a password, for others.
import { resolve } from 'node:path';
import { type EngineState, formatSource, parseSource } from '../../src-inference/contract/index.ts';
import { isLoopback, startHost } from '../host/index.ts';
import {
  forkedEngine,
  lockWorkplace,
  openSupervisorLog,
  Supervisor,
  workplaceDefaults,
} from '../supervisor/index.ts';
import { builtScreens, installation } from './defaults.ts';
import { colors, errorColors, printJson, printLine } from './output.ts';
import { type Opening, showAddress } from './show-address.ts';
import { readPasswords } from './station-passwords.ts';

export interface ServeOptions {
  readonly host: string;
  readonly port: number;
  readonly names: readonly string[];
  readonly directory: string;
  readonly source: string | null;
  readonly passwordFile: string | null;
  readonly viewerPasswordFile: string | null;
  /** Null: the person opens it. */
  readonly open: Opening | null;
  readonly json: boolean;
  readonly version: string;
}

const interruptions = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Resolves when a signal ended the station, and its engine has finished recordings and the log. */
export async function serve(engineEntry: URL, options: ServeOptions): Promise<void> {
  const passwords = await readPasswords({
    operatorFile: options.passwordFile,
    viewerFile: options.viewerPasswordFile,
    environment: process.env,
    ask: !isLoopback(options.host) && process.stdin.isTTY === true,
  });
  const source = options.source === null ? null : wholeSource(options.source);
  const directory = resolve(options.directory);
  const unlock = await lockWorkplace(directory);
  const supervisor = new Supervisor({
    start: forkedEngine(engineEntry),
    workplace: { directory, defaults: workplaceDefaults(installation), source },
    log: openSupervisorLog(directory, () => new Date()),
  });
  const host = await startHost({ ...options, supervisor, passwords, screens: builtScreens });
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of interruptions) process.once(signal, () => resolve());
  });
  supervisor.onState((state) => reportTrouble(state));
  supervisor.start();
  announce(host, directory, passwords !== null, options);
  if (options.open !== null) openScreen(host.url, options.open, directory);
  await interrupted;
  await Promise.all([host.close(), supervisor.stop()]);
  unlock();
}

/** A file by its whole path: the station remembers it, and may be started elsewhere the next time. */
function wholeSource(text: string): string {
  const spec = parseSource(text);
  return spec.kind === 'file' ? formatSource({ ...spec, path: resolve(spec.path) }) : text;
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
  if (!isLoopback(host)) printLine(`  for others          port ${port} of this machine, with a password`);
  else if (hasPasswords) printLine(`  with a password     ${origin}/login`);
  printLine(`  folder              ${directory}`);
  printLine(`  end                 Control-C`);
  printLine();
}

function openScreen(url: string, how: Opening, directory: string): void {
  if (showAddress(url, how, resolve(directory, 'window')) !== null) return;
  const what =
    how === 'window' ? 'No Chromium, Chrome, Brave or Edge, or no display' : 'No browser, or no display';
  process.stderr.write(`${what}: open the address above.\n`);
}

function reportTrouble(engine: EngineState): void {
  if (engine.state === 'restarting') {
    process.stderr.write(
      `${errorColors.yellow('engine lost')}: ${engine.reason}\nAnother one starts in ${engine.inSeconds} s.\n`,
    );
  } else if (engine.state === 'failed') {
    process.stderr.write(
      `${errorColors.red('engine given up')} after ${engine.failures} failures in a row: ${engine.reason}\n` +
        'Start it again from the screen.\n',
    );
  }
}
