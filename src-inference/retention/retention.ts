// Keeps the files of a station within the limits of its settings, and makes room when its disk is full. It works beside the
// checking: a thread of its own looks at the files, and they are deleted a few at a time.
import { stat, statfs } from 'node:fs/promises';
import PQueue from 'p-queue';
import type { Archive } from '../archive/index.ts';
import {
  type NumberedEvent,
  type PartId,
  type RetentionPreview,
  type RetentionSettings,
  type StationError,
  type StationSnapshot,
  type StorageState,
  type StorageUse,
  toStationError,
} from '../contract/index.ts';
import { Deleting, type Doomed, doomedDay, doomedFile, type Publish } from './deleting.ts';
import { type ChosenFile, sizeOf } from './rules.ts';
import type { Folders } from './scan.ts';
import { diskFull, undeletable } from './storage-errors.ts';
import type { Survey, SurveyInput } from './survey.ts';
import { surveyInThread } from './survey-thread.ts';

export interface RetentionOptions {
  /** Folder of the note on what is being deleted. */
  readonly directory: string;
  /** Folder of journals and logs. */
  readonly record: string;
  /** File of the index. */
  readonly index: string;
  readonly archive: Pick<Archive, 'catchUp' | 'query'>;
  readonly folders: () => Folders;
  readonly retention: () => RetentionSettings;
  /** So much must stay free on the disk of the recordings. */
  readonly keepFreeBytes: () => number;
  readonly snapshot: () => Pick<StationSnapshot, 'outputs' | 'part' | 'health'>;
  readonly publish: Publish;
  /** Room was made: what stopped for want of it may go on. */
  readonly onRoom: () => void;
  readonly now: () => Date;
  /** Bytes that a user may still write on the disk of a folder. */
  readonly freeBytes?: (directory: string) => Promise<number>;
}

/** Screens ask again after each event: pauses keep them from asking all the time. */
const pauseMilliseconds = 1000;
const batchFiles = 100;
const firstSweepMilliseconds = 60_000;
const sweepMilliseconds = 600_000;
/** Whoever changes the settings sees the effect soon. */
const changeMilliseconds = 1000;
/** While the disk is full, room is looked for again so often, and soon after somebody has seen evidence. */
const retryMilliseconds = 30_000;
/** Looking at the files may take no more than this share of the time. */
const mostLoad = 0.02;
/** So much more than necessary is freed at once, as a share of what must stay free. */
const roomShare = 0.1;
const evidenceShare = 0.5;

/** Some file systems free the room of a deleted file a moment later. */
const settleMilliseconds = 1000;
const mostRounds = 5;
const closeMilliseconds = 2000;
/** An answer on what takes up the disk may be so old. */
const useMilliseconds = 5000;

const ready: StorageState = { state: 'ready', unseenParts: 0, error: null };

type Timer = NodeJS.Timeout | undefined;

interface Want {
  /** Of what is to be written. */
  readonly directory: string;
  /** Bytes that must be free there. */
  readonly keepFreeBytes: number;
  /** Nobody waits: nothing is told when there is nothing that could go. */
  readonly quietly: boolean;
}

/** What a survey has found, and how much was said of parts before it began. */
interface FreshSurvey extends Survey {
  readonly said: number;
}

export class Retention {
  private readonly options: RetentionOptions;
  private readonly freeBytes: (directory: string) => Promise<number>;
  private readonly deleting: Deleting;
  /** Deletes one batch after the other; room that is wanted goes first. */
  private readonly queue = new PQueue({ concurrency: 1 });
  /** Screens that ask do not start a thread each. */
  private readonly asking = new PQueue({ concurrency: 1 });
  private lastUse: { readonly at: number; readonly use: StorageUse } | null = null;
  /** Something was deleted since. */
  private isUseOld = false;
  /** Whether room for the record is being looked for. */
  private isMakingRoom = false;
  private sweepTimer: Timer;
  private retryTimer: Timer;
  private sweeping: Promise<void> | null = null;
  private finishing: Promise<void> | null = null;
  private isClosed = false;
  /** Disks without room, by their number. */
  private readonly full = new Map<number, Want>();
  private isWorthTrying = true;
  private state: StorageState = ready;
  /** Parts of which something was said, and how much was said before: what an older survey says of them may be wrong. */
  private readonly touched = new Map<PartId, number>();
  private said = 0;
  private readonly undeletable = new Set<string>();

  constructor(options: RetentionOptions) {
    this.options = options;
    this.freeBytes = options.freeBytes ?? freeBytesOf;
    const { directory, publish, now } = options;
    this.deleting = new Deleting({ directory, publish, now });
  }

  start(): void {
    this.sweepIn(firstSweepMilliseconds);
  }

  /** The settings have changed. */
  settingsChanged(): void {
    this.undeletable.clear();
    this.sweepIn(changeMilliseconds);
  }

