// The networks of a project, each a model folder with its report, and which of them is in force.
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { StationError, type TeachNetwork, type TeachReport, teachMethods } from '../contract/index.ts';
import { move } from '../files/index.ts';
import { jsonText, makeProjectFolder, writeError, writeProjectFiles } from './project-write.ts';

const idPattern = /^\d{4,}$/;

const madeSchema = z.looseObject({
  method: z.enum(teachMethods),
  madeAt: z.iso.datetime(),
  recordings: z.array(z.string()),
});

/** How a network came about: `made.json`. A method may keep more in it. */
export type Made = z.infer<typeof madeSchema>;

/** What a station watched with before. */
const beforeSchema = z.object({
  /** Id of a network of the project; null: the model of another folder. */
  network: z.string().nullable(),
  /** Path of that folder; null for a network of the project. */
  model: z.string().nullable(),
  /** Name of the recipe in the station's collection; null: none. */
  recipe: z.string().nullable(),
});

const currentSchema = z.object({
  inForce: z.string().regex(idPattern).nullable(),
  /** Oldest first. */
  before: z.array(beforeSchema),
});

export type BeforeNetwork = z.infer<typeof beforeSchema>;
export type CurrentNetwork = z.infer<typeof currentSchema>;

const none: CurrentNetwork = { inForce: null, before: [] };
/** Nobody goes back further. */
const keptBefore = 50;

export class NetworkStore {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
  }

  /** Oldest first. A folder that a training has not finished is none. */
  async list(): Promise<readonly TeachNetwork[]> {
    const networks: TeachNetwork[] = [];
    for (const id of await this.ids()) {
      const made = await this.readMade(id);
      if (!made) continue;
      const { method, madeAt, recordings } = made;
      networks.push({ id, method, madeAt, recordings, report: await this.readReport(id) });
    }
    return networks;
  }

  /** The model folder. @throws StationError `network_not_found`. */
  async find(id: string): Promise<string> {
    if (idPattern.test(id) && (await this.readMade(id)) !== null) return this.folderOf(id);
    throw new StationError('network_not_found', `The project has no network "${id}".`, {
      where: id,
      hint: 'It may have been removed.',
    });
  }

  /** Null: it is no network of this project. @param model Path of a model folder. */
  idOf(model: string): string | null {
    const prefix = `${this.directory}/`;
    const id = model.startsWith(prefix) ? model.slice(prefix.length) : '';
    return idPattern.test(id) ? id : null;
  }

  /**
   * Gives a finished model folder its number and its place.
   *
   * @param folder On the same file system, with the card and the networks; it is moved.
   * @returns The id.
   * @throws StationError `disk_full`, `record_unwritable`.
   */
  async add(folder: string, made: Made, report: TeachReport | null): Promise<string> {
    makeProjectFolder(this.directory);
    await writeProjectFiles([
      { path: join(folder, 'made.json'), content: jsonText(made) },
      ...(report === null ? [] : [{ path: join(folder, 'report.json'), content: jsonText(report) }]),
    ]);
    const newest = (await this.ids()).at(-1);
    for (let number = Number(newest ?? 0) + 1; ; number++) {
      const id = String(number).padStart(4, '0');
      try {
        // Fails when the folder is there, so that two trainings never share a number.
        await mkdir(this.folderOf(id));
        await move(folder, this.folderOf(id));
        return id;
      } catch (cause) {
        const { code } = cause as NodeJS.ErrnoException;
        if (code !== 'EEXIST' && code !== 'ENOTEMPTY') throw writeError(this.folderOf(id), cause);
      }
    }
  }

  /** @throws StationError `network_not_found`; `not_possible` for the one in force, or one to go back to. */
  async remove(id: string): Promise<void> {
    const folder = await this.find(id);
    if ((await this.current()).inForce === id) {
      throw new StationError('not_possible', `The network "${id}" is in force.`, {
        where: id,
        hint: 'Use another one first.',
      });
    }
    const aside = join(this.directory, `.${id}.part`);
    await rename(folder, aside);
    await rm(aside, { recursive: true, force: true });
  }

  /** @throws StationError `project_invalid`. */
  async current(): Promise<CurrentNetwork> {
    const path = this.currentPath;
    const text = await readFile(path, 'utf8').catch(() => null);
    if (text === null) return none;
    const read = currentSchema.safeParse(parsed(text));
    if (read.success) return read.data;
    throw new StationError('project_invalid', 'It is not known which network is in force.', {
      where: path,
      hint: 'Remove the file, then put a network in force again.',
    });
  }

  /** @param before What is replaced; null: nothing that one could go back to. @throws StationError `disk_full`. */
  async putInForce(id: string, before: BeforeNetwork | null): Promise<void> {
    const current = await this.current();
    const kept = before === null ? current.before : [...current.before, before].slice(-keptBefore);
    await this.writeCurrent({ inForce: id, before: kept });
  }

  /** What one would go back to; null: nothing. Networks that were removed meanwhile are passed over. */
  async lastBefore(): Promise<BeforeNetwork | null> {
    return (await this.stillThere((await this.current()).before)).at(-1) ?? null;
  }

  /** What `lastBefore` gave is in force again. */
  async goBack(): Promise<void> {
    const { before } = await this.current();
    const there = await this.stillThere(before);
    await this.writeCurrent({ inForce: there.at(-1)?.network ?? null, before: there.slice(0, -1) });
  }

  /** @param current As it was before a change that did not come about. */
  restore(current: CurrentNetwork): Promise<void> {
    return this.writeCurrent(current);
  }

  private async stillThere(before: readonly BeforeNetwork[]): Promise<BeforeNetwork[]> {
    const known = new Set((await this.list()).map(({ id }) => id));
    return before.filter(({ network }) => network === null || known.has(network));
  }

  private writeCurrent(current: CurrentNetwork): Promise<void> {
    makeProjectFolder(this.directory);
    return writeProjectFiles([{ path: this.currentPath, content: jsonText(current) }]);
  }

  private async ids(): Promise<readonly string[]> {
    const names = await readdir(this.directory).catch(() => []);
    return names.filter((name) => idPattern.test(name)).sort((a, b) => Number(a) - Number(b));
  }

  private async readMade(id: string): Promise<Made | null> {
    const text = await readFile(join(this.folderOf(id), 'made.json'), 'utf8').catch(() => null);
    return text === null ? null : (madeSchema.safeParse(parsed(text)).data ?? null);
  }

  private async readReport(id: string): Promise<TeachReport | null> {
    const text = await readFile(join(this.folderOf(id), 'report.json'), 'utf8').catch(() => null);
    // Only trainings write it.
    return text === null ? null : (parsed(text) as TeachReport | null);
  }

  private folderOf(id: string): string {
    return join(this.directory, id);
  }

  private get currentPath(): string {
    return join(this.directory, 'current.json');
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
