// Versions, rollouts and tokens for programs that work on the plant's database and folder directly.
import type { ArtifactKind, PlantVersion, RolloutPlan } from '../../../src-inference/contract/index.ts';
import type { DatabaseAddress } from '../database/address.ts';
import { Database } from '../database/database.ts';
import { makeRollout } from '../queries/rollouts.ts';
import { listTargets, makeToken, revokeToken } from '../queries/station-tokens.ts';
import { artifactName, makeVersion } from './artifacts.ts';
import { FileStore } from './file-store.ts';

interface PushedVersion {
  readonly kind: ArtifactKind;
  /** Null: that of the file or folder. */
  readonly name: string | null;
  readonly path: string;
  readonly note: string;
  readonly by: string;
}

/** Everything of it throws a StationError. */
export interface PlantRolloutDesk {
  makeVersion(version: PushedVersion): Promise<PlantVersion>;
  /** Names of those that have a token. */
  stations(): Promise<readonly string[]>;
  /** @returns Id of the rollout. */
  begin(plan: RolloutPlan): Promise<number>;
  makeToken(station: string, by: string): Promise<string>;
  revokeToken(station: string, by: string): Promise<void>;
  close(): Promise<void>;
}

/** @param folder Of the plant's server. */
export function openRollouts(address: DatabaseAddress, folder: string): PlantRolloutDesk {
  const database = new Database(address);
  const files = new FileStore(folder);
  return {
    makeVersion: ({ name, ...version }) => {
      const { kind, path } = version;
      return makeVersion({ ...version, name: name ?? artifactName(kind, path) }, { database, files });
    },
    stations: async () => {
      const targets = await listTargets(database.query);
      return targets.filter(({ tokenSince }) => tokenSince !== null).map(({ name }) => name);
    },
    begin: (plan) => makeRollout(database, plan),
    makeToken: (station, by) => makeToken(database, station, by),
    revokeToken: (station, by) => revokeToken(database, station, by),
    close: () => database.close(),
  };
}
