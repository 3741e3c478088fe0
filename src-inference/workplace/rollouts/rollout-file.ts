// What the plant rolled out to this station, and what was there before: it survives the engine.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { mostRollouts, type StationRollout } from '../../contract/index.ts';
import { readTextFile, unwritable, writeStationFile } from '../../files/index.ts';

/** What going back means. */
export interface BeforeRollout {
  /** Folder of the model in use. */
  readonly model: string;
  /** Recipe in use; null: none. */
  readonly recipe: string | null;
  /** Of the recipe that is rolled out; null: the station had none of this name, or a model is rolled out. */
  readonly text: string | null;
}

export interface KeptRollout extends StationRollout {
  /** Null until it is about to change something. */
  readonly before: BeforeRollout | null;
  /** The recipe as it came into force; null: not yet, or a model. */
  readonly text: string | null;
}

export class RolloutFile {
  private readonly path: string;
  private readonly folder: string;
  private rollouts: readonly KeptRollout[];

  /** @param folder Of what the plant rolls out. A file that cannot be read is none: the plant says again what it wants. */
  static async open(folder: string): Promise<RolloutFile> {
    const value = jsonOf(await readTextFile(join(folder, 'rollouts.json')).catch(() => '[]'));
    return new RolloutFile(folder, Array.isArray(value) ? (value as readonly KeptRollout[]) : []);
  }

  private constructor(folder: string, rollouts: readonly KeptRollout[]) {
    this.folder = folder;
    this.path = join(folder, 'rollouts.json');
    this.rollouts = rollouts;
  }

  /** The newest last. */
  get all(): readonly KeptRollout[] {
    return this.rollouts;
  }

  find(id: string): KeptRollout | undefined {
    return this.rollouts.find(({ rollout }) => rollout === id);
  }

  /** @throws StationError `record_unwritable`. */
  async keep(rollout: KeptRollout): Promise<void> {
    const isKnown = this.find(rollout.rollout) !== undefined;
    const rollouts = isKnown
      ? this.rollouts.map((one) => (one.rollout === rollout.rollout ? rollout : one))
      : [...this.rollouts, rollout].slice(-mostRollouts);
    await mkdir(this.folder, { recursive: true }).catch((cause: unknown) => {
      throw unwritable(this.folder, cause);
    });
    await writeStationFile(this.path, `${JSON.stringify(rollouts, null, 2)}\n`, 0o644);
    this.rollouts = rollouts;
  }
}

/** @returns Null when it is none. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** As everybody may see it. */
export function shownRollout({ before: _before, text: _text, ...rollout }: KeptRollout): StationRollout {
  return rollout;
}
