// Whether a network is the one that its card was written for. A flipped bit in the weights is no error to ONNX Runtime: the answers
// are wrong, and nothing says so.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { StationError } from '../contract/index.ts';
import type { ModelFile } from './card.ts';

/** Read at once; between two reads the process does other things. */
const chunkBytes = 1 << 20;

/** `StringStringEntryProto` with the key `location`, as `onnx.proto` has it for a tensor whose data lies in another file. */
const locationMark = Buffer.from('\n\x08location\x12', 'latin1');
/** Of the name of a file, with its length in front. */
const longestName = 1024;

/**
 * SHA-256 of the file, in hexadecimal. Where weights lie in files of their own, of the network and then these, each once, by name:
 * `cat network.onnx network.onnx.data | sha256sum`.
 *
 * Throws what the file system says.
 */
export async function hashNetwork(path: string): Promise<string> {
  return (await readNetwork(path)).sha256;
}

/**
 * Reads the file only when it, or a file with its weights, was changed since it was read last, also by a process before this one.
 *
 * @throws StationError `model_damaged` when it is not the file that the card names.
 */
export async function mustBeWhole({ path, sha256, place }: ModelFile): Promise<void> {
  if (sha256 === null) return;
  const found = await knownHash(path);
  if (found === sha256) return;
  throw new StationError('model_damaged', `"${path}" is not the network that the card was written for.`, {
    ...place,
    hint:
      'Copy it again from where it came from. If the network was changed on purpose, write its new hash into the card: ' +
      `stepwatch model ${dirname(path)} --accept`,
  });
}

interface ReadNetwork {
  readonly sha256: string;
  /** Beside the network. */
  readonly dataFiles: readonly string[];
}

async function readNetwork(path: string): Promise<ReadNetwork> {
  const hash = createHash('sha256');
  const names = new Set<string>();
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes })) {
    hash.update(chunk as Buffer);
    const text = Buffer.concat([rest, chunk as Buffer]);
    for (const name of namesIn(text)) names.add(name);
    rest = text.subarray(-(locationMark.length + longestName));
  }
  const dataFiles = [...names].sort();
  for (const name of dataFiles) {
    for await (const chunk of createReadStream(join(dirname(path), name), { highWaterMark: chunkBytes })) {
      hash.update(chunk as Buffer);
    }
  }
  return { sha256: hash.digest('hex'), dataFiles };
}

/** Names of files that tensors lie in; one that is cut off is found with the next chunk. */
function namesIn(bytes: Buffer): readonly string[] {
  const names: string[] = [];
  for (let at = bytes.indexOf(locationMark); at >= 0; at = bytes.indexOf(locationMark, at + 1)) {
    const start = at + locationMark.length;
    // A length below 128 is one byte, a longer one two (varint).
    const [low = 0, high = 0] = bytes.subarray(start, start + 2);
    const [length, from] = low < 0x80 ? [low, start + 1] : [(low & 0x7f) | (high << 7), start + 2];
    if (length > 0 && length <= longestName && from + length <= bytes.length) {
      names.push(bytes.toString('utf8', from, from + length));
    }
  }
  return names;
}

interface KnownNetwork extends ReadNetwork {
  /** Device, number, size and times of all its files. */
  readonly stamp: string;
}

/** Files that can be made again are a "cache" in the XDG Base Directory Specification. */
function cacheFile(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'stepwatch', 'hashes.json');
}

async function knownHash(path: string): Promise<string> {
  const all = await readCache();
  const known = all[path];
  if (known !== undefined && known.stamp === (await stampOf(path, known.dataFiles).catch(() => null))) {
    return known.sha256;
  }
  const read = await readNetwork(path).catch((cause: NodeJS.ErrnoException) => {
    throw new StationError('model_invalid', `"${path}" cannot be read (${cause.code ?? cause.message}).`, {
      where: path,
      hint: 'Copy the network again, with the files of its weights, and allow the station to read it.',
      cause,
    });
  });
  const stamp = await stampOf(path, read.dataFiles);
  // Without a place for it, the next start reads the network again.
  await writeCache({ ...all, [path]: { ...read, stamp } }).catch(() => undefined);
  return read.sha256;
}

async function stampOf(path: string, dataFiles: readonly string[]): Promise<string> {
  const files = [path, ...dataFiles.map((name) => join(dirname(path), name))];
  const stats = await Promise.all(files.map((file) => stat(file, { bigint: true })));
  // The time of change of an inode cannot be set by hand.
  return stats
    .map(({ dev, ino, size, mtimeNs, ctimeNs }) => [dev, ino, size, mtimeNs, ctimeNs].join(' '))
    .join(', ');
}

async function readCache(): Promise<Readonly<Record<string, KnownNetwork>>> {
  try {
    return JSON.parse(await readFile(cacheFile(), 'utf8'));
  } catch {
    return {};
  }
}

/** Networks that are gone are forgotten. */
async function writeCache(all: Readonly<Record<string, KnownNetwork>>): Promise<void> {
  const there = await Promise.all(
    Object.entries(all).map(async ([path, known]) =>
      (await stat(path).catch(() => null)) === null ? [] : [[path, known] as const],
    ),
  );
  const file = cacheFile();
  const part = `${file}.${process.pid}.part`;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(part, JSON.stringify(Object.fromEntries(there.flat())), { mode: 0o600 });
  await rename(part, file);
}
