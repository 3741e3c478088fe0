// A dry run: judges a part or a video by a draft of a recipe. The network looks at a video once. Its windows are kept, so that
// the next draft is judged at once.
import { createHash } from 'node:crypto';
import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { unseenBetween } from '../checker/index.ts';
import { type DryRunResult, type PartMark, StationError, type WindowScores } from '../contract/index.ts';
import { makeFolder, readTextFile, writeStationFile } from '../files/index.ts';
import { type Classifier, type ModelCard, networkFile } from '../model/index.ts';
import type { Plan } from '../station/index.ts';
import { clipsOf } from '../windows/index.ts';
import { Slices } from './slices.ts';

/** Windows of a quarter of an hour take about a megabyte. */
const keptVideos = 32;

/** What the history knows of the part that windows are from. */
export interface KnownPart {
  /** That it began with; null: where parts begin by a mark, one begins with the first window. */
  readonly mark: PartMark | null;
  /** When it ended. The windows reach further, because that was known later; null: it did not end. */
  readonly endSeconds: number | null;
}

/**
 * Judges the windows by a plan, and gives way to the station meanwhile; a part that is still in progress after the last window is
 * judged, too.
 *
 * @param known The part of the history that the windows are from: whatever begins after its end is the next one, and left out;
 *   null: every part is wanted.
 */
export async function judgeWindows(
  windows: readonly WindowScores[],
  plan: Plan,
  known: KnownPart | null,
  slices = new Slices(),
): Promise<DryRunResult> {
  const checker = plan.makeChecker(false);
  if (checker === null) return { parts: [] };
  const atSeconds = windows[0]?.startSeconds ?? 0;
  const start = plan.startsByMark ? (known?.mark ?? { kind: 'start', atSeconds, code: null }) : null;
  const judged = start === null ? windows : windows.filter(({ endSeconds }) => endSeconds > start.atSeconds);
  const events = start === null ? [] : [...checker.mark(start)];
  let lastSeconds: number | null = null;
  for (const window of judged) {
    // A video has a picture at any time; the camera of a part of the history may have had none.
    if (known !== null && lastSeconds !== null) {
      for (const missing of unseenBetween(lastSeconds, window)) checker.pushUnseen(missing);
    }
    lastSeconds = window.endSeconds;
    events.push(...checker.push(window));
    await slices.giveWay();
  }
  events.push(...checker.finish());
  // The draft may see an action one window earlier than the recipe of then.
  const endSeconds = (known?.endSeconds ?? Number.POSITIVE_INFINITY) - plan.hopSeconds;
  const later = new Set(
    events.flatMap((event) =>
      event.type === 'partStarted' && event.atSeconds > endSeconds ? [event.part] : [],
    ),
  );
  return {
    parts: events.flatMap((event) =>
      event.type === 'partEnded' && !later.has(event.part)
        ? [{ verdict: event.verdict, steps: event.steps }]
        : [],
    ),
  };
}

export class VideoWindows {
  private readonly directory: string;

  /** @param directory Folder of the windows that are kept. */
  constructor(directory: string) {
    this.directory = directory;
  }

  /**
   * The windows of a video as the network names them.
   *
   * @throws StationError when the video cannot be read to its end.
   */
  async of(
    path: string,
    hopSeconds: number,
    model: { readonly card: ModelCard; readonly classifier: Classifier },
  ): Promise<readonly WindowScores[]> {
    const kept = join(this.directory, `${await fingerprint(path, hopSeconds, model)}.json`);
    const known = await readKept(kept);
    if (known) return known;
    const windows = await classifyVideo(path, hopSeconds, model);
    // It is only read faster the next time.
    await this.keep(kept, windows).catch(() => undefined);
    return windows;
  }

  private async keep(path: string, windows: readonly WindowScores[]): Promise<void> {
    makeFolder(this.directory);
    await writeStationFile(path, JSON.stringify(windows), 0o644);
    await this.forgetOldest();
  }

  private async forgetOldest(): Promise<void> {
    const files = await Promise.all(
      (await readdir(this.directory)).map(async (name) => {
        const path = join(this.directory, name);
        return { path, at: (await stat(path)).mtimeMs };
      }),
    );
    const old = files.sort((a, b) => b.at - a.at).slice(keptVideos);
    await Promise.all(old.map(({ path }) => rm(path, { force: true })));
  }
}

async function classifyVideo(
  path: string,
  hopSeconds: number,
  { card, classifier }: { readonly card: ModelCard; readonly classifier: Classifier },
): Promise<readonly WindowScores[]> {
  const window = { seconds: card.window.seconds, hopSeconds };
  const windows: WindowScores[] = [];
  // One window at a time, so that the windows of the source that is watched come in between.
  for await (const clip of clipsOf(path, { window, input: card.input })) {
    windows.push(await classifier.classify(clip));
  }
  return windows;
}

/** Changes with the video, the network that runs and the hop, as the windows do. */
async function fingerprint(
  path: string,
  hopSeconds: number,
  { card, classifier }: { readonly card: ModelCard; readonly classifier: Classifier },
): Promise<string> {
  const network = networkFile(card, classifier.choice)!.path;
  const [video, weights] = await Promise.all([path, network].map((file) => stat(file).catch(() => null)));
  if (!video) {
    throw new StationError('source_not_found', `There is no video "${path}".`, {
      where: path,
      hint: 'Choose another one.',
    });
  }
  const facts = [
    path,
    video.size,
    video.mtimeMs,
    network,
    classifier.choice.backend,
    weights?.size,
    weights?.mtimeMs,
    hopSeconds,
  ];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 32);
}

async function readKept(path: string): Promise<readonly WindowScores[] | null> {
  try {
    const windows = JSON.parse(await readTextFile(path)) as readonly WindowScores[];
    const now = new Date();
    await utimes(path, now, now);
    return windows;
  } catch {
    return null;
  }
}
