// Finds videos with a label file beside them.
import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { type LabelledAction, StationError, type Verdict, verdicts } from '../contract/index.ts';
import { parseLabels } from './csv.ts';

export interface LabelledVideo {
  readonly video: string;
  /** By time, without the background. */
  readonly actions: readonly LabelledAction[];
  /** From a JSON file beside it, `{"expectedVerdict": "pass"}`; null without one. */
  readonly expectedVerdict: Verdict | null;
}

/** Types of the files that are looked at. */
export const videoTypes: readonly string[] = ['.mp4', '.mkv', '.mov', '.avi', '.webm', '.ts', '.m4v', '.mpg'];

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
