// What a new station begins with.
import { join } from 'node:path';
import { usualThresholds } from '../checker/index.ts';
import {
  noShifts,
  recordReady,
  type StationSettings,
  type StationSnapshot,
  usualIdentitySettings,
  usualPictureSettings,
  usualRetention,
  type WorkplaceOptions,
} from '../contract/index.ts';
import { redactSettings } from './redaction.ts';

/** Without a recipe, because the collection of recipes is not known yet. */
export function initialSettings({ directory, defaults }: WorkplaceOptions, now: Date): StationSettings {
  return {
    name: null,
    setUp: false,
    model: defaults.model,
    inferenceServer: null,
    recipe: null,
    policy: 'alignment',
    hopSeconds: null,
    // The checker weighs doubt by itself. The measured rates hold without a second limit.
    minProbability: 0,
    failAbove: usualThresholds.failAbove,
    joinedParts: 'noVerdict',
    picture: usualPictureSettings,
    source: null,
    recentSources: [],
    outputs: [],
    links: [],
    recordings: join(directory, 'recordings'),
    retention: usualRetention,
    folders: [...defaults.folders],
    teach: join(directory, 'teach'),
    identity: usualIdentitySettings,
    shiftStartedAt: now.toISOString(),
    shifts: noShifts,
    kiosk: false,
  };
}

/** The snapshot before any event. */
export function initialSnapshot(
  settings: StationSettings,
  engine: string,
  sequence: number,
): StationSnapshot {
  return {
    engine,
    sequence,
    settings: redactSettings(settings),
    settingsError: null,
    model: { state: 'loading', directory: settings.model },
    serving: null,
    errorEstimate: null,
    recipe: { state: 'none' },
    nextRecipe: null,
    source: null,
    hop: null,
    picture: null,
    action: null,
    part: null,
    lastPart: null,
    numbered: null,
    unacknowledged: [],
    shift: { since: settings.shiftStartedAt, pass: 0, warn: 0, fail: 0, aborted: 0, overridden: 0 },
    operator: null,
    nextPart: null,
    identityRefusal: null,
    outputs: [],
    links: [],
    rollouts: [],
    record: recordReady,
    recordReplaced: null,
    storage: { state: 'ready', unseenParts: 0, error: null },
    health: null,
  };
}
