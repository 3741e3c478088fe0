// What a person should look at before the next training: `queue.jsonl`, one line for each sample, and one for each that was
// dealt with. Lines are only added; a line that was cut off by a loss of power is passed over.
import { appendFile, readFile } from 'node:fs/promises';
import { z } from 'zod';
import { StationError, sampleKinds, type TeachSample } from '../contract/index.ts';
import { writeError, writeProjectFiles } from './project-write.ts';

export type StoredSample = Omit<TeachSample, 'hasRecording'>;

const sample = z.object({
  id: z.string(),
  kind: z.enum(sampleKinds),
  at: z.iso.datetime(),
  part: z.iso.datetime(),
  startSeconds: z.number(),
  endSeconds: z.number(),
  label: z.string().nullable(),
  probability: z.number().nullable(),
  judged: z.object({ by: z.string(), note: z.string() }).nullable(),
});
const line = z.union([sample, z.object({ resolved: z.string() })]);
type Line = z.infer<typeof line>;

/** Nobody looks at more; the oldest unsure ones go first. */
const mostSamples = 500;
/** The file is written anew when it has this many more lines than samples. */
const spareLines = 2000;

export class SampleQueue {
  private readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Newest first. */
  async list(): Promise<readonly StoredSample[]> {
    return [...open(await this.lines())].reverse();
  }

  /** @throws StationError `not_possible` when it is not there, or was dealt with. */
  async find(id: string): Promise<StoredSample> {
    const found = (await this.list()).find((one) => one.id === id);
    if (found) return found;
    throw new StationError('not_possible', 'This sample is not in the queue.', {
      where: id,
      hint: 'Somebody has dealt with it already.',
    });
  }

  /** @throws StationError `disk_full`, `record_unwritable`. */
  async add(samples: readonly StoredSample[]): Promise<void> {
    if (samples.length === 0) return;
    await this.append(samples);
    const lines = await this.lines();
    const kept = open(lines);
    if (lines.length < kept.length + spareLines) return;
    await writeProjectFiles([{ path: this.path, content: textOf(kept) }]);
  }

  /** @throws StationError `disk_full`, `record_unwritable`. */
  async resolve(id: string): Promise<void> {
    await this.append([{ resolved: id }]);
  }

  private async append(lines: readonly Line[]): Promise<void> {
    try {
      await appendFile(this.path, textOf(lines));
    } catch (cause) {
      throw writeError(this.path, cause);
    }
  }

  private async lines(): Promise<readonly Line[]> {
    const text = await readFile(this.path, 'utf8').catch(() => '');
    return text.split('\n').flatMap((one): readonly Line[] => {
      try {
        const read = line.safeParse(JSON.parse(one));
        return read.success ? [read.data] : [];
      } catch {
        return [];
      }
    });
  }
}

/** Oldest first. What a person judged stays before what is only unsure. */
function open(lines: readonly Line[]): readonly StoredSample[] {
  const samples = new Map<string, StoredSample>();
  for (const one of lines) {
    if ('resolved' in one) samples.delete(one.resolved);
    else samples.set(one.id, one);
  }
  const all = [...samples.values()];
  const tooMany = all.length - mostSamples;
  if (tooMany <= 0) return all;
  const dropped = new Set(all.filter(({ kind }) => kind === 'unsure').slice(0, tooMany));
  return all.filter((one) => !dropped.has(one)).slice(-mostSamples);
}

function textOf(lines: readonly Line[]): string {
  return lines.map((one) => `${JSON.stringify(one)}\n`).join('');
}
