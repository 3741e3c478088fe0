// The recipes of a station: one YAML file each, and beside them every version that was ever saved. Nothing that a person wrote
// is lost: the versions of a deleted recipe stay, and a new recipe of that name goes on with them. People may also add or
// edit the files by hand.
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  type AuditActor,
  type RecipeInfo,
  type RecipeSummary,
  type RecipeVersion,
  StationError,
  type StoredRecipe,
  toStationError,
} from '../contract/index.ts';
import {
  type FileContent,
  makeFolder,
  readTextFile,
  unwritable,
  writeAllAtomically,
} from '../files/index.ts';
import { missingPictures, parseRecipe, readPicture } from '../recipe/index.ts';

const ending = '.yaml';
const versionsFolder = '.versions';
const namePattern = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u;

interface KeptVersion extends RecipeVersion {
  readonly text: string;
}

/** Older files name no author. */
type WrittenVersion = Omit<KeptVersion, 'author'> & Partial<Pick<KeptVersion, 'author'>>;

export interface RecipeDraft {
  readonly name: string;
  /** YAML. */
  readonly text: string;
  readonly note: string;
  /** `savedAt` of the version that the editor started from; null: the recipe is new. */
  readonly basedOn: string | null;
  readonly author: AuditActor;
}

export class RecipeCollection {
  private readonly directory: string;
  private readonly now: () => Date;

  constructor(directory: string, now: () => Date) {
    this.directory = directory;
    this.now = now;
  }

  /**
   * Copies these files into the collection. A file that cannot be read, or written there, is left out.
   *
   * @returns The names of the copied recipes.
   */
  async seed(files: readonly string[]): Promise<readonly string[]> {
    try {
      makeFolder(this.directory);
    } catch {
      return [];
    }
    const names: string[] = [];
    for (const file of files) {
      const name = basename(file).replace(/\.ya?ml$/, '');
      const copied = await readFile(file)
        .then((content) => writeAllAtomically([{ path: this.pathOf(name), content }], 0o644))
        .then(
          () => true,
          () => false,
        );
      if (copied) names.push(name);
    }
    return names;
  }

  /** By name. */
  async list(): Promise<readonly RecipeSummary[]> {
    const files = await readdir(this.directory).catch(() => []);
    const names = files.filter((file) => file.endsWith(ending)).map((file) => file.slice(0, -ending.length));
    return Promise.all(names.sort().map((name) => this.summarise(name)));
  }

  /** A picture beside the recipes, as a `data:` address; null when there is none. */
  picture(picture: string): Promise<string | null> {
    return readPicture(this.directory, picture);
  }

  missingPictures(recipe: Pick<RecipeInfo, 'steps'>): Promise<readonly string[]> {
    return missingPictures(this.directory, recipe);
  }

  /** @throws StationError `recipe_not_found`. */
  async readText(name: string): Promise<string> {
    try {
      return await readTextFile(this.pathOf(name));
    } catch (cause) {
      throw notFound(name, cause);
    }
  }

  /** The recipe as it is now; null: there is none of this name. */
  async find(name: string): Promise<StoredRecipe | null> {
    return (await this.versionsIfThere(name)).length === 0 ? null : this.read(name, null);
  }

  /**
   * Copies a picture into the collection. One that is there already stays as it is.
   *
   * @param folder Where it is taken from.
   * @param picture Its path in both.
   */
  async addPicture(folder: string, picture: string): Promise<void> {
    const target = join(this.directory, picture);
    try {
      makeFolder(dirname(target));
      if (existsSync(target)) return;
      const content = await readFile(join(folder, picture));
      await writeAllAtomically([{ path: target, content }], 0o644);
    } catch (cause) {
      throw unwritable(target, cause);
    }
  }

  /**
   * @param savedAt Names a version; null: the version in force.
   * @throws StationError `recipe_not_found`.
   */
  async read(name: string, savedAt: string | null): Promise<StoredRecipe> {
    const kept = await this.versions(name);
    const version = kept.find((one) => savedAt === null || one.savedAt === savedAt);
    if (!version) throw notFound(`${name} of ${savedAt}`, undefined);
    return {
      name,
      text: version.text,
      versions: kept.map(({ text: _, ...rest }) => rest),
    };
  }

  /**
   * One save must end before the next begins.
   *
   * @throws StationError `recipe_invalid`, `recipe_exists`, `recipe_changed`, `record_unwritable`; nothing is changed then.
   */
  async save({ name, text, note, basedOn, author }: RecipeDraft): Promise<StoredRecipe> {
    parseRecipe(text, `${name}${ending}`);
    const [current = null] = await this.versionsIfThere(name);
    mustBeBasedOn(current, name, basedOn);
    prepare(this.versionsOf(name));
    const saved = { savedAt: this.laterThan(current), note, author, text };
    const versions = [...(current ? [current] : []), saved].map((version) => this.versionFile(name, version));
    await this.write([...versions, { path: this.pathOf(name), content: text }]);
    return this.read(name, null);
  }

