// Outputs that are set up: they are attached when the station opens, and follow the settings.
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { OutputSetting } from '../contract/index.ts';

/** Tells of an output that cannot be attached by its state. */
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
  private readonly attached = new Map<string, { readonly setting: OutputSetting; readonly output: number }>();

  constructor(holder: OutputHolder) {
    this.holder = holder;
  }

  /** Takes off what is not wanted (so) any more, and attaches what is new, or failed before. */
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
      const output = await this.holder.attachOutput(setting.spec, setting.id).catch(() => null);
      if (output !== null) this.attached.set(setting.id, { setting, output });
    }
  }

  /** It broke off: the next change of the settings attaches it again. */
  forget(setting: string): void {
    this.attached.delete(setting);
  }
}
