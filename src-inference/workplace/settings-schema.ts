// The schema of the file with the settings.
import { join } from 'node:path';
import { z } from 'zod';
import { usualThresholds } from '../checker/index.ts';
import {
  changeableSettings,
  noShifts,
  type StationSettings,
  usualIdentitySettings,
  usualRetention,
} from '../contract/index.ts';

const text = z.string().min(1).max(4096);

/** @param directory Folder of the station. */
export const settingsSchema = (directory: string): z.ZodType<StationSettings> =>
  z.object({
    ...changeableSettings,
    // Files of earlier versions have no threshold.
    failAbove: changeableSettings.failAbove.default(usualThresholds.failAbove),
    // Files of earlier versions have no connections.
    links: changeableSettings.links.default([]),
    // Nor a shift calendar.
    shifts: changeableSettings.shifts.default(noShifts),
    // Files of earlier versions say nothing of parts and people.
    identity: changeableSettings.identity.default(usualIdentitySettings),
    // Nor a word on how long files stay.
    retention: changeableSettings.retention.default(usualRetention),
    recipe: text.nullable(),
    source: text.nullable(),
    recentSources: z.array(text).max(64),
    // Files of earlier versions name no project.
    teach: text.default(join(directory, 'teach')),
    shiftStartedAt: z.iso.datetime(),
  });
