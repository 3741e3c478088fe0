// The support bundle: everything that somebody needs to help from afar, in one zip file, without passwords and tokens.
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { DoctorReport, RecipeSummary, StationSettings, StationSnapshot } from '../contract/index.ts';
import { createRedaction } from './redaction.ts';

export interface BundleFacts {
  readonly at: Date;
  /** With passwords: the bundle hides exactly these. */
  readonly settings: StationSettings;
  /** Passwords that are kept apart from the settings. */
  readonly passwords: readonly string[];
  readonly snapshot: StationSnapshot;
  readonly doctor: DoctorReport | { readonly error: string };
  readonly recipes: readonly RecipeSummary[];
  /** Folder of the logs and journals. */
  readonly record: string;
}

const logDays = 3;
const logBytes = 512 << 10;
const journalBytes = 1 << 20;

export async function makeSupportBundle(
  facts: BundleFacts,
): Promise<{ readonly name: string; readonly data: string }> {
  const { at, settings, passwords, snapshot, doctor, recipes, record } = facts;
  const files: Record<string, string> = {
    'settings.json': toJson(settings),
    'snapshot.json': toJson(snapshot),
    'doctor.json': toJson(doctor),
    'recipes.json': toJson(recipes),
    'process.json': toJson({
      platform: process.platform,
      architecture: process.arch,
      node: process.versions.node,
      uptimeSeconds: process.uptime(),
      memory: process.memoryUsage(),
    }),
  };
  const names = (await readdir(record).catch(() => [])).sort();
  for (const name of names.filter((one) => one.endsWith('.log')).slice(-logDays)) {
    files[`record/${name}`] = await readEnd(join(record, name), logBytes);
  }
  const [journal] = names.filter((one) => one.endsWith('.jsonl')).slice(-1);
  if (journal) files[`record/${journal}`] = await readEnd(join(record, journal), journalBytes);

  const redact = createRedaction(settings, passwords);
  const zipped = zipSync(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(redact(text))])),
  );
  const moment = at.toISOString().slice(0, 19).replaceAll(':', '-');
  return { name: `stepwatch-support-${moment}.zip`, data: Buffer.from(zipped).toString('base64') };
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The last bytes of a file, cut to whole lines. */
async function readEnd(path: string, most: number): Promise<string> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - most);
    const bytes = Buffer.alloc(size - from);
    await file.read(bytes, 0, bytes.length, from);
    const text = bytes.toString('utf8');
    return from === 0 ? text : text.slice(text.indexOf('\n') + 1);
  } finally {
    await file.close();
  }
}
