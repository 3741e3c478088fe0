// The settings of a station on disk. They hold passwords: nobody but the station's own user may read them.
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { StationError, type StationSettings } from '../contract/index.ts';
import { makeFolder, unwritable, writeWhole } from '../files/index.ts';
import { settingsSchema } from './settings-schema.ts';

const ownerOnly = 0o600;

export interface OpenedSettings {
  readonly file: SettingsFile;
  /** Why what was there could not be used; it is kept aside. */
  readonly refused: StationError | null;
  /** Whether the station has begun just now. */
  readonly isNew: boolean;
}

export class SettingsFile {
  private readonly path: string;
  private settings: StationSettings;

  /**
   * @param usual What a station begins with.
   * @throws StationError `record_unwritable` when the folder cannot be made or written.
   */
  static async open(directory: string, usual: () => StationSettings): Promise<OpenedSettings> {
    const path = join(directory, 'settings.json');
    try {
      makeFolder(directory);
    } catch (cause) {
      throw unwritable(directory, cause);
    }
    const text = await readFile(path, 'utf8').catch(ifMissing);
    if (text === null) {
      const file = new SettingsFile(path, usual());
      await file.save(file.settings);
      return { file, refused: null, isNew: true };
    }
    const read = readSettings(text);
    if (!(read instanceof Error)) return { file: new SettingsFile(path, read), refused: null, isNew: false };
    const aside = `${path}.broken`;
    await rename(path, aside).catch((cause: unknown) => {
      throw unwritable(path, cause);
    });
    const file = new SettingsFile(path, usual());
    await file.save(file.settings);
    const refused = new StationError(
      'settings_invalid',
      `The settings could not be used: ${read.message} The station began with the usual ones.`,
      { where: aside, hint: `Set it up again; what was there is in "${aside}".`, cause: read },
    );
    return { file, refused, isNew: false };
  }

  private constructor(path: string, settings: StationSettings) {
    this.path = path;
    this.settings = settings;
  }

  /** With passwords: for this machine only. */
  get current(): StationSettings {
    return this.settings;
  }

  /** @throws StationError `record_unwritable`; what was there holds on. */
  async save(settings: StationSettings): Promise<void> {
    await writeWhole(this.path, `${JSON.stringify(settings, null, 2)}\n`, ownerOnly);
    this.settings = settings;
  }
}

function readSettings(text: string): StationSettings | Error {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    return new Error(`this is no JSON (${(thrown as Error).message}).`);
  }
  const result = settingsSchema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  return new Error(`${issue!.path.map(String).join('.') || 'the file'}: ${issue!.message}.`);
}

function ifMissing(cause: NodeJS.ErrnoException): null {
  if (cause.code === 'ENOENT') return null;
  throw unwritable('settings.json', cause);
}
