// The files beside a recording: facts, confirmed labels, and a draft. Pure but for reading them.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type DraftLabels, draftMakers, recordingOrigins, StationError } from '../contract/index.ts';

/** `ID.json`. Other programs may keep more in it, such as `expectedVerdict`. */
const factsSchema = z.looseObject({
  operator: z.string().min(1),
  origin: z.enum(recordingOrigins),
  addedAt: z.iso.datetime(),
  /** Of the video. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  durationSeconds: z.number().positive(),
});

export type RecordingFacts = z.infer<typeof factsSchema>;

const draftSchema = z.object({
  maker: z.enum(draftMakers),
  madeAt: z.iso.datetime(),
  actions: z.array(
    z.object({
      startSeconds: z.number().min(0),
      endSeconds: z.number().positive(),
      label: z.string().min(1),
      confidence: z.number().min(0).max(1),
    }),
  ),
});

/** @throws StationError `project_invalid` when the file is not there, or not as it was written. */
export async function readFacts(path: string): Promise<RecordingFacts> {
  const text = await readIfThere(path);
  if (text !== null) return parse(text, factsSchema, path);
  throw new StationError('project_invalid', 'This video was put into the folder by hand.', {
    where: path,
    hint: 'Take it out of the folder of recordings, and add it: stepwatch teach add.',
  });
}

/** Null without a draft. @throws StationError `project_invalid`. */
export async function readDraft(path: string): Promise<DraftLabels | null> {
  const text = await readIfThere(path);
  return text === null ? null : parse(text, draftSchema, path);
}

/** Null when it is not there. */
export async function readIfThere(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return null;
    throw new StationError('project_invalid', `"${path}" cannot be read (${cause.code}).`, {
      where: path,
      hint: 'Allow the station to read it.',
      cause,
    });
  });
}

/** Changes with the labels that are stored. @param texts Of the files; null where there is none. */
export function versionOf(texts: readonly (string | null)[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 16);
}

function parse<T>(text: string, schema: z.ZodType<T>, where: string): T {
  const hint = 'Put back a copy of the file, or remove it together with the video.';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new StationError('project_invalid', 'The file is not JSON.', { where, hint, cause });
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue!.path.map(String).join('.') || 'its beginning';
  throw new StationError('project_invalid', `The file is wrong at ${place}: ${issue!.message}.`, {
    where,
    hint,
  });
}
