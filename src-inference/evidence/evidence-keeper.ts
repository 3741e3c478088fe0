// Follows the events of a station, and keeps what shows the mistakes of every part that is not a pass. Whatever fails here is
// said once, and never stops the checking.
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import PQueue from 'p-queue';
import {
  type EngineEvent,
  isSameStep,
  type JudgedStep,
  type NumberedEvent,
  type PartId,
  StationError,
  type StationSnapshot,
  type Verdict,
  type WindowScores,
  type WrittenEvidence,
} from '../contract/index.ts';
import { isDiskFull, writeAllAtomically } from '../files/index.ts';
import { openFolder } from './evidence-names.ts';
import { windowsAround } from './judged-windows.ts';
import { type Mistake, mistakeOf } from './mistake.ts';
import { OpenEvidence, readKept } from './open-evidence.ts';
import { type FilmedSource, PartFilm } from './part-film.ts';

export interface EvidenceOptions {
  /** Folder of evidence; it is made when the first mistake is filmed. */
  readonly directory: string;
  readonly snapshot: () => StationSnapshot;
  /** What the source that is watched now shows; null when nothing is watched. */
  readonly filmed: () => FilmedSource | null;
  readonly pictureOf: (clip: string, seconds: number) => Promise<Uint8Array | null>;
  /** The windows of a part that has ended. */
  readonly windowsOf: (id: PartId) => Promise<readonly WindowScores[]>;
  readonly publish: (event: EngineEvent) => void;
  /** Whether the disk has room for more. */
  readonly hasRoom: () => boolean;
}

interface WatchedPart {
  readonly id: PartId;
  readonly evidence: OpenEvidence;
  readonly film: PartFilm;
  mistakes: readonly Mistake[];
}

/** What a run is judged by. */
type RunStart = Extract<EngineEvent, { type: 'runStarted' }>;

export class EvidenceKeeper {
  private readonly options: EvidenceOptions;
  private readonly writing = new PQueue({ concurrency: 1 });
  private readonly finishing = new Set<Promise<void>>();
  private part: WatchedPart | null = null;
  private run: RunStart | null = null;
  private seconds = 0;
  /** What was said last of it. */
  private readonly failing = { clips: false, files: false };
  private stopWaiting: () => void = () => undefined;
  private readonly closing = new Promise<void>((resolve) => {
    this.stopWaiting = resolve;
  });

  constructor(options: EvidenceOptions) {
    this.options = options;
  }

  /** Goes on with what a lost engine left, or throws it away. To be called before the station watches a source. */
  async recover(): Promise<void> {
    const { directory, snapshot } = this.options;
    const { part, lastPart } = snapshot();
    const names = await readdir(join(directory, openFolder)).catch(() => []);
    let last: OpenEvidence | null = null;
    for (const name of names) {
      const open = await OpenEvidence.read(directory, `${openFolder}/${name}`);
      if (open !== null && open.id === part?.id) this.part = this.watch(open, part.steps);
      else if (open !== null && open.id === lastPart?.id) last = open;
      // What cannot be deleted is thrown away by another engine.
      else
        await rm(join(directory, openFolder, name), { recursive: true, force: true }).catch(() => undefined);
    }
    if (part !== null) this.part ??= this.watch(new OpenEvidence(directory, part.id), part.steps);
    if (lastPart === null || lastPart.verdict === 'pass') return;
    if (lastPart.filmed.some(({ name }) => !name.startsWith(`${openFolder}/`))) return;
    const kept = await readKept(directory, lastPart.id);
    if (kept !== null && kept.clips.length > 0)
      this.options.publish({ type: 'evidenceKept', id: lastPart.id, evidence: kept });
    else if (last !== null) this.end(this.watch(last, lastPart.steps), lastPart.verdict, lastPart.steps);
  }

  notice({ at, event }: NumberedEvent): void {
    switch (event.type) {
      case 'runStarted':
        this.run = event;
        break;
      case 'windowClassified':
        this.seconds = event.endSeconds;
        break;
      case 'partStarted':
        this.part = this.watch(new OpenEvidence(this.options.directory, at), []);
        break;
      case 'stepJudged':
        this.noticeStep(event.step);
        break;
      case 'partEnded':
        if (this.part) this.end(this.part, event.verdict, event.steps);
        this.part = null;
        break;
      case 'partAborted':
        if (this.part) this.end(this.part, null, null);
        this.part = null;
        break;
      default:
    }
  }

  /** Writes what is still open, without waiting for what comes. The part in progress must have been ended before. */
  async close(): Promise<void> {
    this.stopWaiting();
    await Promise.all(this.finishing);
  }

  private noticeStep(step: JudgedStep): void {
    const { part } = this;
    if (part === null) return;
    part.mistakes = part.mistakes.filter((known) => !isSameStep(known.step, step));
    if (step.severity === 'pass') return;
    const mistake = mistakeOf(step, this.options.snapshot().part?.steps ?? [], this.seconds);
    part.mistakes = [...part.mistakes, mistake];
    const source = this.options.filmed();
    if (source !== null && this.options.hasRoom()) part.film.add(mistake, source);
  }

