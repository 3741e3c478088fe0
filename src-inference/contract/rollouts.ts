// Recipes and models that the plant gives to its stations: what the plant asks for, and what a station says of it.
import type { PlainStationError } from './errors.ts';

export const artifactKinds = ['recipe', 'model'] as const;
export type ArtifactKind = (typeof artifactKinds)[number];

/** One version of a recipe or a model, as the plant keeps it. */
export interface ArtifactVersion {
  readonly kind: ArtifactKind;
  /** Of the recipe in the collections of the stations; of the model. */
  readonly name: string;
  /** 1, 2, 3 ... of this name. */
  readonly version: number;
  /** Of the list of its files: the same content has the same one. */
  readonly sha256: string;
  /** Of all files together. */
  readonly bytes: number;
}

export interface ArtifactFile {
  /** Within the folder of the model or the recipe, with `/`. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A recipe with its files is larger than no plant needs; a model has a few networks. */
export const mostArtifactBytes = 2 * 2 ** 30;
export const mostArtifactFiles = 500;

/** What the plant wants of a station. */
export interface RolloutOrder {
  /** Id of the rollout. */
  readonly rollout: string;
  /** `goBack`: what was there before it. */
  readonly action: 'apply' | 'goBack';
  readonly artifact: ArtifactVersion;
  readonly files: readonly ArtifactFile[];
  /** A recipe: whether parts are judged by it from now on; else it only joins the collection. */
  readonly use: boolean;
  /** A model: the recipe of the station's collection that goes with it; null: the one in use. */
  readonly recipe: string | null;
  /** Why, as the person who began it wrote. */
  readonly note: string;
  readonly by: string;
}

/**
 * - `asking`: waits for a person at the station
 * - `fetching`: its files are on their way
 * - `waiting`: checked, and waits for the end of the part in progress
 * - `applied`: in force
 * - `failed`: the station keeps what it had
 * - `goneBack`: what was there before is in force again
 */
export const stationRolloutStates = [
  'asking',
  'fetching',
  'waiting',
  'applied',
  'failed',
  'goneBack',
] as const;
export type StationRolloutState = (typeof stationRolloutStates)[number];

/** A rollout as the station knows it. */
export interface StationRollout extends Omit<RolloutOrder, 'files'> {
  /** Id of the connection that brought it. */
  readonly link: string;
  readonly state: StationRolloutState;
  /** Why it failed; null when it did not. */
  readonly error: PlainStationError | null;
  /** ISO 8601: somebody changed it at the station since it was applied; null: nobody did. */
  readonly editedHere: string | null;
  /** ISO 8601: of the last change of the state. */
  readonly at: string;
}

/** What the server of the plant answers a station. */
export interface RolloutOrders {
  /** Another one when the orders are others. */
  readonly tag: string;
  readonly orders: readonly RolloutOrder[];
}

/**
 * Addresses of the plant's server for stations, below its own; they need `Authorization: Bearer TOKEN`.
 *
 * - `orders`: GET with `station`, and `tag` of the orders that are known: it waits up to 25 s for others; 200 `RolloutOrders`
 * - `files`: GET with the SHA-256 of a file behind it, and ranges
 * - `reports`: POST `{station, reports: RolloutReport[]}`; 204
 *
 * 401: not a token. 403: the token of another station.
 */
export const plantPaths = {
  orders: '/station/v1/orders',
  files: '/station/v1/files',
  reports: '/station/v1/reports',
} as const;

/** What a station tells the plant: the same again changes nothing there. */
export type RolloutReport = Pick<
  StationRollout,
  'rollout' | 'action' | 'state' | 'error' | 'editedHere' | 'at'
>;