  notice({ event }: NumberedEvent): void {
    switch (event.type) {
      case 'partKept':
      case 'partOverridden':
      case 'partAcknowledged':
      case 'partJudgedOtherwise':
      case 'evidenceSeen':
      case 'evidenceKept':
        this.touched.set(event.id, ++this.said);
        if (this.full.size > 0) this.retryIn(changeMilliseconds);
        break;
      case 'health':
        // The disk of the record, watched once a second anyway.
        if (event.health.freeDiskBytes < this.options.keepFreeBytes()) {
          void this.makeRoomForRecord();
        }
        break;
      default:
    }
  }

  /** When nothing more may go, evidence takes half of what is kept free: the rest is for the record. */
  get mayKeepEvidence(): boolean {
    const { snapshot, keepFreeBytes } = this.options;
    const free = snapshot().health?.freeDiskBytes ?? 0;
    return this.state.state !== 'full' || free > keepFreeBytes() * evidenceShare;
  }

  /** @throws StationError `index_unwritable`. */
  use(): Promise<StorageUse> {
    return this.asking.add(async () => {
      const last = this.lastUse;
      const left = last === null ? 0 : last.at + useMilliseconds - performance.now();
      if (last && left > 0 && !this.isUseOld) return last.use;
      // Each deletion is an event, after which screens ask again.
      if (left > 0) await pause(left);
      return (await this.survey(this.options.retention(), null)).use;
    });
  }

  /** @throws StationError `index_unwritable`. */
  preview(retention: RetentionSettings): Promise<RetentionPreview> {
    return this.asking.add(async () => (await this.survey(retention, null)).preview);
  }

  /**
   * Deletes what may go until so many bytes are free. Resolves also when there are not: the state says why. Never rejects.
   *
   * @param directory Of what is to be written.
   */
  makeRoom(directory: string, keepFreeBytes: number): Promise<void> {
    return this.wantRoom({ directory, keepFreeBytes, quietly: false });
  }

