// The outputs of the settings: they are attached when the station opens, and follow changes of the settings.
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import {
  type EngineEvent,
  type OutputSetting,
  recordingDefaults,
  type StationSettings,
} from '../contract/index.ts';

/** An output that cannot be attached is reported as an event with its state. */
export interface OutputHolder {
  attachOutput(spec: OutputSetting['spec'], setting: string | null): Promise<number>;
  detachOutput(output: number): Promise<void>;
}

/** Gives new settings of a list an id; screens leave it empty. */
export function nameSettings<Setting extends { readonly id: string }>(
  settings: readonly Setting[],
): readonly Setting[] {
  return settings.map((setting) => (setting.id === '' ? { ...setting, id: randomUUID() } : setting));
}

export class ConfiguredOutputs {
  private readonly holder: OutputHolder;
  private readonly attached = new Map<string, { readonly setting: OutputSetting; readonly output: number }>();

  constructor(holder: OutputHolder) {
    this.holder = holder;
  }

  /** Detaches outputs that are gone, off or changed, and attaches those that are new, changed, or failed before. */
  async follow(settings: readonly OutputSetting[]): Promise<void> {
    const wanted = settings.filter(({ enabled }) => enabled);
    for (const [id, { setting, output }] of this.attached) {
      if (wanted.some((one) => one.id === id && isDeepStrictEqual(one.spec, setting.spec))) continue;
      this.attached.delete(id);
      // An output that failed is detached already.
      await this.holder.detachOutput(output).catch(() => undefined);
    }
    for (const setting of wanted) {
      if (this.attached.has(setting.id)) continue;
      const output = await this.holder.attachOutput(setting.spec, setting.id).catch(() => null);
      if (output !== null) this.attached.set(setting.id, { setting, output });
    }
  }

  /** The next change of the settings attaches an output that failed again. */
  noticeFailure(event: EngineEvent): void {
    if (event.type !== 'outputState' || event.state !== 'failed' || event.setting === null) return;
    this.attached.delete(event.setting);
  }
}

/** What the recordings of the settings leave free, bytes. */
export function keptFree({ outputs }: StationSettings): number {
  const kept = outputs.flatMap(({ enabled, spec }) =>
    enabled && spec.kind === 'recording' ? [spec.keepFreeBytes] : [],
  );
  return kept.length === 0 ? recordingDefaults.keepFreeBytes : Math.max(...kept);
}
