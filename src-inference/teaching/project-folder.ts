// The folder of a project: what is in it and where (docs/teach.md#what-is-in-the-folder). Everything is read anew when it is
// asked for, so that a person, a training and a station may all work in it.
import { readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { StationError, type TeachLabel } from '../contract/index.ts';
import { checkLabels, parseRecipe, type Recipe } from '../recipe/index.ts';
import { NetworkStore } from './network-store.ts';
import { newProjectText, type ProjectFile, parseProjectFile, withLabels } from './project-file.ts';
import { makeProjectFolder, writeProjectFiles } from './project-write.ts';
import { RecordingStore } from './recording-store.ts';
import { SampleQueue } from './sample-queue.ts';

export class ProjectFolder {
  /** Absolute. */
  readonly directory: string;
  readonly recordings: RecordingStore;
  readonly networks: NetworkStore;
  readonly queue: SampleQueue;

  /**
   * @throws StationError `project_not_found`, `project_invalid`, or `project_newer` when a later version made it.
   */
  static async open(directory: string): Promise<ProjectFolder> {
    const project = new ProjectFolder(resolve(directory));
    await project.read();
    return project;
  }

  /**
   * Makes the folder when it is not there.
   *
   * @throws StationError `project_exists`, `project_invalid` for labels that are there twice, `record_unwritable`.
   */
  static async create(
    directory: string,
    facts: { readonly name: string; readonly labels: readonly TeachLabel[] },
  ): Promise<ProjectFolder> {
    const project = new ProjectFolder(resolve(directory));
    if ((await project.readText()) !== null) {
      throw new StationError('project_exists', `"${project.directory}" holds a project already.`, {
        where: project.directory,
        hint: 'Open it, or choose another folder.',
      });
    }
    const text = newProjectText(facts);
    parseProjectFile(text, project.path);
    for (const folder of [project.directory, project.recordings.directory, project.networks.directory]) {
      makeProjectFolder(folder);
    }
    await writeProjectFiles([{ path: project.path, content: text }]);
    return project;
  }

  private constructor(directory: string) {
    this.directory = directory;
    this.recordings = new RecordingStore(join(directory, 'recordings'), () => this.read());
    this.networks = new NetworkStore(join(directory, 'networks'));
    this.queue = new SampleQueue(join(directory, 'queue.jsonl'));
  }

  /** Of what can be computed again: frozen features, times of frames. A person may delete it. */
  get featuresDirectory(): string {
    return join(this.directory, 'features');
  }

  /** Of the present or last training. */
  get trainingDirectory(): string {
    return join(this.directory, 'training');
  }

  get recipePath(): string {
    return join(this.directory, 'recipe.yaml');
  }

  /** @throws StationError `project_not_found`, `project_invalid`, `project_newer`. */
  async read(): Promise<ProjectFile> {
    const text = await this.readText();
    if (text !== null) return parseProjectFile(text, this.path);
    throw new StationError('project_not_found', `"${this.directory}" holds no project.`, {
      where: this.directory,
      hint: 'Begin one there, or open another folder.',
    });
  }

  /**
   * @param renamed Old names to new ones: recordings follow.
   * @throws StationError `project_invalid` for labels that are there twice, `label_in_use` for a label that is gone and that
   *   recordings have.
   */
  async setLabels(labels: readonly TeachLabel[], renamed: Readonly<Record<string, string>>): Promise<void> {
    const text = withLabels((await this.readText()) ?? '', labels);
    parseProjectFile(text, this.path);
    const renames = new Map(Object.entries(renamed).filter(([from, to]) => from !== to));
    const files = await this.recordings.withRenamedLabels(
      renames,
      labels.map(({ name }) => name),
    );
    await writeProjectFiles([...files, { path: this.path, content: text }]);
  }

  /** Text of the recipe; null without one. */
  async readRecipeText(): Promise<string | null> {
    return readFile(this.recipePath, 'utf8').catch(ifMissing);
  }

  /** Null without a recipe. @throws StationError `recipe_invalid`, or `recipe_mismatch` with the labels. */
  async readRecipe(): Promise<Recipe | null> {
    const text = await this.readRecipeText();
    return text === null ? null : this.parseRecipe(text);
  }

  /** @param text Null removes it. @throws StationError `recipe_invalid`, or `recipe_mismatch` with the labels. */
  async setRecipe(text: string | null): Promise<void> {
    if (text === null) return rm(this.recipePath, { force: true });
    await this.parseRecipe(text);
    await writeProjectFiles([{ path: this.recipePath, content: text }]);
  }

  private async parseRecipe(text: string): Promise<Recipe> {
    const { labels, background } = await this.read();
    const recipe = parseRecipe(text, this.recipePath);
    checkLabels(recipe, [...labels.map(({ name }) => name), background], background);
    return recipe;
  }

  private get path(): string {
    return join(this.directory, 'project.yaml');
  }

  private async readText(): Promise<string | null> {
    return readFile(this.path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return null;
      throw new StationError('project_invalid', `"${this.path}" cannot be read (${cause.code}).`, {
        where: this.path,
        hint: 'Allow the station to read it.',
        cause,
      });
    });
  }
}

function ifMissing(cause: NodeJS.ErrnoException): null {
  if (cause.code === 'ENOENT') return null;
  throw cause;
}
