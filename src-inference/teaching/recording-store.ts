// The recordings of a project: `recordings/ID.mp4` with its facts, labels and draft beside it. As a folder of videos with label
// files it can also be given to `stepwatch evaluate`.
import { readdir, rm } from 'node:fs/promises';
import { extname, join } from 'node:path';
import {
  type DraftLabels,
  type LabelledAction,
  type RecordingLabels,
  StationError,
  type TeachRecording,
  toStationError,
} from '../contract/index.ts';
import type { FileContent } from '../files/index.ts';
import { checkActions, parseLabels, videoTypes, writeLabels } from '../labels/index.ts';
import type { ProjectFile } from './project-file.ts';
import { jsonText, writeProjectFiles } from './project-write.ts';
import { type RecordingFacts, readDraft, readFacts, readIfThere, versionOf } from './recording-files.ts';

/** Times of a container and those of a browser differ by less; edges that are set by hand meet within it. */
const toleranceSeconds = 0.02;

/** A recording whose labels a person confirmed: what a network can be taught with. */
export interface ConfirmedRecording {
  readonly id: string;
  /** Path of the video. */
  readonly video: string;
  readonly operator: string;
  readonly sha256: string;
  readonly durationSeconds: number;
  /** By time, without overlaps and without the background. */
  readonly actions: readonly LabelledAction[];
}

export class RecordingStore {
  readonly directory: string;
  private readonly project: () => Promise<ProjectFile>;

  constructor(directory: string, project: () => Promise<ProjectFile>) {
    this.directory = directory;
    this.project = project;
  }

  /** By id. What is wrong with one is its `problem`. */
  async list(): Promise<readonly TeachRecording[]> {
    const project = await this.project();
    const files = await this.videoFiles();
    const recordings = await Promise.all(files.map((file) => this.summarise(file, project)));
    return withDuplicates(recordings);
  }

  /** sha256 of each video that the project knows, with the id of the recording. */
  async hashes(): Promise<ReadonlyMap<string, string>> {
    const known = new Map<string, string>();
    for (const id of (await this.videoFiles()).map(idOf)) {
      const facts = await readFacts(this.pathOf(id, '.json')).catch(() => null);
      if (facts) known.set(facts.sha256, id);
    }
    return known;
  }

  /** @throws StationError `recording_not_found`, `project_invalid`. */
  async find(id: string): Promise<{ readonly video: string; readonly facts: RecordingFacts }> {
    const file = (await this.videoFiles()).find((one) => idOf(one) === id);
    if (file) return { video: join(this.directory, file), facts: await readFacts(this.pathOf(id, '.json')) };
    throw new StationError('recording_not_found', `The project has no recording "${id}".`, {
      where: id,
      hint: 'It may have been removed.',
    });
  }

  /** @throws StationError `labels_invalid` or `project_invalid`, for the first recording that cannot be taught with. */
  async confirmed(): Promise<readonly ConfirmedRecording[]> {
    const project = await this.project();
    const found: ConfirmedRecording[] = [];
    for (const file of await this.videoFiles()) {
      const id = idOf(file);
      if ((await readIfThere(this.pathOf(id, '.csv'))) === null) continue;
      const facts = await readFacts(this.pathOf(id, '.json'));
      const { operator, sha256, durationSeconds } = facts;
      const actions = (await this.readConfirmed(id, facts, project)) ?? [];
      found.push({ id, video: join(this.directory, file), operator, sha256, durationSeconds, actions });
    }
    return found;
  }

  /** @throws StationError `recording_not_found`, `project_invalid`, `labels_invalid`. */
  async readLabels(id: string): Promise<RecordingLabels> {
    const { facts } = await this.find(id);
    const actions = await this.readConfirmed(id, facts, await this.project());
    return {
      recording: id,
      durationSeconds: facts.durationSeconds,
      confirmed: actions && { actions },
      draft: await readDraft(this.pathOf(id, '.draft.json')),
      version: await this.versionOf(id),
    };
  }

