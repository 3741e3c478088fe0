import type { Random } from '../../../src-inference/evaluation/index.ts';
import type { TormentedStation } from '../tormented-station.ts';

/** Something that happens to a station. */
export interface Fault {
  readonly name: string;
  /** Null: it can be done here; else why not. */
  readonly impossible?: (station: TormentedStation) => string | null;
  /** Resolves when it is over, and the station has all that it needs to be back. */
  readonly happen: (station: TormentedStation, random: Random) => Promise<void>;
}
