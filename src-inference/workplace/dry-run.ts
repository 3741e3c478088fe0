// Judges what was seen before by a draft: how would it have come out? The network looks at a video once; what it said is
// kept, so that the next draft is judged at once.
import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { type DryRunResult, StationError, type WindowScores } from '../contract/index.ts';
import { makeFolder, writeWhole } from '../files/index.ts';
import { openSource } from '../media/index.ts';
import type { Classifier, ModelCard } from '../model/index.ts';
import type { Plan } from '../station/index.ts';
import { WindowAssembler } from '../windows/index.ts';

/** Of videos; a quarter of an hour is about a megabyte. */
const keptVideos = 32;

/** The windows as a draft sees them, to the end of what is open. */
export function judgeWindows(windows: readonly WindowScores[], plan: Plan): DryRunResult {
  const checker = plan.makeChecker();
  if (checker === null) return { parts: [] };
  const events = [...windows.flatMap((window) => checker.push(window)), ...checker.finish()];
  return {
    parts: events.flatMap((event) =>
      event.type === 'partEnded' ? [{ verdict: event.verdict, steps: event.steps }] : [],
    ),
  };
}

export class VideoWindows {
  private readonly directory: string;

  /** @param directory Of what is kept. */
  constructor(directory: string) {
    this.directory = directory;
  }

  /**
   * What the network says of a video.
   *
   * @throws StationError when it cannot be read to its end.
   */
  async of(
    path: string,
    hopSeconds: number,
    model: { readonly card: ModelCard; readonly classifier: Classifier },
  ): Promise<readonly WindowScores[]> {
    const kept = join(this.directory, `${await fingerprint(path, hopSeconds, model.card)}.json`);
    const known = await readKept(kept);
    if (known) return known;
    const windows = await look(path, hopSeconds, model);
    makeFolder(this.directory);
    await writeWhole(kept, JSON.stringify(windows), 0o644);
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

async function look(
  path: string,
  hopSeconds: number,
  { card, classifier }: { readonly card: ModelCard; readonly classifier: Classifier },
): Promise<readonly WindowScores[]> {
  const source = await openSource(
    { kind: 'file', path, pace: 'asFastAsPossible', loop: false },
    { size: classifier.inputSize, router: null, onState: () => undefined },
  );
  const assembler = new WindowAssembler({ seconds: card.window.seconds, hopSeconds }, card.input.frames);
  const windows: WindowScores[] = [];
  // One after the other: what is being watched now comes in between.
  const classify = async (clips: ReturnType<WindowAssembler['push']>): Promise<void> => {
    for (const clip of clips) windows.push(await classifier.classify(clip));
  };
  try {
    for await (const frame of source.frames()) await classify(assembler.push(frame));
    await classify(assembler.finish());
    return windows;
  } finally {
    await source.close();
  }
}

/** Another file, another network or another hop: other windows. */
async function fingerprint(path: string, hopSeconds: number, { files }: ModelCard): Promise<string> {
  const [video, weights] = await Promise.all(
    [path, files.fp32.path].map((file) => stat(file).catch(() => null)),
  );
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
    files.fp32.path,
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