  /**
   * The actions are what is done in the recording; a draft is gone.
   *
   * @param basedOn `version` of the labels that were changed.
   * @throws StationError `labels_changed`, `labels_invalid`, `disk_full`.
   */
  async confirm(id: string, actions: readonly LabelledAction[], basedOn: string): Promise<RecordingLabels> {
    const { facts } = await this.find(id);
    await this.mustBeBasedOn(id, basedOn);
    const checked = checkActions(actions, await this.limits(id, facts, toleranceSeconds));
    await writeProjectFiles([{ path: this.pathOf(id, '.csv'), content: writeLabels(checked) }]);
    await rm(this.pathOf(id, '.draft.json'), { force: true });
    return this.readLabels(id);
  }

  /**
   * Confirmed labels stay beside the draft.
   *
   * @param basedOn `version` of the labels that were changed; null: whatever is stored.
   * @param roundingSeconds By how much actions may overlap.
   * @throws StationError `labels_changed`, `labels_invalid`, `disk_full`.
   */
  async saveDraft(
    id: string,
    draft: DraftLabels,
    basedOn: string | null,
    roundingSeconds = toleranceSeconds,
  ): Promise<RecordingLabels> {
    const { facts } = await this.find(id);
    if (basedOn !== null) await this.mustBeBasedOn(id, basedOn);
    const checked = checkActions(draft.actions, await this.limits(id, facts, roundingSeconds));
    const actions = checked.map((action) => ({ confidence: 1, ...action }));
    const content = jsonText({ ...draft, actions });
    await writeProjectFiles([{ path: this.pathOf(id, '.draft.json'), content }]);
    return this.readLabels(id);
  }

  /** @throws StationError `recording_not_found`. */
  async discardDraft(id: string): Promise<RecordingLabels> {
    await this.find(id);
    await rm(this.pathOf(id, '.draft.json'), { force: true });
    return this.readLabels(id);
  }

  /** @throws StationError `recording_not_found`, `disk_full`. */
  async setOperator(id: string, operator: string): Promise<TeachRecording> {
    const { facts } = await this.find(id);
    const content = jsonText({ ...facts, operator });
    await writeProjectFiles([{ path: this.pathOf(id, '.json'), content }]);
    return this.describe(id);
  }

  /** @throws StationError `recording_not_found`. */
  async describe(id: string): Promise<TeachRecording> {
    const found = (await this.list()).find((one) => one.id === id);
    if (found) return found;
    await this.find(id);
    throw new StationError('recording_not_found', `The project has no recording "${id}".`, { where: id });
  }

  /** With its labels. The video goes last, so that what is left of an interruption is still a recording. */
  async remove(id: string): Promise<void> {
    const { video } = await this.find(id).catch(async (thrown: unknown) => {
      const file = (await this.videoFiles()).find((one) => idOf(one) === id);
      if (!file) throw thrown;
      return { video: join(this.directory, file) };
    });
    for (const ending of ['.draft.json', '.csv', '.json']) await rm(this.pathOf(id, ending), { force: true });
    await rm(video, { force: true });
  }

  /** Path of a file beside the video. @param ending With the dot. */
  pathOf(id: string, ending: string): string {
    return join(this.directory, `${id}${ending}`);
  }

  /**
   * What must be written so that recordings follow renamed labels.
   *
   * @param known Names that labels have afterwards.
   * @throws StationError `label_in_use`.
   */
  async withRenamedLabels(
    renames: ReadonlyMap<string, string>,
    known: readonly string[],
  ): Promise<readonly FileContent[]> {
    const { background } = await this.project();
    const rename = <Action extends LabelledAction>(action: Action, id: string): Action => {
      const label = renames.get(action.label) ?? action.label;
      if (known.includes(label) || label === background) return { ...action, label };
      throw new StationError('label_in_use', `The recording "${id}" has the label "${action.label}".`, {
        where: id,
        hint: 'Rename the label, or give these actions another one first.',
      });
    };
    const files: FileContent[] = [];
    for (const id of (await this.videoFiles()).map(idOf)) {
      const path = this.pathOf(id, '.csv');
      const text = await readIfThere(path);
      if (text !== null) {
        const content = writeLabels(parseLabels(text, path, null).map((action) => rename(action, id)));
        if (content !== text) files.push({ path, content });
      }
      const draft = await readDraft(this.pathOf(id, '.draft.json'));
      if (draft === null) continue;
      const actions = draft.actions.map((action) => rename(action, id));
      files.push({ path: this.pathOf(id, '.draft.json'), content: jsonText({ ...draft, actions }) });
    }
    return files;
  }

