// The usual picture of each source, kept in the folder of the station: one file for a source.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { makeFolder, readTextFile, writeStationFile } from '../files/index.ts';
import { isComparable, type PictureReference } from '../picture/index.ts';

/** It shows the bench and who works there: the group of the station may read it, nobody else. */
const mode = 0o640;
/** Another number: measured in another way. Such a file is not read. */
const version = 1;

const base64 = z.string().max(1_000_000);
const share = z.number().min(0).max(1);
const brightness = z.number().min(0).max(255);
const count = z.number().min(0);

const fileSchema = z.object({
  version: z.literal(version),
  source: z.string(),
  takenAt: z.iso.datetime(),
  by: z.enum(['person', 'station']),
  picture: z.object({ width: z.int().min(1).max(1024), height: z.int().min(1).max(1024), rgb: base64 }),
  grid: base64,
  brightness,
  darkest: brightness,
  white: share,
  detail: base64,
  sharpness: base64,
  followed: z.object({ gain: count, likeness: share, pairs: count, identicalPairs: count }),
});

export class UsualPictureFiles {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** @returns Null: none was taken, or its file cannot be used. It is taken anew then, by a person or by the station. */
  async load(source: string): Promise<PictureReference | null> {
    try {
      const stored = fileSchema.parse(JSON.parse(await readTextFile(this.path(source))));
      const { version: _, source: __, picture, grid, detail, sharpness, ...values } = stored;
      const { width, height, rgb } = picture;
      const reference = {
        ...values,
        picture: { width, height, data: new Uint8Array(Buffer.from(rgb, 'base64')) },
        grid: floats(grid),
        detail: floats(detail),
        sharpness: floats(sharpness),
      };
      return isComparable(reference) ? reference : null;
    } catch {
      return null;
    }
  }

  /** @throws StationError `record_unwritable`. */
  async keep(source: string, reference: PictureReference): Promise<void> {
    const { picture, grid, detail, sharpness, ...values } = reference;
    const { width, height, data } = picture;
    const stored: z.input<typeof fileSchema> = {
      version,
      source,
      ...values,
      picture: { width, height, rgb: Buffer.from(data).toString('base64') },
      grid: text(grid),
      detail: text(detail),
      sharpness: text(sharpness),
    };
    makeFolder(this.folder);
    await writeStationFile(this.path(source), JSON.stringify(stored), mode);
  }

  /** Addresses hold signs that no file name may have. */
  private path(source: string): string {
    const name = createHash('sha256').update(source).digest('hex').slice(0, 16);
    return join(this.folder, `${name}.json`);
  }
}

/** Little endian, as every machine has it that the station runs on. */
function text(values: Float32Array): string {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
}

function floats(base64Text: string): Float32Array {
  return new Float32Array(new Uint8Array(Buffer.from(base64Text, 'base64')).buffer);
}