  /** Waits for files that are being deleted, but not for long: the next engine goes on. */
  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.sweepTimer);
    clearTimeout(this.retryTimer);
    this.queue.clear();
    await Promise.race([this.queue.onIdle(), pause(closeMilliseconds)]);
  }

  private async makeRoomForRecord(): Promise<void> {
    if (this.isMakingRoom) return;
    this.isMakingRoom = true;
    const { record: directory, keepFreeBytes } = this.options;
    await this.wantRoom({ directory, keepFreeBytes: keepFreeBytes(), quietly: true });
    this.isMakingRoom = false;
  }

  private async wantRoom(want: Want): Promise<void> {
    if (this.isClosed) return;
    await this.queue.add(() => this.free(want), { priority: 1 });
  }

  private sweepIn(milliseconds: number): void {
    if (this.isClosed) return;
    clearTimeout(this.sweepTimer);
    this.sweepTimer = setTimeout(() => void this.sweep(), milliseconds).unref();
  }

  private async sweep(): Promise<void> {
    if (this.sweeping) return;
    this.sweeping = this.deleteOld()
      // An index that cannot be used says so itself. It is tried again.
      .catch(() => sweepMilliseconds)
      .then((next) => {
        this.sweeping = null;
        this.sweepIn(next);
      });
    await this.sweeping;
  }

  /** @returns When to look again. */
  private async deleteOld(): Promise<number> {
    const begun = performance.now();
    const { said, chosen, more, oldDays } = await this.survey(this.options.retention(), null);
    const took = performance.now() - begun;
    for (const batch of batchesOf(chosen)) {
      if (this.isClosed) break;
      await this.queue.add(() => this.deleteBatch(batch, said));
      await pause(pauseMilliseconds);
    }
    if (oldDays.length > 0 && !this.isClosed) await this.queue.add(() => this.deleteDays(oldDays));
    this.tellState();
    for (const [part, when] of this.touched) if (when <= said) this.touched.delete(part);
    return more ? pauseMilliseconds : Math.max(sweepMilliseconds, took / mostLoad);
  }

  private async free(want: Want): Promise<void> {
    const { directory, keepFreeBytes } = want;
    const disk = await diskOf(directory);
    const before = this.full.get(disk);
    const isHopeless = before !== undefined && !this.isWorthTrying && (want.quietly || !before.quietly);
    const wanted = keepFreeBytes * (1 + roomShare);
    try {
      for (let round = 1; ; round++) {
        const free = await this.freeBytes(directory);
        if (free >= (before ? wanted : keepFreeBytes))
          return this.haveRoom(disk, before !== undefined || round > 1);
        if (isHopeless || this.isClosed) return;
        const room = { directory, bytes: wanted - free };
        const { said, chosen, unseenParts } = await this.survey(this.options.retention(), room);
        const going = this.mayGo(chosen, said);
        if (going.length === 0 || round > mostRounds) return this.beFull(disk, want, unseenParts.length);
        for (const batch of batchesOf(going)) await this.deleteBatch(batch, said);
        if ((await this.freeBytes(directory)) < free + sizeOf(going.map(({ file }) => file)) / 2) {
          await pause(settleMilliseconds);
        }
      }
    } catch (thrown) {
      this.beFull(disk, want, 0, toStationError(thrown));
    }
  }

  private haveRoom(disk: number, wasMade: boolean): void {
    this.full.delete(disk);
    if (this.full.size === 0 && this.state.state === 'full') this.tell(ready);
    if (wasMade) this.options.onRoom();
  }

  /** @param cause Why nothing can be deleted; null: nothing is left that may go. */
  private beFull(disk: number, want: Want, unseenParts: number, cause: StationError | null = null): void {
    const before = this.full.get(disk);
    // Whoever waits is told of, also when it is looked for again.
    const told = before && !before.quietly ? before : want;
    this.full.set(disk, told);
    this.isWorthTrying = false;
    this.retryIn(retryMilliseconds);
    if (told.quietly && unseenParts === 0 && cause === null) return;
    this.tell({ state: 'full', unseenParts, error: diskFull(told.directory, unseenParts, cause).toJSON() });
  }

  private retryIn(milliseconds: number): void {
    clearTimeout(this.retryTimer);
    if (this.isClosed) return;
    this.retryTimer = setTimeout(() => {
      this.isWorthTrying = true;
      for (const want of this.full.values()) void this.wantRoom(want);
    }, milliseconds).unref();
  }

  /** The index is brought up to the record first, so that nothing goes that somebody has just kept. */
  private async survey(retention: RetentionSettings, room: SurveyInput['room']): Promise<FreshSurvey> {
    const { archive, index, record, folders, snapshot, now, keepFreeBytes } = this.options;
    const { said } = this;
    await archive.catchUp('all');
    await this.finishOnce();
    const { outputs, part, health } = snapshot();
    const found = await surveyInThread({
      index,
      record,
      folders: folders(),
      retention,
      now: now(),
      synchronised: health?.clock?.synchronised ?? false,
      targets: outputs.flatMap(({ kind, target }) => (kind === 'recording' ? [target] : [])),
      partSince: part === null ? null : Date.parse(part.id),
      keepFreeBytes: keepFreeBytes(),
      room,
    });
    this.lastUse = { at: performance.now(), use: found.use };
    this.isUseOld = false;
    return { ...found, said };
  }

  /** What an earlier engine began. Several may ask at once. */
  private async finishOnce(): Promise<void> {
    this.finishing ??= this.deleting.finish(this.options.archive);
    try {
      await this.finishing;
    } catch (thrown) {
      this.finishing = null;
      throw thrown;
    }
  }

  private mayGo(chosen: readonly ChosenFile[], said: number): readonly ChosenFile[] {
    return chosen.filter(
      ({ file: { path, parts } }) =>
        !this.undeletable.has(path) && !parts.some((part) => (this.touched.get(part) ?? 0) > said),
    );
  }

  private async deleteBatch(batch: readonly ChosenFile[], said: number): Promise<void> {
    const doomed = this.mayGo(batch, said).map(({ file }) => doomedFile(file));
    await this.deleteAll(batch[0]!.reason, doomed);
  }

  private async deleteDays(days: readonly string[]): Promise<void> {
    const { record, archive } = this.options;
    for (let from = 0; from < days.length; from += batchFiles) {
      const batch = days.slice(from, from + batchFiles).map((day) => doomedDay(record, day));
      await this.deleteAll('age', await Promise.all(batch));
    }
    await archive.catchUp('all');
  }

  private async deleteAll(reason: ChosenFile['reason'], doomed: readonly Doomed[]): Promise<void> {
    this.isUseOld = true;
    for (const { path, cause } of await this.deleting.delete({ reason, doomed })) {
      this.undeletable.add(doomed.find(({ files }) => files.includes(path))?.path ?? path);
      if (this.full.size === 0)
        this.tell({ state: 'failed', unseenParts: 0, error: undeletable(path, cause).toJSON() });
    }
  }

  /** After a sweep without failures, all is well again. */
  private tellState(): void {
    if (this.state.state === 'failed' && this.undeletable.size === 0) {
      this.tell(ready);
    }
  }

  private tell(state: StorageState): void {
    if (JSON.stringify(state) === JSON.stringify(this.state)) return;
    this.state = state;
    // What cannot be recorded is still in force.
    this.options.publish({ type: 'storageState', ...state }).catch(() => undefined);
  }
}

/** Each with one reason. */
function batchesOf(chosen: readonly ChosenFile[]): readonly (readonly ChosenFile[])[] {
  const batches: ChosenFile[][] = [];
  for (const one of chosen) {
    const last = batches.at(-1);
    if (last && last.length < batchFiles && last[0]!.reason === one.reason) last.push(one);
    else batches.push([one]);
  }
  return batches;
}

/** Of a folder that is not there: none of any disk. */
async function diskOf(directory: string): Promise<number> {
  return (await stat(directory).catch(() => null))?.dev ?? -1;
}

async function freeBytesOf(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
