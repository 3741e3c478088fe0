// Reads label files: what is done in a video, as CSV with start, end and label, in seconds.
import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { nearestName, StationError, type Verdict, verdicts } from '../contract/index.ts';

export interface Action {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly label: string;
}

export interface LabelledVideo {
  readonly video: string;
  /** By time, without the background. */
  readonly actions: readonly Action[];
  /** From a JSON file beside it, `{"expectedVerdict": "pass"}`; null without one. */
  readonly expectedVerdict: Verdict | null;
}

const videoTypes = ['.mp4', '.mkv', '.mov', '.avi', '.webm', '.ts', '.m4v', '.mpg'];
const columns = ['start', 'end', 'label'] as const;

/**
 * All videos of a folder that have a CSV file of the same name.
 *
 * @param labels Names that the model knows; others are an error.
 * @throws StationError `labels_invalid` with line, or `source_not_found` when there is none.
 */
export async function findLabelledVideos(
  directory: string,
  labels: readonly string[],
): Promise<readonly LabelledVideo[]> {
  let names: readonly string[];
  try {
    names = await readdir(directory);
  } catch (cause) {
    throw new StationError('source_not_found', `There is no folder "${directory}".`, {
      where: directory,
      hint: 'Give a folder with videos, and a CSV file beside each.',
      cause,
    });
  }
  const videos = names.filter((name) => videoTypes.includes(extname(name).toLowerCase())).sort();
  const labelled = videos.filter((name) => names.includes(`${stem(name)}.csv`));
  if (labelled.length === 0) {
    const what = videos.length === 0 ? 'no video' : `no label file for any of ${videos.length} videos`;
    throw new StationError('source_not_found', `In "${directory}" there is ${what}.`, {
      where: directory,
      hint: 'Beside video.mp4 there must be a video.csv with the columns start, end, label.',
    });
  }
  return Promise.all(labelled.map((name) => readLabelledVideo(join(directory, name), labels)));
}

/**
 * @returns Null when there is no CSV file beside the video, or when the file is about something else: no word in it is a label
 *   of the model.
 * @throws StationError `labels_invalid`.
 */
export async function labelsBeside(video: string, labels: readonly string[]): Promise<LabelledVideo | null> {
  let text: string;
  try {
    text = await readFile(`${withoutType(video)}.csv`, 'utf8');
  } catch {
    return null;
  }
  const words = text.split(/[,;\t\r\n"]+/).map((word) => word.trim());
  return words.some((word) => labels.includes(word)) ? readLabelledVideo(video, labels) : null;
}

async function readLabelledVideo(video: string, labels: readonly string[]): Promise<LabelledVideo> {
  const path = `${withoutType(video)}.csv`;
  const actions = parseLabels(await readFile(path, 'utf8'), path, labels);
  return { video, actions, expectedVerdict: await verdictBeside(video) };
}

/** @param where The file, for messages. @throws StationError `labels_invalid`. */
export function parseLabels(text: string, where: string, labels: readonly string[]): readonly Action[] {
  const fail = (message: string, line: number): never => {
    throw new StationError('labels_invalid', message, {
      where,
      line,
      hint: 'A line is start,end,label: seconds with a decimal point, and a label of the model.',
    });
  };
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const separator = [',', ';', '\t'].find((one) => lines[0]!.includes(one)) ?? ',';
  const cells = (line: string): readonly string[] =>
    line.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  const header = cells(lines[0]!).map((cell) => cell.toLowerCase());
  const hasHeader = columns.every((column) => header.includes(column));
  const [startAt, endAt, labelAt] = columns.map((column, i) => (hasHeader ? header.indexOf(column) : i)) as [
    number,
    number,
    number,
  ];
  const actions: Action[] = [];
  lines.forEach((line, i) => {
    if ((hasHeader && i === 0) || line.trim() === '') return;
    const row = cells(line);
    const [startSeconds, endSeconds] = [Number(row[startAt] || Number.NaN), Number(row[endAt] || Number.NaN)];
    const label = row[labelAt] ?? '';
    if (!Number.isFinite(startSeconds) || !Number.isFinite(endSeconds))
      fail(`"${line}" has no two times.`, i + 1);
    if (startSeconds < 0 || endSeconds <= startSeconds) fail(`"${line}" ends before it starts.`, i + 1);
    if (!labels.includes(label)) {
      const near = nearestName(label, labels);
      fail(`The model does not know "${label}"${near === null ? '' : `; did you mean "${near}"?`}`, i + 1);
    }
    actions.push({ startSeconds, endSeconds, label });
  });
  return actions.sort((a, b) => a.startSeconds - b.startSeconds);
}

/**
 * The label that fills most of a stretch of time; what no label covers is background.
 *
 * @param background Null: the model has none, and a stretch that nothing covers has no label.
 */
export function labelOf(
  actions: readonly Action[],
  window: { readonly startSeconds: number; readonly endSeconds: number },
  background: string | null,
): string | null {
  const shares = new Map<string, number>();
  let rest = window.endSeconds - window.startSeconds;
  for (const { startSeconds, endSeconds, label } of actions) {
    const overlap = Math.min(endSeconds, window.endSeconds) - Math.max(startSeconds, window.startSeconds);
    if (overlap <= 0) continue;
    shares.set(label, (shares.get(label) ?? 0) + overlap);
    rest -= overlap;
  }
  if (background !== null) shares.set(background, (shares.get(background) ?? 0) + Math.max(0, rest));
  const [best] = [...shares].sort(([, a], [, b]) => b - a);
  return best?.[0] ?? null;
}

async function verdictBeside(video: string): Promise<Verdict | null> {
  try {
    const { expectedVerdict } = JSON.parse(await readFile(`${withoutType(video)}.json`, 'utf8'));
    return verdicts.find((verdict) => verdict === expectedVerdict) ?? null;
  } catch {
    // There is no such file, or it is about something else.
    return null;
  }
}

function withoutType(path: string): string {
  return path.slice(0, path.length - extname(path).length);
}

function stem(name: string): string {
  return basename(name, extname(name));
}
