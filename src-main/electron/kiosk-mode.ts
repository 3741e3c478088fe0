// Decides whether the window is in kiosk mode, which covers the whole screen. Pure. The setting decides; the command line
// and a person at the station can override it until the setting changes.

export interface KioskMode {
  /** From the settings of the station; null until the engine has sent them. */
  readonly setting: boolean | null;
  /** From the command line or a person; null: the setting decides. */
  readonly override: boolean | null;
}

export function isKiosk({ setting, override }: KioskMode): boolean {
  return override ?? setting ?? false;
}

/** A setting that changes ends the override. The first setting of a start is not a change. */
export function withSetting(mode: KioskMode, setting: boolean): KioskMode {
  const isChange = mode.setting !== null && mode.setting !== setting;
  return { setting, override: isChange ? null : mode.override };
}

export function withOverride(mode: KioskMode, override: boolean): KioskMode {
  return { ...mode, override };
}
