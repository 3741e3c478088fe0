// The settings of a station on disk. They hold passwords, so that only the station's own user may read them.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { StationError, type StationSettings } from '../contract/index.ts';
import { formatStamp, makeFolder, readTextFile, refuseNewer } from '../files/index.ts';
import { KeptFile } from './kept-file.ts';
import { settingsSchema } from './settings-schema.ts';

/** Of the file. Fields that are only added leave it as it is. */
export const settingsVersion = 1;

export interface OpenedSettings {
  readonly file: SettingsFile;
  /** Why the file could not be used; it is kept under another name. Null: it could, or there was none. */
  readonly refused: StationError | null;
  /** Whether there was no file: the station is new. */
  readonly isNew: boolean;
}

export class SettingsFile {
  private readonly path: string;
  private readonly file: KeptFile;
  private settings: StationSettings;
  private isAhead = false;
  /** What is stored where other settings are in force; null: the same. */
  private confined: { readonly stored: StationSettings; readonly inForce: StationSettings } | null = null;
  /** What another version has added to the file, and this one does not know: it stays there. */
  private readonly unknown: Readonly<Record<string, unknown>>;

  /**
   * A folder that cannot be made or written holds nobody up: the settings are kept later.
   *
   * @param initial The settings of a new station.
   * @throws StationError `station_newer`, then nothing is touched.
   */
  static async open(directory: string, initial: () => StationSettings): Promise<OpenedSettings> {
    const path = join(directory, 'settings.json');
    const kept = new KeptFile(path);
    try {
      makeFolder(directory);
    } catch {
      // Writing says why.
    }
    const read = await kept.read().then(
      (text) => (text === null ? null : readSettings(text, directory)),
      (thrown: Error) => new Error(`the file cannot be read (${(thrown as NodeJS.ErrnoException).code}).`),
    );
    if (read !== null && !(read instanceof Error)) {
      return { file: new SettingsFile(path, kept, read.settings, read.unknown), refused: null, isNew: false };
    }
    // One that was refused was set up before: the screens go on, and say what has happened.
    const refused =
      read &&
      (await kept.refuse(
        `The settings could not be used: ${read.message} The station began with its initial settings.`,
        'Configure the station again.',
        read,
      ));
    const file = new SettingsFile(path, kept, read === null ? initial() : { ...initial(), setUp: true });
    await file.hold(file.settings);
    return { file, refused, isNew: read === null };
  }

  private constructor(
    path: string,
    file: KeptFile,
    settings: StationSettings,
    unknown: Readonly<Record<string, unknown>> = {},
  ) {
    this.path = path;
    this.file = file;
    this.settings = settings;
    this.unknown = unknown;
  }

  /** With passwords: they must not leave this machine. */
  get current(): StationSettings {
    return this.settings;
  }

  /** Whether the disk does not have them. */
  get isUnwritten(): boolean {
    return this.isAhead || !existsSync(this.path);
  }

  /** These are in force from now on. What is stored stays in the file until somebody changes it. */
  confine(inForce: StationSettings): void {
    this.confined = { stored: this.settings, inForce };
    this.settings = inForce;
  }

  /** @throws StationError `record_unwritable`; then the settings are as they were. */
  async save(settings: StationSettings): Promise<void> {
    const content = { ...formatStamp(settingsVersion), ...this.asStored(settings), ...this.unknown };
    await this.file.write(`${JSON.stringify(content, null, 2)}\n`);
    this.settings = settings;
    this.isAhead = false;
  }

  /** They hold whether or not they can be written. What cannot be is written by `save`, some time later. */
  async hold(settings: StationSettings): Promise<void> {
    try {
      await this.save(settings);
    } catch {
      this.settings = settings;
      this.isAhead = true;
    }
  }

  private asStored(settings: StationSettings): StationSettings {
    if (this.confined === null) return settings;
    const { stored, inForce } = this.confined;
    const names = Object.keys(settings) as (keyof StationSettings)[];
    const kept = names.filter((name) => isDeepStrictEqual(settings[name], inForce[name]));
    return { ...settings, ...Object.fromEntries(kept.map((name) => [name, stored[name]])) };
  }
}

/** Of a station that need not run. Nothing is written. @throws StationError `settings_invalid`, `station_newer`. */
export async function readStoredSettings(directory: string): Promise<StationSettings> {
  const path = join(directory, 'settings.json');
  const text = await readTextFile(path).catch((cause: NodeJS.ErrnoException) => cause);
  const read = typeof text === 'string' ? readSettings(text, directory) : text;
  if (!(read instanceof Error)) return read.settings;
  throw new StationError('settings_invalid', `The settings of the station cannot be read: ${read.message}`, {
    where: path,
    hint: 'Name the folder of a station.',
    cause: read,
  });
}

interface ReadSettings {
  readonly settings: StationSettings;
  readonly unknown: Readonly<Record<string, unknown>>;
}

/** @throws StationError `station_newer`. */
function readSettings(text: string, directory: string): ReadSettings | Error {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    return new Error(`the file is not valid JSON (${(thrown as Error).message}).`);
  }
  refuseNewer(value, settingsVersion, join(directory, 'settings.json'));
  const result = settingsSchema(directory).safeParse(value);
  if (result.success) {
    const { version: _, stepwatch: __, ...fields } = value as Readonly<Record<string, unknown>>;
    const unknown = Object.entries(fields).filter(([name]) => !(name in result.data));
    return { settings: result.data, unknown: Object.fromEntries(unknown) };
  }
  const [issue] = result.error.issues;
  return new Error(`${issue!.path.map(String).join('.') || 'the file'}: ${issue!.message}.`);
}
