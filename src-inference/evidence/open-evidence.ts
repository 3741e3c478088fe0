// The evidence of one part until it is complete: a folder of its own, in which every file is whole. Another engine can go on
// with it.
import { existsSync } from 'node:fs';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  EvidenceClip,
  EvidenceOfJudgement,
  EvidencePicture,
  PartId,
  WrittenEvidence,
} from '../contract/index.ts';
import { makeFolder, move, writeStationFile } from '../files/index.ts';
import { keptName, openName } from './evidence-names.ts';

const mode = 0o644;
const listFile = 'files.json';
const judgementFile = 'evidence.json';

/** What is there already, with names as they are while it is open. */
interface FileList {
  readonly id: PartId;
  readonly clips: readonly EvidenceClip[];
  readonly pictures: readonly EvidencePicture[];
}

export class OpenEvidence {
  readonly id: PartId;
  private readonly root: string;
  private list: FileList;

  constructor(root: string, id: PartId) {
    this.root = root;
    this.id = id;
    this.list = { id, clips: [], pictures: [] };
  }

  /** What a lost engine left. @returns Null when its list cannot be read: no file of it is known. */
  static async read(root: string, folder: string): Promise<OpenEvidence | null> {
    try {
      const list = JSON.parse(await readFile(join(root, folder, listFile), 'utf8')) as FileList;
      const open = new OpenEvidence(root, list.id);
      open.list = list;
      return open;
    } catch {
      return null;
    }
  }

  get clips(): readonly EvidenceClip[] {
    return this.list.clips;
  }

  get pictures(): readonly EvidencePicture[] {
    return this.list.pictures;
  }

  /** Name of a file of this evidence below the folder of evidence, while it is open. */
  nameOf(file: string): string {
    return `${openName(this.id)}/${file}`;
  }

  /** Path of a file that is about to be written. Throws what the file system throws. */
  pathOf(file: string): string {
    const folder = join(this.root, openName(this.id));
    makeFolder(folder);
    return join(folder, file);
  }

  /** @throws StationError `record_unwritable`. */
  async add(files: Partial<Pick<FileList, 'clips' | 'pictures'>>): Promise<void> {
    this.list = { ...this.list, ...files };
    await writeStationFile(this.pathOf(listFile), JSON.stringify(this.list), mode);
  }

  /**
   * The folder takes its place with one rename.
   *
   * @throws StationError `record_unwritable`, and what the file system throws.
   */
  async keep(judgement: Omit<EvidenceOfJudgement, 'clips' | 'pictures'>): Promise<WrittenEvidence> {
    // Somebody may have deleted or moved files meanwhile.
    const isThere = ({ name }: { readonly name: string }): boolean => existsSync(join(this.root, name));
    const { clips, pictures } = {
      clips: this.clips.filter(isThere).map((clip) => ({ ...clip, name: this.keptNameOf(clip.name) })),
      pictures: this.pictures
        .filter(isThere)
        .map((picture) => ({ ...picture, name: this.keptNameOf(picture.name) })),
    };
    const content = `${JSON.stringify({ ...judgement, clips, pictures })}\n`;
    await writeStationFile(this.pathOf(judgementFile), content, mode);
    await rm(this.pathOf(listFile), { force: true });
    const target = join(this.root, keptName(this.id));
    makeFolder(join(target, '..'));
    await rm(target, { recursive: true, force: true });
    await move(join(this.root, openName(this.id)), target);
    return written(this.id, { clips, pictures }, Buffer.byteLength(content));
  }

  async discard(): Promise<void> {
    await rm(join(this.root, openName(this.id)), { recursive: true, force: true });
  }

  private keptNameOf(name: string): string {
    return keptName(this.id) + name.slice(openName(this.id).length);
  }
}

/** The evidence of a part as it lies in its place; null when there is none. */
export async function readKept(root: string, id: PartId): Promise<WrittenEvidence | null> {
  const path = join(root, keptName(id), judgementFile);
  try {
    const files = JSON.parse(await readFile(path, 'utf8')) as EvidenceOfJudgement;
    return written(id, files, (await stat(path)).size);
  } catch {
    return null;
  }
}

function written(
  id: PartId,
  { clips, pictures }: Pick<EvidenceOfJudgement, 'clips' | 'pictures'>,
  judgementBytes: number,
): WrittenEvidence {
  const judgement = { name: `${keptName(id)}/${judgementFile}`, bytes: judgementBytes };
  const bytes = [judgement, ...clips, ...pictures].reduce((sum, file) => sum + file.bytes, 0);
  return { clips, pictures, judgement, bytes };
}
