// The schema of the file with the settings.
import { join } from 'node:path';
import { z } from 'zod';
import { usualThresholds } from '../checker/index.ts';
import {
  changeableSettings,
  noShifts,
  type StationSettings,
  shortName,
  unlimitedRetention,
  usualIdentitySettings,
  usualPictureSettings,
} from '../contract/index.ts';

const text = z.string().min(1).max(4096);

/** @param directory Folder of the station. */
export const settingsSchema = (directory: string): z.ZodType<StationSettings> =>
  z.object({
    ...changeableSettings,
    // Files of earlier versions name no station, and are of one that works already.
    name: changeableSettings.name.default(null),
    setUp: changeableSettings.setUp.default(true),
    // Files of earlier versions have no threshold.
    failAbove: changeableSettings.failAbove.default(usualThresholds.failAbove),
    // Nor do they say what becomes of parts that are joined in the middle.
    joinedParts: changeableSettings.joinedParts.default('noVerdict'),
    // Nor how the picture is watched.
    picture: changeableSettings.picture.default(usualPictureSettings),
    // Files of earlier versions have no connections.
    links: changeableSettings.links.default([]),
    // Nor inference servers.
    inferenceServer: changeableSettings.inferenceServer.default(null),
    // Nor a shift calendar.
    shifts: changeableSettings.shifts.default(noShifts),
    // Files of earlier versions say nothing of parts and people.
    identity: changeableSettings.identity.default(usualIdentitySettings),
    // Nor a word on how long files stay: what nobody has decided deletes nothing.
    retention: z.preprocess(withJournalDays, changeableSettings.retention).default(unlimitedRetention),
    recipe: text.nullable(),
    source: text.nullable(),
    recentSources: z
      .array(
        z.union([
          z.object({ address: text, title: shortName.exactOptional() }),
          // Files of earlier versions hold addresses only.
          text.transform((address) => ({ address })),
        ]),
      )
      .max(64),
    // Files of earlier versions name no project.
    teach: text.default(join(directory, 'teach')),
    shiftStartedAt: z.iso.datetime(),
  });

/** The first files with rules for old files have none for the record: it stays. */
function withJournalDays(retention: unknown): unknown {
  return typeof retention === 'object' && retention !== null
    ? { journalDays: null, ...retention }
    : retention;
}