  /** Deletes the recipe; its versions stay. @throws StationError `recipe_not_found`, `record_unwritable`. */
  async remove(name: string): Promise<void> {
    const [newest] = await this.versions(name);
    prepare(this.versionsOf(name));
    await this.write([this.versionFile(name, newest!)]);
    await rm(this.pathOf(name)).catch((cause: unknown) => {
      throw unwritable(this.pathOf(name), cause);
    });
  }

  private async versionsIfThere(name: string): Promise<readonly KeptVersion[]> {
    return this.versions(name).catch((thrown: unknown) => {
      if (thrown instanceof StationError && thrown.code === 'recipe_not_found') return [];
      throw thrown;
    });
  }

  /** The time names the version: it must rise even when two saves share a millisecond, or the clock was set back. */
  private laterThan(version: KeptVersion | null): string {
    const now = this.now().getTime();
    const earliest = version === null ? now : Date.parse(version.savedAt) + 1;
    return new Date(Math.max(now, earliest)).toISOString();
  }

  private async summarise(name: string): Promise<RecipeSummary> {
    const versions = await this.versions(name).catch(() => []);
    const [newest] = versions;
    const common = {
      name,
      changedAt: newest?.savedAt ?? this.now().toISOString(),
      versions: versions.length,
    };
    try {
      const { title, steps } = parseRecipe(newest?.text ?? '', `${name}${ending}`);
      return { ...common, title, steps: steps.length, error: null };
    } catch (thrown) {
      return { ...common, title: name, steps: 0, error: toStationError(thrown).toJSON() };
    }
  }

  /** Newest first. The text of the file is at the head, whoever wrote it. */
  private async versions(name: string): Promise<readonly KeptVersion[]> {
    const text = await this.readText(name);
    const folder = this.versionsOf(name);
    const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.json'));
    const kept: KeptVersion[] = [];
    for (const file of files.sort().reverse()) {
      const version = await readVersion(join(folder, file));
      if (version) kept.push(version);
    }
    if (kept[0]?.text === text) return kept;
    const { mtime } = await stat(this.pathOf(name));
    return [{ savedAt: mtime.toISOString(), note: '', author: null, text }, ...kept];
  }

  private versionFile(name: string, version: KeptVersion): FileContent {
    const file = `${version.savedAt.replaceAll(':', '-')}.json`;
    return { path: join(this.versionsOf(name), file), content: `${JSON.stringify(version)}\n` };
  }

  /** All of them or none. @throws StationError `record_unwritable`. */
  private async write(files: readonly FileContent[]): Promise<void> {
    try {
      await writeAllAtomically(files, 0o644);
    } catch (cause) {
      throw unwritable(files.at(-1)!.path, cause);
    }
  }

  private pathOf(name: string): string {
    return join(this.directory, `${checked(name)}${ending}`);
  }

  private versionsOf(name: string): string {
    return join(this.directory, versionsFolder, checked(name));
  }
}

/** @throws StationError `recipe_exists`, `recipe_changed`. */
function mustBeBasedOn(current: KeptVersion | null, name: string, basedOn: string | null): void {
  if (basedOn === (current?.savedAt ?? null)) return;
  if (basedOn === null) {
    throw new StationError('recipe_exists', `There is a recipe "${name}" already.`, {
      where: name,
      hint: 'Choose another name, or change the existing recipe.',
    });
  }
  const what = current ? 'somebody else has saved another version of it' : 'somebody else has deleted it';
  throw new StationError('recipe_changed', `The recipe "${name}" was changed: ${what}.`, {
    where: name,
    hint: current
      ? 'Read the version in force, take over what you need, and save again.'
      : 'Save it as a new recipe, or discard the draft.',
  });
}

/** @throws StationError `record_unwritable`. */
function prepare(folder: string): void {
  try {
    makeFolder(folder);
  } catch (cause) {
    throw unwritable(folder, cause);
  }
}

async function readVersion(path: string): Promise<KeptVersion | null> {
  try {
    const value = JSON.parse(await readTextFile(path)) as WrittenVersion;
    if (typeof value.text !== 'string' || typeof value.savedAt !== 'string') return null;
    return { ...value, author: value.author ?? null };
  } catch {
    return null;
  }
}

/** A name must not be a path that leads out of the folder. */
function checked(name: string): string {
  if (namePattern.test(name)) return name;
  throw new StationError('request_invalid', `"${name}" cannot be the name of a recipe.`, {
    hint: 'Use at most 64 letters, digits, blanks, "-", "_" and ".", and begin with a letter or a digit.',
  });
}

function notFound(name: string, cause: unknown): StationError {
  return new StationError('recipe_not_found', `There is no recipe "${name}" in the collection.`, {
    where: name,
    hint: 'Choose another recipe, or add this one.',
    cause,
  });
}
