// The recipes of a station: a YAML file each, and every version that was ever saved beside them. Nothing that a person
// wrote is lost: a recipe that is deleted leaves its versions behind, and one that is made anew under its name goes on
// with them. Files may also be put there or edited by hand.
import { copyFile, readdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  type RecipeSummary,
  type RecipeVersion,
  StationError,
  type StoredRecipe,
  toStationError,
} from '../contract/index.ts';
import { makeFolder, unwritable, writeWhole } from '../files/index.ts';
import { parseRecipe } from '../recipe/index.ts';

const ending = '.yaml';
const versionsFolder = '.versions';
const namePattern = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u;

interface KeptVersion extends RecipeVersion {
  readonly text: string;
}

export class RecipeCollection {
  private readonly directory: string;
  private readonly now: () => Date;

  constructor(directory: string, now: () => Date) {
    this.directory = directory;
    this.now = now;
  }

  /**
   * Begins with copies of these files. One that cannot be read is left out.
   *
   * @returns Their names.
   */
  async seed(files: readonly string[]): Promise<readonly string[]> {
    prepare(this.directory);
    const names: string[] = [];
    for (const file of files) {
      const name = basename(file).replace(/\.ya?ml$/, '');
      const copied = await copyFile(file, this.pathOf(name)).then(
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

  /** @throws StationError `recipe_not_found`. */
  async readText(name: string): Promise<string> {
    try {
      return await readFile(this.pathOf(name), 'utf8');
    } catch (cause) {
      throw notFound(name, cause);
    }
  }

  /**
   * @param savedAt A version; null: the one in force.
   * @throws StationError `recipe_not_found`.
   */
  async read(name: string, savedAt: string | null): Promise<StoredRecipe> {
    const kept = await this.versions(name);
    const version = kept.find((one) => savedAt === null || one.savedAt === savedAt);
    if (!version) throw notFound(`${name} of ${savedAt}`, undefined);
    return {
      name,
      text: version.text,
      versions: kept.map((one) => ({ savedAt: one.savedAt, note: one.note })),
    };
  }

  /** @throws StationError `recipe_invalid`, `recipe_exists`, `record_unwritable`. */
  async save(input: { name: string; text: string; note: string; basedOn: string | null }): Promise<StoredRecipe> {
    const { name, text, note, basedOn } = input;
    parseRecipe(text, `${name}${ending}`);
    const before = await this.versions(name).catch((thrown: unknown) => {
      if (thrown instanceof StationError && thrown.code === 'recipe_not_found') return [];
      throw thrown;
    });
    if (basedOn === null && before.length > 0) {
      throw new StationError('recipe_exists', `There is a recipe "${name}" already.`, {
        where: name,
        hint: 'Choose another name, or change the one that is there.',
      });
    }
    if (before[0]) await this.keep(name, before[0]);
    await this.keep(name, { savedAt: this.now().toISOString(), note, text });
    prepare(this.directory);
    await writeWhole(this.pathOf(name), text, 0o644);
    return this.read(name, null);
  }

  /** Its versions stay. @throws StationError `recipe_not_found`, `record_unwritable`. */
  async remove(name: string): Promise<void> {
    const [newest] = await this.versions(name);
    await this.keep(name, newest!);
    await rm(this.pathOf(name)).catch((cause: unknown) => {
      throw unwritable(this.pathOf(name), cause);
    });
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

  /** Newest first: what the file says now is at the head, whoever wrote it. */
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
    return [{ savedAt: mtime.toISOString(), note: '', text }, ...kept];
  }

  private async keep(name: string, version: KeptVersion): Promise<void> {
    const folder = this.versionsOf(name);
    prepare(folder);
    const file = `${version.savedAt.replaceAll(':', '-')}.json`;
    await writeWhole(join(folder, file), `${JSON.stringify(version)}\n`, 0o644);
  }

  private pathOf(name: string): string {
    return join(this.directory, `${checked(name)}${ending}`);
  }

  private versionsOf(name: string): string {
    return join(this.directory, versionsFolder, checked(name));
  }
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
    const value = JSON.parse(await readFile(path, 'utf8')) as KeptVersion;
    return typeof value.text === 'string' && typeof value.savedAt === 'string' ? value : null;
  } catch {
    return null;
  }
}

/** A name is no path: it must not lead out of the folder. */
function checked(name: string): string {
  if (namePattern.test(name)) return name;
  throw new StationError('request_invalid', `"${name}" cannot name a recipe.`, {
    hint: 'Use letters, digits, blanks, "-", "_" and ".", at most 64, beginning with a letter or a digit.',
  });
}

function notFound(name: string, cause: unknown): StationError {
  return new StationError('recipe_not_found', `There is no recipe "${name}" in the collection.`, {
    where: name,
    hint: 'Choose another one, or put it there.',
    cause,
  });
}
