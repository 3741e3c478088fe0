// The settings of a station on disk. They hold passwords, so that only the station's own user may read them.
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { StationError, type StationSettings } from '../contract/index.ts';
import { makeFolder, unwritable, writeStationFile } from '../files/index.ts';
import { settingsSchema } from './settings-schema.ts';

const ownerOnly = 0o600;

export interface OpenedSettings {
  readonly file: SettingsFile;
  /** Why the file could not be used; it is kept under another name. Null: it could, or there was none. */
  readonly refused: StationError | null;
  /** Whether there was no file: the station is new. */
  readonly isNew: boolean;
}

export class SettingsFile {
  private readonly path: string;
  private settings: StationSettings;

  /**
   * @param initial The settings of a new station.
   * @throws StationError `record_unwritable` when the folder cannot be made or written.
   */
  static async open(directory: string, initial: () => StationSettings): Promise<OpenedSettings> {
    const path = join(directory, 'settings.json');
    try {
      makeFolder(directory);
    } catch (cause) {
      throw unwritable(directory, cause);
    }
    const text = await readFile(path, 'utf8').catch(ifMissing);
    if (text === null) {
      const file = new SettingsFile(path, initial());
      await file.save(file.settings);
      return { file, refused: null, isNew: true };
    }
    const read = readSettings(text, directory);
    if (!(read instanceof Error)) return { file: new SettingsFile(path, read), refused: null, isNew: false };
    const aside = `${path}.broken`;
    await rename(path, aside).catch((cause: unknown) => {
      throw unwritable(path, cause);
    });
    const file = new SettingsFile(path, initial());
    await file.save(file.settings);
    const refused = new StationError(
      'settings_invalid',
      `The settings could not be used: ${read.message} The station began with its initial settings.`,
      { where: aside, hint: `Configure the station again. The old file is "${aside}".`, cause: read },
    );
    return { file, refused, isNew: false };
  }

  private constructor(path: string, settings: StationSettings) {
    this.path = path;
    this.settings = settings;
  }

  /** With passwords: they must not leave this machine. */
  get current(): StationSettings {
    return this.settings;
  }

  /** @throws StationError `record_unwritable`; then the settings are as they were. */
  async save(settings: StationSettings): Promise<void> {
    await writeStationFile(this.path, `${JSON.stringify(settings, null, 2)}\n`, ownerOnly);
    this.settings = settings;
  }
}

/** Of a station that need not run. Nothing is written. @throws StationError `settings_invalid`. */
export async function readStoredSettings(directory: string): Promise<StationSettings> {
  const path = join(directory, 'settings.json');
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => cause);
  const read = typeof text === 'string' ? readSettings(text, directory) : text;
  if (!(read instanceof Error)) return read;
  throw new StationError('settings_invalid', `The settings of the station cannot be read: ${read.message}`, {
    where: path,
    hint: 'Name the folder of a station.',
    cause: read,
  });
}

function readSettings(text: string, directory: string): StationSettings | Error {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    return new Error(`the file is not valid JSON (${(thrown as Error).message}).`);
  }
  const result = settingsSchema(directory).safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  return new Error(`${issue!.path.map(String).join('.') || 'the file'}: ${issue!.message}.`);
}

function ifMissing(cause: NodeJS.ErrnoException): null {
  if (cause.code === 'ENOENT') return null;
  throw unwritable('settings.json', cause);
}
