// The file of a day, which another one takes the place of at midnight. Somebody may delete, move or replace it while it is open.
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from '../files/index.ts';
import { type AppendFile, guarded, openAppendFile } from './append-file.ts';

/** What happened to an open file: it is not there any more, or another file is in its place. */
export interface LostFile {
  readonly path: string;
  readonly how: 'folderGone' | 'gone' | 'replaced';
}

export class DayFile {
  private readonly pathOf: (day: string) => string;
  private lastDay = '';
  private open: { readonly day: string; readonly file: AppendFile } | null = null;

  constructor(pathOf: (day: string) => string) {
    this.pathOf = pathOf;
  }

  /** `turnTo` must have been called. */
  get file(): AppendFile {
    return this.open!.file;
  }

  /** Of the file that was opened last. */
  get day(): string {
    return this.lastDay;
  }

  /**
   * Opens the file of that day, unless it is open, and closes the one before it.
   *
   * @param begin Lines that the file begins with.
   * @throws StationError `record_unwritable`; then the file before it stays open.
   */
  turnTo(day: string, begin: readonly string[] = []): void {
    if (this.open?.day === day) return;
    const file = openAppendFile(this.pathOf(day));
    this.take(day, file, () => {
      if (begin.length > 0) file.append(begin.join('\n'), false);
    });
  }

  /**
   * When the open file is not in its place any more, it is made again there: one that is gone with all that was in it, which is
   * still to be read; one that was replaced goes on with what is missing in the other file.
   *
   * @param missingIn Lines that another file in its place lacks.
   * @returns Null when it is in its place.
   * @throws StationError `record_unwritable`; then it can be tried again.
   */
  restore(missingIn: (other: AppendFile, before: AppendFile) => readonly string[]): LostFile | null {
    if (this.open === null) return null;
    const { day, file: before } = this.open;
    const path = this.pathOf(day);
    if (guarded(path, () => before.isInPlace())) return null;
    const isFolderThere = existsSync(dirname(path));
    guarded(path, () => makeFolder(dirname(path)));
    const file = openAppendFile(path);
    const isEmpty = file.size === 0;
    this.take(day, file, () => {
      const missing = isEmpty ? [] : missingIn(file, before);
      if (isEmpty) file.appendAllOf(before);
      else if (missing.length > 0) file.append(missing.join('\n'), true);
    });
    return { path, how: !isEmpty ? 'replaced' : isFolderThere ? 'gone' : 'folderGone' };
  }

  close(): void {
    this.open?.file.close();
    this.open = null;
  }

  private take(day: string, file: AppendFile, begin: () => void): void {
    try {
      begin();
    } catch (thrown) {
      file.close();
      throw thrown;
    }
    this.close();
    this.open = { day, file };
    this.lastDay = day;
  }
}
