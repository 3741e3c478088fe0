// What a project that teaches knows of a recording beside its labels (docs/teach.md).
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';

export interface RecordingNote {
  readonly operator: string;
}

/** @param path Of the recording, without extension. */
export async function writeRecordingNote(path: string, note: RecordingNote, seconds: number): Promise<void> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(`${path}.mp4`)) hash.update(piece);
  const known = {
    operator: note.operator,
    origin: 'added',
    addedAt: new Date().toISOString(),
    sha256: hash.digest('hex'),
    durationSeconds: seconds,
  };
  await writeFile(`${path}.json`, `${JSON.stringify(known, null, 2)}\n`);
}
