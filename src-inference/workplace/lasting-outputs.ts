// Outputs that are set up: they are attached when the station opens, and follow the settings.
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type OutputSetting, type PlainStationError, toStationError } from '../contract/index.ts';

export interface OutputHolder {
  attachOutput(spec: OutputSetting['spec'], setting: string | null): Promise<number>;
  detachOutput(output: number): Promise<void>;
}

/** Screens leave the id of a new output empty. */
export function nameOutputs(settings: readonly OutputSetting[]): readonly OutputSetting[] {
  return settings.map((setting) => (setting.id === '' ? { ...setting, id: randomUUID() } : setting));
}

export class LastingOutputs {
  private readonly holder: OutputHolder;
  private readonly onRefused: (setting: OutputSetting, error: PlainStationError) => void;
  private readonly attached = new Map<string, { readonly setting: OutputSetting; readonly output: number }>();

  /** @param onRefused Of an output that cannot be attached: the others are. */
  constructor(holder: OutputHolder, onRefused: (setting: OutputSetting, error: PlainStationError) => void) {
    this.holder = holder;
    this.onRefused = onRefused;
  }

  /** Takes off what is not wanted (so) any more, and attaches what is new. */
  async follow(settings: readonly OutputSetting[]): Promise<void> {
    const wanted = settings.filter(({ enabled }) => enabled);
    for (const [id, { setting, output }] of this.attached) {
      if (wanted.some((one) => one.id === id && isDeepStrictEqual(one.spec, setting.spec))) continue;
      this.attached.delete(id);
      // One that failed is off already.
      await this.holder.detachOutput(output).catch(() => undefined);
    }
    for (const setting of wanted) {
      if (this.attached.has(setting.id)) continue;
      try {
        const output = await this.holder.attachOutput(setting.spec, setting.id);
        this.attached.set(setting.id, { setting, output });
      } catch (thrown) {
        this.onRefused(setting, toStationError(thrown).toJSON());
      }
    }
  }

  /** Of an output that broke off: the next change of the settings attaches it again. */
  forget(setting: string): void {
    this.attached.delete(setting);
  }
}
