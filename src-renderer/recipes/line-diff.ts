// A line diff of two texts by the longest common subsequence (Wagner and Fischer, 1974). Recipes have some hundred lines,
// so the full table is fast enough.

export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
  /** Line number in each text, 1-based; null where the text does not have the line. */
  readonly before: number | null;
  readonly after: number | null;
}

export function diffLines(before: string, after: string): readonly DiffLine[] {
  const old = toLines(before);
  const now = toLines(after);
  const common = commonLengths(old, now);
  const lines: DiffLine[] = [];
  let [at, other] = [0, 0];
  while (at < old.length || other < now.length) {
    if (at < old.length && other < now.length && old[at] === now[other]) {
      lines.push({ kind: 'same', text: old[at]!, before: ++at, after: ++other });
    } else if (
      other >= now.length ||
      (at < old.length && common[at + 1]![other]! >= common[at]![other + 1]!)
    ) {
      lines.push({ kind: 'removed', text: old[at]!, before: ++at, after: null });
    } else {
      lines.push({ kind: 'added', text: now[other]!, before: null, after: ++other });
    }
  }
  return lines;
}

/** `[i][j]`: length of the longest common subsequence of the lines from `i` and from `j` on. */
function commonLengths(old: readonly string[], now: readonly string[]): readonly Uint32Array[] {
  const table = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1));
  for (let at = old.length - 1; at >= 0; at--) {
    for (let other = now.length - 1; other >= 0; other--) {
      table[at]![other] =
        old[at] === now[other]
          ? table[at + 1]![other + 1]! + 1
          : Math.max(table[at + 1]![other]!, table[at]![other + 1]!);
    }
  }
  return table;
}

function toLines(text: string): readonly string[] {
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
