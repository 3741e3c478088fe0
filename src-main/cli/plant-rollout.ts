// stepwatch plant push, stepwatch plant token: recipes and models for the stations of a plant.
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type RolloutStagePlan, StationError } from '../../src-inference/contract/index.ts';
import { openRollouts, type PlantRolloutDesk, readDatabaseAddress } from '../plant/index.ts';
import { colors, printJson, printLine } from './output.ts';
import { readDatabasePassword } from './read-passwords.ts';
import { withEngine } from './with-engine.ts';

interface PlantPlace {
  readonly database: string;
  readonly databasePasswordFile: string | null;
  /** Folder of the plant's server. */
  readonly data: string;
  readonly json: boolean;
}

export interface PushOptions extends PlantPlace {
  readonly path: string;
  /** Names, or `all`; empty: it is not rolled out. */
  readonly to: readonly string[];
  readonly first: readonly string[];
  readonly after: Pick<RolloutStagePlan, 'goesOn' | 'amount'>;
  readonly name: string | null;
  readonly use: boolean;
  readonly recipe: string | null;
  readonly note: string;
  readonly by: string;
}

/** @throws StationError for what cannot be read or checked; nothing is kept then. */
export async function pushToPlant(engineEntry: URL, options: PushOptions): Promise<void> {
  const { name, use, recipe, note, by, json } = options;
  const path = resolve(options.path);
  const kind = await checkedKind(engineEntry, path);
  await withDesk(options, async (desk) => {
    const version = await desk.makeVersion({ kind, name, path, note, by });
    const stages = stagesOf(options, await desk.stations());
    const rollout =
      stages.length === 0
        ? null
        : await desk.begin({
            artifact: version.artifact,
            version: version.version,
            use,
            recipe,
            note,
            by,
            stages,
          });
    if (json) return printJson({ ...version, rollout });
    printLine(`${kind} ${colors.bold(version.name)}, version ${version.version}`);
    if (rollout === null) return printLine('Kept. Roll it out on the page Rollouts, or with --to.');
    for (const [at, { stations }] of stages.entries()) printLine(`stage ${at + 1}: ${stations.join(', ')}`);
    printLine(`rollout ${rollout}`);
  });
}

/** @throws StationError. */
export async function makeStationToken(
  options: PlantPlace & { readonly station: string; readonly revoke: boolean; readonly by: string },
): Promise<void> {
  const { station, revoke, by, json } = options;
  await withDesk(options, async (desk) => {
    if (revoke) {
      await desk.revokeToken(station, by);
      return json ? printJson({ station }) : printLine(`The token of ${station} is taken back.`);
    }
    const token = await desk.makeToken(station, by);
    if (json) return printJson({ station, token });
    printLine(token);
  });
}

async function withDesk(place: PlantPlace, work: (desk: PlantRolloutDesk) => Promise<void>): Promise<void> {
  const { database, databasePasswordFile, data } = place;
  const address = readDatabaseAddress(database, readDatabasePassword(databasePasswordFile, process.env));
  const desk = openRollouts(address, resolve(data));
  try {
    await work(desk);
  } finally {
    await desk.close();
  }
}

/** Read as a station reads it. @throws StationError for what no station could use. */
async function checkedKind(engineEntry: URL, path: string): Promise<'recipe' | 'model'> {
  const found = await stat(path).catch(() => null);
  if (found === null) {
    throw new StationError('usage', `"${path}" is not there.`, {
      where: path,
      hint: 'Give the file of a recipe, or the folder of a model.',
    });
  }
  return withEngine(
    engineEntry,
    null,
    () => undefined,
    async (engine) => {
      if (found.isDirectory()) {
        await engine.request('readModel', { directory: path });
        return 'model';
      }
      await engine.request('readRecipe', { path, model: null });
      return 'recipe';
    },
  );
}

/** @throws StationError `usage` for a station that the plant does not know. */
function stagesOf({ to, first, after }: PushOptions, known: readonly string[]): readonly RolloutStagePlan[] {
  const wanted = to.includes('all') ? known : to;
  if (wanted.length === 0 && first.length === 0) return [];
  const unknown = [...first, ...wanted].find((name) => !known.includes(name));
  if (unknown !== undefined || known.length === 0) {
    throw new StationError('usage', `The plant knows no station "${unknown ?? ''}" that has a token.`, {
      hint: 'Make one with: stepwatch plant --database URL token NAME',
    });
  }
  const rest = wanted.filter((name) => !first.includes(name));
  const stages = [
    { stations: [...first], ...after },
    { stations: rest, goesOn: 'person', amount: 0 } as const,
  ];
  return stages.filter(({ stations }) => stations.length > 0);
}