  private watch(evidence: OpenEvidence, steps: readonly JudgedStep[]): WatchedPart {
    const { id } = evidence;
    const film = new PartFilm({
      evidence,
      pictureOf: this.options.pictureOf,
      writePicture: (path, content) => writeAllAtomically([{ path, content }], 0o644),
      onClip: (clip) => {
        this.report('clips', null);
        this.options.publish({ type: 'mistakeFilmed', id, clip });
      },
      onError: (thrown) => this.report('clips', thrown),
      inTurn: (write) => this.writing.add(write),
      closing: this.closing,
    });
    return { id, evidence, film, mistakes: this.mistakesOf(steps) };
  }

  /** @param steps Null: those that were judged so far. */
  private end(part: WatchedPart, verdict: Verdict | null, steps: readonly JudgedStep[] | null): void {
    const mistakes = steps === null ? part.mistakes : this.mistakesOf(steps, part.mistakes);
    const isWorthKeeping = verdict === null ? mistakes.length > 0 : verdict !== 'pass';
    const isKept = isWorthKeeping && this.options.hasRoom();
    if (isWorthKeeping && !isKept) this.report('files', noRoom(this.options.directory));
    const judgement = isKept ? this.judgementOf(part.id, verdict) : null;
    const finished = this.finish(part, mistakes, judgement)
      .catch((thrown: unknown) => this.report('files', thrown))
      .finally(() => this.finishing.delete(finished));
    this.finishing.add(finished);
  }

  /** @param judgement Null: the part is a pass, and nothing is kept of it. */
  private async finish(
    { id, evidence, film }: WatchedPart,
    mistakes: readonly Mistake[],
    judgement: ReturnType<EvidenceKeeper['judgementOf']> | null,
  ): Promise<void> {
    await film.done();
    if (judgement === null) return evidence.discard();
    const windows = await this.options.windowsOf(id).catch(() => []);
    const { steps, ...common } = judgement;
    const kept: WrittenEvidence[] = [];
    await this.writing.add(async () => {
      const told = mistakes.map(({ step, decided }) => ({
        step,
        asked: steps.find(({ index }) => index === step.index) ?? null,
        windows: windowsAround(decided, windows),
      }));
      kept.push(await evidence.keep({ ...common, mistakes: told }));
    });
    for (const written of kept) this.options.publish({ type: 'evidenceKept', id, evidence: written });
    const isWhole = kept.every(({ clips }) => clips.length === evidence.clips.length);
    this.report('files', isWhole ? null : takenAway(this.options.directory));
  }

  private mistakesOf(steps: readonly JudgedStep[], known: readonly Mistake[] = []): readonly Mistake[] {
    return steps
      .filter(({ severity }) => severity !== 'pass')
      .map((step) => {
        const same = known.find((one) => isSameStep(one.step, step));
        return same ? { ...same, step } : mistakeOf(step, steps, this.seconds);
      });
  }

  /** As it is at the end of the part. */
  private judgementOf(id: PartId, verdict: Verdict | null) {
    const { lastPart, recipe, model, source } = this.options.snapshot();
    const { number = 0, identity = null, operator = null } = lastPart?.id === id ? lastPart : {};
    return {
      version: 1 as const,
      part: { id, number, identity, operator, verdict },
      source: this.run?.source.name ?? source?.text ?? '',
      model: {
        name: this.run?.model ?? '',
        network: this.run?.network ?? null,
        labels: model.state === 'ready' ? model.info.labels.map(({ name }) => name) : [],
      },
      recipe: recipe.state === 'ready' ? recipe.name : null,
      steps: recipe.state === 'ready' ? recipe.info.steps : [],
    };
  }

  /** Once for each failure, however many parts it lasts. @param thrown Null: it was written. */
  private report(what: 'clips' | 'files', thrown: unknown): void {
    if (this.failing[what] === (thrown !== null)) return;
    this.failing[what] = thrown !== null;
    const { publish, directory } = this.options;
    const state = this.failing.files ? 'failed' : this.failing.clips ? 'withoutClips' : 'ready';
    const error = thrown === null ? null : toError(thrown, directory).toJSON();
    publish({ type: 'evidenceState', state, error });
  }
}

function noRoom(directory: string): StationError {
  return new StationError('disk_full', 'Clips and pictures of mistakes cannot be kept: the disk is full.', {
    where: directory,
    hint: 'Look at the evidence in the history, or free some space. Checking goes on.',
  });
}

function takenAway(directory: string): StationError {
  return new StationError(
    'evidence_unwritable',
    'Clips of mistakes were deleted or moved before their part was over.',
    {
      where: directory,
      hint: 'Find out who did it. Clips of the next part are kept again.',
    },
  );
}

function toError(thrown: unknown, directory: string): StationError {
  if (thrown instanceof StationError && thrown.code !== 'record_unwritable') return thrown;
  const cause = thrown instanceof StationError ? thrown.cause : thrown;
  const why = isDiskFull(cause)
    ? 'the disk is full'
    : thrown instanceof Error
      ? thrown.message
      : String(thrown);
  return new StationError('evidence_unwritable', `Clips and pictures of mistakes cannot be kept: ${why}`, {
    where: directory,
    hint: 'Check the disk and the rights of the folder. Checking goes on.',
    cause: thrown,
  });
}
