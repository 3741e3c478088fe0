// Engines that were built, as files. TensorRT's engines run on one kind of GPU with one version of TensorRT only, and a damaged
// one may take the process with it: each file says what it was built from and for, and has a digest.
import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { makeFolder, writeAllAtomically } from '../../files/index.ts';
import type { BackendSettings } from '../card.ts';
import { hashNetwork } from '../network-hash.ts';
import type { BuildOptions, NativeProbe } from './native.ts';

/** All that decides which engine it is. */
export interface EngineKey {
  /** SHA-256 of the network with the files of its weights. */
  readonly network: string;
  readonly tensorrt: string;
  readonly gpu: string;
  readonly computeCapability: string;
  readonly precision: string;
  readonly dla: number | null;
  readonly workspaceBytes: number | null;
  readonly shapes: BuildOptions['shapes'];
}

const magic = 'stepwatch-engine 1\n';
/** Every network that is taught makes another one, of some 10 to 100 MB. */
const mostEngines = 12;

export function engineFolder({ engineCache }: Pick<BackendSettings, 'engineCache'>): string {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return engineCache ?? join(cache, 'stepwatch', 'engines');
}

export async function engineKey(
  options: BuildOptions,
  { library, gpu }: Pick<NativeProbe, 'library' | 'gpu'>,
): Promise<EngineKey> {
  return {
    network: await hashNetwork(options.network),
    tensorrt: library!,
    gpu: gpu!.name,
    computeCapability: gpu!.computeCapability,
    precision: [options.int8 && 'int8', options.fp16 && 'fp16', 'fp32'].filter(Boolean).join('+'),
    dla: options.dla,
    workspaceBytes: options.workspaceBytes,
    shapes: options.shapes,
  };
}

/** A name that people can read, and that differs with every part of the key. */
export function engineFile(folder: string, key: EngineKey): string {
  const { network, tensorrt, computeCapability, precision } = key;
  const place = key.dla === null ? '' : `-dla${key.dla}`;
  const digest = createHash('sha256').update(JSON.stringify(key)).digest('hex').slice(0, 12);
  return join(
    folder,
    `${network.slice(0, 12)}-trt${tensorrt}-sm${computeCapability.replace('.', '')}-${precision}${place}-${digest}.engine`,
  );
}

/**
 * @returns Null when there is none. One that is damaged, or was built for something else, is removed.
 * @throws What the file system says when the file cannot be read.
 */
export async function readEngine(file: string, key: EngineKey): Promise<Uint8Array | null> {
  let content: Buffer;
  try {
    content = await readFile(file);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw thrown;
  }
  const engine = engineOf(content, key);
  if (engine === null) await removeEngine(file);
  // It counts as new again when old ones are removed.
  else await utimes(file, new Date(), new Date()).catch(() => undefined);
  return engine;
}

export async function removeEngine(file: string): Promise<void> {
  await rm(file, { force: true });
}

export async function writeEngine(file: string, key: EngineKey, engine: Uint8Array): Promise<void> {
  makeFolder(dirname(file));
  const content = Buffer.concat([Buffer.from(headerOf(key, engine)), engine]);
  await writeAllAtomically([{ path: file, content }], 0o644);
  await removeOldest(dirname(file));
}

/** Those that were not used for the longest time. */
async function removeOldest(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.engine'));
  const engines = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      return {
        path,
        usedAt: await stat(path).then(
          ({ mtimeMs }) => mtimeMs,
          () => 0,
        ),
      };
    }),
  );
  const oldest = engines.toSorted((a, b) => b.usedAt - a.usedAt).slice(mostEngines);
  for (const { path } of oldest) await removeEngine(path);
}

function headerOf(key: EngineKey, engine: Uint8Array): string {
  return `${magic}${JSON.stringify({ key, bytes: engine.length, digest: digestOf(engine) })}\n`;
}

function engineOf(content: Buffer, key: EngineKey): Uint8Array | null {
  const end = content.indexOf('\n', magic.length);
  if (content.toString('latin1', 0, magic.length) !== magic || end < 0) return null;
  const engine = content.subarray(end + 1);
  return content.toString('utf8', 0, end + 1) === headerOf(key, engine) ? engine : null;
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
