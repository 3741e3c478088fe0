// CSV of Assembly101 (https://github.com/assembly-101/assembly101-annotations): start and end in frames of pictures that were
// taken at a fixed rate, which the file does not say. Fine labels have a header, coarse ones are three columns with tabs. Pure.
import type { LabelledAction } from '../../contract/index.ts';
import { findSeparator, splitLine, writeCell } from '../cells.ts';
import { chooseVideo, invalid, mustHaveRate, type ReadContext, type WriteContext } from './context.ts';

const hint =
  'Fine labels have a header with start_frame, end_frame and action_cls; coarse ones are start, end and label with tabs between them.';
const labelColumns = ['action_cls', 'action', 'label'] as const;

interface Columns {
  readonly start: number;
  readonly end: number;
  readonly label: number;
  /** -1: the file is about one video. */
  readonly video: number;
}

interface Row {
  readonly video: string;
  readonly action: LabelledAction;
}

/** @throws StationError `labels_need_rate`, `labels_need_video`, or `labels_invalid` with the line. */
export function readAssembly101(text: string, context: ReadContext): readonly LabelledAction[] {
  const { where } = context;
  const rate = mustHaveRate(context.framesPerSecond, where);
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const separator = findSeparator(lines[0]!);
  const header = splitLine(lines[0]!, separator).map((cell) => cell.toLowerCase());
  const hasHeader = header.includes('start_frame');
  const columns: Columns = hasHeader ? columnsOf(header, where) : { start: 0, end: 1, label: 2, video: -1 };
  const rows = lines.flatMap((line, i): readonly Row[] => {
    if ((hasHeader && i === 0) || line.trim() === '') return [];
    const cells = splitLine(line, separator);
    const [start, end] = [
      Number(cells[columns.start] || Number.NaN),
      Number(cells[columns.end] || Number.NaN),
    ];
    const label = cells[columns.label] ?? '';
    if (!Number.isInteger(start) || !Number.isInteger(end)) {
      throw invalid(where, `"${line}" has no two numbers of frames.`, hint, i + 1);
    }
    if (start < 0 || end <= start) throw invalid(where, `"${line}" ends before it starts.`, hint, i + 1);
    if (label === '') throw invalid(where, `"${line}" has no label.`, hint, i + 1);
    const action = { startSeconds: start / rate, endSeconds: end / rate, label };
    return [{ video: cells[columns.video] ?? '', action }];
  });
  const videos = [...new Set(rows.map(({ video }) => video))];
  if (columns.video === -1 || rows.length === 0) return rows.map(({ action }) => action);
  const video = videos[chooseVideo(videos, context)];
  return rows.filter((row) => row.video === video).map(({ action }) => action);
}

/** @throws StationError `labels_need_rate`. */
export function writeAssembly101(
  actions: readonly LabelledAction[],
  { video, framesPerSecond }: WriteContext,
): string {
  const rate = mustHaveRate(framesPerSecond, video);
  const lines = actions.map(({ startSeconds, endSeconds, label }, i) => {
    const start = Math.round(startSeconds * rate);
    return [
      i,
      writeCell(video),
      start,
      Math.max(start + 1, Math.round(endSeconds * rate)),
      writeCell(label),
    ].join(',');
  });
  return `${['id,video,start_frame,end_frame,action_cls', ...lines].join('\n')}\n`;
}

function columnsOf(header: readonly string[], where: string): Columns {
  const label = labelColumns.map((name) => header.indexOf(name)).find((place) => place !== -1) ?? -1;
  const columns = {
    start: header.indexOf('start_frame'),
    end: header.indexOf('end_frame'),
    label,
    video: header.indexOf('video'),
  };
  if (columns.end === -1 || label === -1) {
    const missing = columns.end === -1 ? 'end_frame' : 'action_cls';
    throw invalid(where, `The header has no column ${missing}.`, hint, 1);
  }
  return columns;
}
