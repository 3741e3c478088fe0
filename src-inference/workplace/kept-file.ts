// A small file of a station that is written whole, and that only the station's own user may read.
import { StationError } from '../contract/index.ts';
import { readTextFile, setAside, writeStationFile } from '../files/index.ts';

const ownerOnly = 0o600;

export class KeptFile {
  private readonly path: string;
  /** Whether what lies there cannot be used, and could not get another name yet: it must not be lost. */
  private isInTheWay = false;

  constructor(path: string) {
    this.path = path;
  }

  /** Null: there is none. Throws what the file system throws. */
  async read(): Promise<string | null> {
    try {
      return await readTextFile(this.path);
    } catch (thrown) {
      const { code } = thrown as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return null;
      throw thrown;
    }
  }

  /**
   * What lies there cannot be used: it gets another name, at the latest when the file is written again.
   *
   * @param message What could not be used, and why.
   * @param remedy Where the old file is, is said after it.
   * @returns What people are told.
   */
  async refuse(message: string, remedy: string, cause: unknown): Promise<StationError> {
    const aside = await setAside(this.path).catch(() => null);
    this.isInTheWay = aside === null;
    const where = aside ?? this.path;
    return new StationError('settings_invalid', message, {
      where,
      hint: `${remedy} The old file is "${where}".`,
      cause,
    });
  }

  /** @throws StationError `record_unwritable`; then the file is as it was. */
  async write(text: string): Promise<void> {
    if (this.isInTheWay) await setAside(this.path);
    this.isInTheWay = false;
    await writeStationFile(this.path, text, ownerOnly);
  }
}
