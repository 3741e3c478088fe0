// What a person has configured on a station. How a screen looks and sounds is stored by the screen itself.

import type { IdentitySettings } from './identity.ts';
import type { LinkSetting } from './links.ts';
import type { OutputSpec } from './output.ts';
import type { RetentionSettings } from './retention.ts';
import type { PolicyName } from './sequence.ts';
import type { ShiftCalendar } from './shifts.ts';

/** Outputs that a person configures; previews come and go with the screens. */
export type ConfiguredOutputSpec = Exclude<OutputSpec, { kind: 'preview' }>;

export interface OutputSetting {
  /** Names the output in settings and states; the station makes one for an empty id. */
  readonly id: string;
  readonly enabled: boolean;
  readonly spec: ConfiguredOutputSpec;
}

export interface StationSettings {
  /** Folder with `model.yaml`. */
  readonly model: string;
  /** Name in the station's collection; null: actions are named, nothing is checked. */
  readonly recipe: string | null;
  readonly policy: PolicyName;
  /** From the start of one window to the start of the next; null: as the model card says. */
  readonly hopSeconds: number | null;
  /** A step with a lower probability warns, unless the recipe has a limit for it; 0 to 1, 0: no limit. */
  readonly minProbability: number;
  /** A mistake fails a part when it is more likely than this, 0.5 to 1 without 1; a less likely one warns. */
  readonly failAbove: number;
  /** As text, opened again after a restart; null: none. Its password is only on the disk: screens get `***`. */
  readonly source: string | null;
  /** Newest first. */
  readonly recentSources: readonly string[];
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
    | 'model'
    | 'policy'
    | 'hopSeconds'
    | 'minProbability'
    | 'failAbove'
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
