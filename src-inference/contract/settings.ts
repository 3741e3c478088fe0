// What a person has configured on a station. How a screen looks and sounds is stored by the screen itself.

import type { IdentitySettings } from './identity.ts';
import type { InferenceServerSetting } from './inference-server.ts';
import type { LinkSetting } from './links.ts';
import type { OutputSpec } from './output.ts';
import type { PictureSettings } from './picture.ts';
import type { RetentionSettings } from './retention.ts';
import type { PolicyName } from './sequence.ts';
import type { ShiftCalendar } from './shifts.ts';

/**
 * What becomes of a part whose beginning was not seen, because the source was opened, or the recipe put in force, in the middle.
 * - `noVerdict`: it ends without a verdict
 * - `judgeSeen`: it is judged by what was seen of it
 */
export const joinedPartRules = ['noVerdict', 'judgeSeen'] as const;
export type JoinedPartRule = (typeof joinedPartRules)[number];

/** Outputs that a person configures; previews come and go with the screens. */
export type ConfiguredOutputSpec = Exclude<OutputSpec, { kind: 'preview' }>;

/** A source that was watched before. */
export interface RecentSource {
  /** As text. Its secrets are only on the disk: screens get `***`. */
  readonly address: string;
  /** What a person calls it; left out when nobody has named it. */
  readonly title?: string;
}

export interface OutputSetting {
  /** Names the output in settings and states; the station makes one for an empty id. */
  readonly id: string;
  /** What a person calls it; left out when nobody has named it. */
  readonly name?: string;
  readonly enabled: boolean;
  readonly spec: ConfiguredOutputSpec;
}

export interface StationSettings {
  /** What people call the station; null: nobody has named it. */
  readonly name: string | null;
  /** False: nobody has finished or skipped the first steps, and screens begin with them. */
  readonly setUp: boolean;
  /** Folder with `model.yaml`. */
  readonly model: string;
  /** Servers that run the network in place of this machine; null: none was ever set up. Screens get `***` for the token. */
  readonly inferenceServer: InferenceServerSetting | null;
  /** Name in the station's collection; null: actions are named, nothing is checked. */
  readonly recipe: string | null;
  readonly policy: PolicyName;
  /** From the start of one window to the start of the next; null: as the model card says. */
  readonly hopSeconds: number | null;
  /** A step with a lower probability warns, unless the recipe has a limit for it; 0 to 1, 0: no limit. */
  readonly minProbability: number;
  /** A mistake fails a part when it is more likely than this, 0.5 to 1 without 1; a less likely one warns. */
  readonly failAbove: number;
  /** What becomes of a part whose beginning was not seen. */
  readonly joinedParts: JoinedPartRule;
  /** What follows when a live source no longer shows its usual picture. */
  readonly picture: PictureSettings;
  /** As text, opened again after a restart; null: none. Its secrets are only on the disk: screens get `***`. */
  readonly source: string | null;
  /** Newest first. */
  readonly recentSources: readonly RecentSource[];
  readonly outputs: readonly OutputSetting[];
  /** Connections to the line and the plant; their secrets are only on the disk: screens get `***`. */
  readonly links: readonly LinkSetting[];
  /** Folder of the recordings. */
  readonly recordings: string;
  /** How long recordings and evidence stay on the disk. */
  readonly retention: RetentionSettings;
  /** Screens may look for videos and models in these folders, and below them. */
  readonly folders: readonly string[];
  /** Folder of the project that teaches this station. */
  readonly teach: string;
  readonly identity: IdentitySettings;
  /** ISO 8601; the shift counts parts from then on. */
  readonly shiftStartedAt: string;
  readonly shifts: ShiftCalendar;
  /** The desktop shell covers the whole screen, and nobody leaves it by accident. */
  readonly kiosk: boolean;
}

/** The settings that a screen may change with `changeSettings`. */
export type SettingsChange = Partial<
  Pick<
    StationSettings,
    | 'name'
    | 'setUp'
    | 'model'
    | 'inferenceServer'
    | 'policy'
    | 'hopSeconds'
    | 'minProbability'
    | 'failAbove'
    | 'joinedParts'
    | 'picture'
    | 'outputs'
    | 'links'
    | 'recordings'
    | 'retention'
    | 'folders'
    | 'shifts'
    | 'identity'
    | 'kiosk'
  >
>;
