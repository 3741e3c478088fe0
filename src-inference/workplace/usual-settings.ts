// What a station begins with.
import { join } from 'node:path';
import { usualThresholds } from '../checker/index.ts';
import type { StationSettings, StationSnapshot, WorkplaceOptions } from '../contract/index.ts';
import { redactSettings } from './source-memory.ts';

/** Without a recipe: which there are is not known yet. */
export function usualSettings({ directory, defaults }: WorkplaceOptions, now: Date): StationSettings {
  return {
    model: defaults.model,
    recipe: null,
    policy: 'alignment',
    hopSeconds: null,
    // The checker weighs doubt by itself: the measured rates hold without a limit beside it.
    minProbability: 0,
    failAbove: usualThresholds.failAbove,
    source: null,
    recentSources: [],
    outputs: [],
    recordings: join(directory, 'recordings'),
    folders: [...defaults.folders],
    shiftStartedAt: now.toISOString(),
    kiosk: false,
  };
}

/** Before anything has happened. */
export function blankSnapshot(settings: StationSettings, engine: string, sequence: number): StationSnapshot {
  return {
    engine,
    sequence,
    settings: redactSettings(settings),
    settingsError: null,
    model: { state: 'loading', directory: settings.model },
    recipe: { state: 'none' },
    nextRecipe: null,
    source: null,
    action: null,
    part: null,
    lastPart: null,
    unacknowledged: [],
    shift: { since: settings.shiftStartedAt, pass: 0, warn: 0, fail: 0, aborted: 0 },
    outputs: [],
    health: null,
  };
}
