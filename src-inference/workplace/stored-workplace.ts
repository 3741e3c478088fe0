// What is read from the folder of a station before anything runs.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Archive, indexFile } from '../archive/index.ts';
import {
  allowedFolders,
  type NumberedEvent,
  type PartNumber,
  StationError,
  type StationSnapshot,
  type WorkplaceOptions,
} from '../contract/index.ts';
import { removeDrafts } from '../files/index.ts';
import { type NewestEntry, newestEntry } from '../record/index.ts';
import type { Numbering } from '../station/index.ts';
import { initialSettings, initialSnapshot } from './initial-state.ts';
import { type InterruptedRun, type ReplayedJournal, replayJournal } from './journal-replay.ts';
import { ModelAhead } from './model-ahead.ts';
import { refuseNewerFolder } from './newer-folder.ts';
import { People } from './people.ts';
import { RecipeCollection } from './recipe-collection.ts';
import { RolloutFile, shownRollout } from './rollouts/rollout-file.ts';
import { Roots } from './roots.ts';
import { type OpenedSettings, SettingsFile } from './settings-file.ts';
import { confine } from './settings-in-force.ts';
import { SourceLogins } from './source-logins.ts';

export interface StoredWorkplace {
  readonly directory: string;
  readonly defaults: WorkplaceOptions['defaults'];
  /** Folder of the log and the journals. */
  readonly record: string;
  readonly archive: Archive;
  readonly ahead: ModelAhead;
  readonly settings: SettingsFile;
  readonly collection: RecipeCollection;
  readonly people: People;
  readonly logins: SourceLogins;
  readonly roots: Roots;
  readonly rollouts: RolloutFile;
  readonly snapshot: StationSnapshot;
  /** The snapshot before any event. */
  readonly initial: StationSnapshot;
  /** The newest part of each journal, as far as they were read. */
  readonly numbers: readonly PartNumber[];
  /** Whether the snapshot has all that the record says of the shift. */
  readonly isWhole: boolean;
  /** Of the record; null: it is empty. */
  readonly newest: NewestEntry | null;
  readonly interrupted: InterruptedRun | null;
  readonly estimated: ReplayedJournal['estimated'];
  /** Files that could not be used, each kept under another name, and places that the administrator does not allow. */
  readonly refused: readonly StationError[];
  /** Files of the recipes of a new station that could not be written yet. */
  readonly unseeded: readonly string[];
  /** What could not be used of the journals; null: all of it was. */
  readonly damaged: StationError | null;
}

/**
 * @param numbering Goes on after the newest event of the record.
 * @throws StationError `station_newer`, then nothing in the folder is touched.
 */
export async function readStoredWorkplace(
  options: WorkplaceOptions,
  now: () => Date,
  numbering: Numbering,
): Promise<StoredWorkplace> {
  const { directory } = options;
  await refuseNewerFolder(directory);
  const record = join(directory, 'record');
  const recipes = join(directory, 'recipes');
  await Promise.all([
    removeDrafts(directory, { recursive: false }),
    removeDrafts(recipes, { recursive: true }),
  ]);
  const roots = new Roots(allowedFolders(options));
  const collection = new RecipeCollection(recipes, now);
  const { file: settings, refused, unseeded } = await openSettings(options, collection, now);
  const confined = await confine(settings.current, roots, directory);
  if (confined.outside !== null) settings.confine(confined.settings);
  const ahead = new ModelAhead(settings.current);
  const { people, refused: peopleRefused } = await People.open(directory);
  const { logins, refused: loginsRefused } = await SourceLogins.open(directory);
  const rollouts = await RolloutFile.open(join(directory, 'rollouts'));
  const newest = await newestEntry(record, now());
  numbering.riseTo(Math.max(now().getTime(), newest?.order ?? 0));
  const initial = initialSnapshot(settings.current, randomUUID(), numbering.sequence);
  const archive = new Archive({ record, index: indexFile(directory) });
  const replayed = await replayJournal(record, archive, initial, newest, now());
  return {
    directory,
    defaults: options.defaults,
    record,
    archive,
    ahead,
    settings,
    collection,
    people,
    logins,
    roots,
    rollouts,
    snapshot: { ...withReplayed(initial, replayed), rollouts: rollouts.all.map(shownRollout) },
    initial,
    newest,
    numbers: replayed.numbers,
    isWhole: replayed.isWhole,
    interrupted: replayed.interrupted,
    estimated: replayed.estimated,
    refused: [refused, peopleRefused, loginsRefused, confined.outside].filter((error) => error !== null),
    unseeded,
    damaged: replayed.unusable === 0 ? null : journalDamaged(replayed.unusable, record),
  };
}

/** A new station begins with the first recipe of its collection. */
async function openSettings(
  options: WorkplaceOptions,
  collection: RecipeCollection,
  now: () => Date,
): Promise<OpenedSettings & Pick<StoredWorkplace, 'unseeded'>> {
  const opened = await SettingsFile.open(options.directory, () => initialSettings(options, now()));
  const [recipe = null] = opened.isNew ? await collection.seed(options.defaults.recipes) : [];
  if (recipe !== null) await opened.file.hold({ ...opened.file.current, recipe });
  const { teach = null, source } = options;
  if (teach !== null) await opened.file.hold({ ...opened.file.current, teach });
  // Whoever names the source of a station needs no first steps.
  if (source !== null) await opened.file.hold({ ...opened.file.current, setUp: true });
  return { ...opened, unseeded: opened.isNew && recipe === null ? options.defaults.recipes : [] };
}

function journalDamaged(lines: number, record: string): StationError {
  const what = lines === 1 ? '1 line of the journals' : `${lines} lines of the journals`;
  return new StationError(
    'journal_damaged',
    `${what} cannot be used: damaged, or of another version of Stepwatch.`,
    {
      where: record,
      hint: 'They stay in their files, and everything else is used. Check the disk if it happens again.',
    },
  );
}

/** What holds on although nobody says it again after a restart. */
export function heldBy({ operator, nextPart }: StationSnapshot, now: Date): readonly NumberedEvent[] {
  const common = { sequence: 0, at: now.toISOString() };
  return [
    { ...common, event: { type: 'operatorChanged', operator, reason: 'badge' } },
    { ...common, event: { type: 'nextPartIdentified', identity: nextPart, by: 'journal' } },
  ];
}

function withReplayed(
  initial: StationSnapshot,
  { shift, unacknowledged, lastPart, bench, numbered, interrupted }: ReplayedJournal,
): StationSnapshot {
  const part = interrupted?.part ?? null;
  return { ...initial, ...bench, numbered, shift, unacknowledged, lastPart, part };
}
