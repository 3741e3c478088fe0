// What the source shows in a stretch of time, as a clip. It stays with the source that was watched when it was asked for.
import type { FileStretch } from './file-film.ts';
import { picturesOfFile } from './file-film.ts';
import { type WrittenClip, writeClip } from './write-clip.ts';

export interface FilmedStretch {
  /** Times of the source. */
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

export interface FilmedSource {
  /** Resolves when it has been shown, or never will be. A recorded file knows what comes. */
  shown(seconds: number): Promise<void>;
  /**
   * Begins at a key frame, at or before the time that is asked for.
   *
   * @returns Null when nothing of it is there any more.
   * @throws StationError `evidence_unwritable`, `media_unavailable`.
   */
  write(stretch: FilmedStretch, path: string): Promise<WrittenClip | null>;
}

/** Of a recorded file: it has everything itself. */
export function filmOfFile(file: Pick<FileStretch, 'path' | 'info'>): FilmedSource {
  return {
    shown: async () => undefined,
    async write(stretch, path) {
      const pictures = await picturesOfFile({ ...file, ...stretch });
      return pictures.length === 0 ? null : writeClip(pictures, path);
    },
  };
}
