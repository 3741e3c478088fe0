// What readers and writers of formats need to know besides the text. Pure.
import { StationError } from '../../contract/index.ts';

export interface ReadContext {
  /** The file, for messages. */
  readonly where: string;
  /** For formats that count frames; null: not known. */
  readonly framesPerSecond: number | null;
  /** Where a file has labels of several kinds: which; null: the only one. */
  readonly tier: string | null;
  /** Where a file is about several videos: which; null: the one that is named as the recording, or the only one. */
  readonly video: string | null;
  /** Name of the recording without a type. */
  readonly recording: string;
}

export interface WriteContext {
  /** File name of the video. */
  readonly video: string;
  readonly durationSeconds: number;
  /** For formats that count frames; null: not known. */
  readonly framesPerSecond: number | null;
  /** ISO 8601: the time of writing. */
  readonly at: string;
}

/** An error of the file, not of Stepwatch. */
export function invalid(where: string, message: string, hint: string, line?: number): StationError {
  return new StationError('labels_invalid', message, { where, hint, ...(line !== undefined && { line }) });
}

/** @throws StationError `labels_need_rate` when the rate is not known. */
export function mustHaveRate(framesPerSecond: number | null, where: string): number {
  if (framesPerSecond !== null) return framesPerSecond;
  throw new StationError('labels_need_rate', 'This format counts frames, and says no rate.', {
    where,
    hint: 'Give the frame rate at which the labels were made, such as 30.',
  });
}

/**
 * Which of several kinds of labels.
 *
 * @param names Those that have labels.
 * @param word What the tool calls them.
 * @throws StationError `labels_need_tier` when it is not clear.
 */
export function chooseTier(names: readonly string[], word: string, { tier, where }: ReadContext): string {
  const found = names.find((name) => name === tier);
  if (found !== undefined) return found;
  if (tier === null && names.length === 1) return names[0]!;
  const list = names.map((name) => `"${name}"`).join(', ');
  if (names.length === 0) throw invalid(where, `The file has no ${word} with labels.`, 'Export it again.');
  const message =
    tier === null
      ? `The file has labels in ${names.length} of its ${word}s: ${list}.`
      : `The file has no ${word} "${tier}" with labels, only ${list}.`;
  throw new StationError('labels_need_tier', message, {
    where,
    hint: `Say which ${word} holds the actions.`,
  });
}

/**
 * Which of several videos that a file is about.
 *
 * @returns An index of `names`.
 * @throws StationError `labels_need_video` when it is not clear.
 */
export function chooseVideo(names: readonly string[], { video, recording, where }: ReadContext): number {
  const wanted = video ?? recording;
  const exact = names.indexOf(wanted);
  if (exact !== -1) return exact;
  const alike = names.flatMap((name, i) => (isSameVideo(name, wanted) ? [i] : []));
  if (alike.length === 1) return alike[0]!;
  if (video === null && names.length === 1) return 0;
  if (names.length === 0) throw invalid(where, 'The file is about no video.', 'Export it again.');
  const some = names.slice(0, 10).map((name) => `"${name}"`);
  const list = `${some.join(', ')}${names.length > some.length ? `, and ${names.length - some.length} more` : ''}`;
  throw new StationError(
    'labels_need_video',
    `The file is about ${names.length} videos, and it is not clear which one is "${wanted}": ${list}.`,
    { where, hint: 'Say which video is meant, as the file names it.' },
  );
}

/** Tools keep a path or an address, and Label Studio puts eight characters before the name of an uploaded file. */
function isSameVideo(name: string, wanted: string): boolean {
  const bare = stemOf(name);
  const other = stemOf(wanted);
  return bare === other || bare.replace(/^[0-9a-f]{8}-/, '') === other || bare.replace(/^v_/, '') === other;
}

function stemOf(name: string): string {
  const last = decoded(name.replace(/[?#].*$/, '')).replace(/^.*[/\\]/, '');
  return last.replace(/\.\w{2,4}$/, '').toLowerCase();
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
