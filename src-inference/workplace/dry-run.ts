// A dry run: judges a part or a video by a draft of a recipe. The network looks at a video once. Its windows are kept, so that
// the next draft is judged at once.
import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { type DryRunResult, type PartMark, StationError, type WindowScores } from '../contract/index.ts';
import { makeFolder, writeStationFile } from '../files/index.ts';
import { type Classifier, type ModelCard, networkFile } from '../model/index.ts';
import type { Plan } from '../station/index.ts';
import { clipsOf } from '../windows/index.ts';

/** Windows of a quarter of an hour take about a megabyte. */
const keptVideos = 32;

/**
 * Judges the windows by a plan; a part that is still in progress after the last window is judged, too.
 *
 * @param mark That the part began with; null: where parts begin by a mark, one begins with the first window.
 */
export function judgeWindows(
  windows: readonly WindowScores[],
  plan: Plan,
  mark: PartMark | null,
): DryRunResult {
  const checker = plan.makeChecker();
  if (checker === null) return { parts: [] };
  const atSeconds = windows[0]?.startSeconds ?? 0;
  const start = plan.startsByMark ? (mark ?? { kind: 'start', atSeconds, code: null }) : null;
  const judged = start === null ? windows : windows.filter(({ endSeconds }) => endSeconds > start.atSeconds);
  const events = [
    ...(start === null ? [] : checker.mark(start)),
    ...judged.flatMap((window) => checker.push(window)),
    ...checker.finish(),
  ];
  return {
    parts: events.flatMap((event) =>
      event.type === 'partEnded' ? [{ verdict: event.verdict, steps: event.steps }] : [],
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
    makeFolder(this.directory);
    await writeStationFile(kept, JSON.stringify(windows), 0o644);
    await this.forgetOldest();
    return windows;
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
    const windows = JSON.parse(await readFile(path, 'utf8')) as readonly WindowScores[];
    const now = new Date();
    await utimes(path, now, now);
    return windows;
  } catch {
    return null;
  }
}
