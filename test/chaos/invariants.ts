// What must hold of a station whatever was done to it. Pure: what screens were told and what the journals say go in, and a
// sentence for everything that is wrong comes out.
import { isDeepStrictEqual } from 'node:util';
import type { EngineEvent, NumberedEvent, StationSnapshot } from '../../src-inference/contract/index.ts';

export interface Evidence {
  /** Everything that screens were told, in any order; the same event may have been told to several screens. */
  readonly told: readonly NumberedEvent[];
  /** Text of each journal. */
  readonly journals: readonly string[];
  /** Of the engine that runs now. */
  readonly snapshot: StationSnapshot;
  /** Made by a screen from the snapshot that it was welcomed with and all that it was told since, up to the same event. */
  readonly folded: StationSnapshot;
  /** Lines that were broken on purpose, as a loss of power breaks them. */
  readonly tornLines: number;
}

/** They matter at the moment only, and are in no journal. */
const unrecorded: ReadonlySet<EngineEvent['type']> = new Set([
  'progress',
  'health',
  'linkBacklog',
  'sourceRetried',
]);

interface JournalLine {
  readonly type: EngineEvent['type'];
  readonly at: string;
  readonly seq: number;
  /** What holds on is said again in the next journal. */
  readonly copied?: true;
}

/** @returns Nothing when all is well. */
export function brokenInvariants(evidence: Evidence): readonly string[] {
  const journals = evidence.journals.map(readLines);
  const broken = journals.reduce((sum, journal) => sum + journal.broken, 0);
  // A clock that was set back past midnight goes on with an earlier journal.
  const lines = journals.flatMap((journal) => journal.lines).sort((one, other) => one.seq - other.seq);
  return [
    ...(broken > evidence.tornLines
      ? [`${broken} lines of the journals are broken, ${evidence.tornLines} were torn`]
      : []),
    ...lost(evidence.told, lines),
    ...doubled(lines),
    ...journals.flatMap((journal) => fallingNumbers(journal.lines)),
    ...partsWithoutOneEnd(lines),
    ...wronglyCounted(lines, evidence.snapshot),
    ...(isDeepStrictEqual(evidence.folded, evidence.snapshot)
      ? []
      : [
          `the snapshot is not what a screen made of the events: ${firstDifference(evidence.folded, evidence.snapshot)}`,
        ]),
  ];
}

function readLines(journal: string): { readonly lines: readonly JournalLine[]; readonly broken: number } {
  const lines: JournalLine[] = [];
  let broken = 0;
  for (const text of journal.split('\n')) {
    if (text === '') continue;
    try {
      const line: JournalLine = JSON.parse(text);
      if (line.copied !== true) lines.push(line);
    } catch {
      broken += 1;
    }
  }
  return { lines, broken };
}

/** What a screen was told stands in a journal, word for word. */
function lost(told: readonly NumberedEvent[], lines: readonly JournalLine[]): readonly string[] {
  const bySequence = new Map<number, JournalLine[]>();
  for (const line of lines) bySequence.set(line.seq, [...(bySequence.get(line.seq) ?? []), line]);
  return told.flatMap(({ sequence, at, event: { type, ...rest } }) => {
    if (unrecorded.has(type)) return [];
    const expected = asJson({ type, at, seq: sequence, ...rest });
    if (bySequence.get(sequence)?.some((line) => isDeepStrictEqual(line, expected))) return [];
    return [`a screen was told "${type}" (${sequence}), which no journal has`];
  });
}

function doubled(lines: readonly JournalLine[]): readonly string[] {
  return lines.flatMap(({ seq }, at) =>
    at > 0 && seq === lines[at - 1]!.seq ? [`two events have the number ${seq}`] : [],
  );
}

function fallingNumbers(lines: readonly JournalLine[]): readonly string[] {
  return lines.flatMap(({ seq }, at) => {
    const before = lines[at - 1]?.seq ?? 0;
    return seq < before ? [`number ${seq} comes after ${before}`] : [];
  });
}

/** Every part that began has exactly one end, but for the one that is in progress. */
function partsWithoutOneEnd(lines: readonly JournalLine[]): readonly string[] {
  const problems: string[] = [];
  let open: number | null = null;
  for (const line of lines) {
    if (line.type === 'partStarted') {
      if (open !== null) problems.push(`the part that began with ${open} has no end before ${line.seq}`);
      open = line.seq;
    } else if (line.type === 'partEnded' || line.type === 'partAborted') {
      if (open === null) problems.push(`a part ends with ${line.seq} that did not begin`);
      open = null;
    }
  }
  return problems;
}

/** The numbers of the shift are those of the journals. */
function wronglyCounted(
  lines: readonly JournalLine[],
  { shift, sequence }: StationSnapshot,
): readonly string[] {
  const known = lines.filter(({ seq, at }) => seq <= sequence && at >= shift.since);
  const verdicts = known.flatMap((line) =>
    line.type === 'partEnded' ? [(line as { verdict?: string }).verdict] : [],
  );
  const count = (verdict: string): number => verdicts.filter((one) => one === verdict).length;
  const expected = { pass: count('pass'), warn: count('warn'), fail: count('fail') };
  const { pass, warn, fail } = shift;
  return isDeepStrictEqual({ pass, warn, fail }, expected)
    ? []
    : [`the shift counts ${JSON.stringify({ pass, warn, fail })}, the journals ${JSON.stringify(expected)}`];
}

function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function firstDifference(made: object, told: object): string {
  const names = new Set([...Object.keys(made), ...Object.keys(told)]);
  for (const name of names) {
    const [one, other] = [made, told].map((snapshot) => (snapshot as Record<string, unknown>)[name]);
    if (!isDeepStrictEqual(one, other)) {
      return `${name} is ${JSON.stringify(one)?.slice(0, 300)}, and should be ${JSON.stringify(other)?.slice(0, 300)}`;
    }
  }
  return 'nothing';
}
