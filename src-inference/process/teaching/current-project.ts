// The project that commands are about: that of the station's settings or, in an engine without a workplace, the one that was
// opened last.
import { resolve } from 'node:path';
import PQueue from 'p-queue';
import { StationError, type TeachingPart, type TeachLabel } from '../../contract/index.ts';
import { clearIntake, ProjectFolder, takeInUnfinished } from '../../teaching/index.ts';
import type { Workplace } from '../../workplace/index.ts';
import type { Tell } from '../engine-context.ts';
import type { OpenedStation } from '../opened-station.ts';

export class CurrentProject {
  private readonly opened: OpenedStation;
  private readonly tell: Tell;
  private readonly now: () => Date;
  /** What engines before this one have left behind is dealt with once for each folder. */
  private readonly tidied = new Map<string, Promise<void>>();
  private folder: ProjectFolder | null = null;
  /** Two changes at once could overwrite one another. */
  private readonly changes = new PQueue({ concurrency: 1 });

  constructor(opened: OpenedStation, tell: Tell, now: () => Date) {
    this.opened = opened;
    this.tell = tell;
    this.now = now;
  }

  /** Null in an engine without one. */
  workplace(): Promise<Workplace | null> {
    return this.opened.workplaceIfOpen();
  }

  /** @throws StationError `project_not_found`, `project_invalid`, `project_newer`. */
  async get(): Promise<ProjectFolder> {
    const workplace = await this.workplace();
    const directory = workplace?.snapshot.settings.teach ?? null;
    if (this.folder && (directory === null || this.folder.directory === resolve(directory)))
      return this.folder;
    if (directory === null) {
      throw new StationError('project_not_found', 'No project is open.', { hint: 'Open one first.' });
    }
    return this.take(await ProjectFolder.open(directory));
  }

  /** Null when there is no project. @throws StationError `project_invalid`, `project_newer`. */
  async getIfThere(): Promise<ProjectFolder | null> {
    return this.get().catch((thrown: unknown) => {
      if (thrown instanceof StationError && thrown.code === 'project_not_found') return null;
      throw thrown;
    });
  }

  /** @param directory Null: that of the settings. @throws StationError, see `teachOpen`. */
  async open(directory: string | null): Promise<ProjectFolder> {
    const path = await this.allowed(directory);
    const folder = await ProjectFolder.open(path);
    await (await this.workplace())?.settings.teachBy(folder.directory);
    await this.take(folder);
    this.changed('project');
    return folder;
  }

  /** @param directory Null: that of the settings. @throws StationError, see `teachNewProject`. */
  async create(
    directory: string | null,
    facts: { readonly name: string; readonly labels: readonly TeachLabel[] },
  ): Promise<ProjectFolder> {
    const folder = await ProjectFolder.create(await this.allowed(directory), facts);
    await (await this.workplace())?.settings.teachBy(folder.directory);
    await this.take(folder);
    this.changed('project');
    return folder;
  }

  /** Runs a change when those before it are done, and tells screens. A change must not queue another and wait for it. */
  change<Result>(what: TeachingPart, work: (project: ProjectFolder) => Promise<Result>): Promise<Result> {
    return this.changes.add(async () => {
      const result = await work(await this.get());
      this.changed(what);
      return result;
    });
  }

  /** Tells screens to ask again. */
  changed(what: TeachingPart): void {
    this.tell({ type: 'teachingChanged', what }).catch(() => undefined);
  }

  /** A path that a screen sent. @throws StationError `outside_roots`. */
  async mustAllow(path: string): Promise<void> {
    await (await this.workplace())?.settings.mustAllow(path);
  }

  private async allowed(directory: string | null): Promise<string> {
    const workplace = await this.workplace();
    if (directory === null) {
      if (workplace) return workplace.snapshot.settings.teach;
      throw new StationError('project_not_found', 'No project is named.', { hint: 'Name its folder.' });
    }
    await workplace?.settings.mustAllow(directory);
    return directory;
  }

  private async take(folder: ProjectFolder): Promise<ProjectFolder> {
    const { directory } = folder;
    const tidied = this.tidied.get(directory) ?? this.tidyUp(folder);
    this.tidied.set(directory, tidied);
    await tidied;
    this.folder = folder;
    return folder;
  }

  private async tidyUp(folder: ProjectFolder): Promise<void> {
    await clearIntake(folder);
    await takeInUnfinished(folder, this.now());
  }
}
