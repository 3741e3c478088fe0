// Whether the station covers the whole screen. Pure. The setting says so; the command line and a person at the station may
// say otherwise until the setting is changed.

export interface KioskMode {
  /** Of the settings; null until the engine has told. */
  readonly setting: boolean | null;
  /** Of the command line or of a person; null: as the setting says. */
  readonly choice: boolean | null;
}

export function isKiosk({ setting, choice }: KioskMode): boolean {
  return choice ?? setting ?? false;
}

/** A setting that changes is newer than what was chosen before; the first one is not a change. */
export function withSetting(mode: KioskMode, setting: boolean): KioskMode {
  const isChange = mode.setting !== null && mode.setting !== setting;
  return { setting, choice: isChange ? null : mode.choice };
}

export function withChoice(mode: KioskMode, choice: boolean): KioskMode {
  return { ...mode, choice };
}