  /** By name. */
  private async videoFiles(): Promise<readonly string[]> {
    const names = await readdir(this.directory).catch(() => []);
    return names
      .filter((name) => !name.startsWith('.') && videoTypes.includes(extname(name).toLowerCase()))
      .sort();
  }

  private async summarise(file: string, project: ProjectFile): Promise<TeachRecording & { sha256: string }> {
    const id = idOf(file);
    try {
      const facts = await readFacts(this.pathOf(id, '.json'));
      const common = { id, file, ...pick(facts), problem: null };
      try {
        const actions = await this.readConfirmed(id, facts, project);
        if (actions) return { ...common, state: 'confirmed', actions: actions.length };
        const draft = await readDraft(this.pathOf(id, '.draft.json'));
        return { ...common, state: draft ? 'draft' : 'unlabelled', actions: draft?.actions.length ?? 0 };
      } catch (thrown) {
        const problem = toStationError(thrown).toJSON();
        return { ...common, state: 'unlabelled', actions: 0, problem };
      }
    } catch (thrown) {
      const unknown = {
        operator: '?',
        origin: 'added',
        addedAt: '',
        durationSeconds: 0,
        sha256: '',
      } as const;
      const problem = toStationError(thrown).toJSON();
      return { id, file, ...unknown, state: 'unlabelled', actions: 0, problem };
    }
  }

  private async readConfirmed(
    id: string,
    facts: RecordingFacts,
    { labels, background }: ProjectFile,
  ): Promise<readonly LabelledAction[] | null> {
    const path = this.pathOf(id, '.csv');
    const text = await readIfThere(path);
    if (text === null) return null;
    const actions = parseLabels(text, path, [...labels.map(({ name }) => name), background]);
    return checkActions(actions, await this.limits(id, facts, toleranceSeconds));
  }

  private async limits(id: string, { durationSeconds }: RecordingFacts, rounding: number) {
    const { labels, background } = await this.project();
    return {
      labels: labels.map(({ name }) => name),
      background,
      durationSeconds,
      where: this.pathOf(id, '.csv'),
      toleranceSeconds: rounding,
    };
  }

  private async versionOf(id: string): Promise<string> {
    return versionOf([
      await readIfThere(this.pathOf(id, '.csv')),
      await readIfThere(this.pathOf(id, '.draft.json')),
    ]);
  }

  /** @throws StationError `labels_changed`. */
  private async mustBeBasedOn(id: string, basedOn: string): Promise<void> {
    if (basedOn === (await this.versionOf(id))) return;
    throw new StationError('labels_changed', `Somebody else has saved other labels of "${id}" meanwhile.`, {
      where: id,
      hint: 'Read the labels again, take over what you need, and save again.',
    });
  }
}

function pick({ operator, origin, addedAt, durationSeconds, sha256 }: RecordingFacts) {
  return { operator, origin, addedAt, durationSeconds, sha256 };
}

/** The same video twice: one half of a split would know the other. */
function withDuplicates(
  recordings: readonly (TeachRecording & { readonly sha256: string })[],
): readonly TeachRecording[] {
  const first = new Map<string, string>();
  return recordings.map(({ sha256, ...recording }) => {
    const other = sha256 === '' ? undefined : first.get(sha256);
    if (other === undefined) {
      first.set(sha256, recording.id);
      return recording;
    }
    const problem = new StationError('recording_exists', `It is the same video as "${other}".`, {
      where: recording.id,
      hint: 'Remove one of the two.',
    });
    return { ...recording, problem: recording.problem ?? problem.toJSON() };
  });
}

function idOf(file: string): string {
  return file.slice(0, file.length - extname(file).length);
}
