// What a station remembers: everything that a person set up. How a screen looks and sounds is the screen's own business.
import type { OutputSpec } from './output.ts';
import type { PolicyName } from './sequence.ts';

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
  /** From one window's start to the next; null: as the model's card says. */
  readonly hopSeconds: number | null;
  /** Less sure asks for a look, where the recipe does not say it for the step; 0 to 1, 0: no limit. */
  readonly minProbability: number;
  /** How likely a mistake must be to fail a part, 0.5 to 1 without 1; what is less likely asks for a look. */
  readonly failAbove: number;
  /** As text, opened again after a restart; null: none. A password in it is only on the disk: screens get `***`. */
  readonly source: string | null;
  /** Newest first. */
  readonly recentSources: readonly string[];
  readonly outputs: readonly OutputSetting[];
  /** Where recordings of parts are looked for and kept. */
  readonly recordings: string;
  /** Folders that a screen may look for videos and models in, with what is below them. */
  readonly folders: readonly string[];
  /** ISO 8601; parts are counted from here on. */
  readonly shiftStartedAt: string;
  /** The desktop shell covers the whole screen and cannot be left by accident. */
  readonly kiosk: boolean;
}

/** What of it a screen may change with `changeSettings`. */
export type SettingsChange = Partial<
  Pick<
    StationSettings,
    | 'model'
    | 'policy'
    | 'hopSeconds'
    | 'minProbability'
    | 'failAbove'
    | 'outputs'
    | 'recordings'
    | 'folders'
    | 'kiosk'
  >
>;
