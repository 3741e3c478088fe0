// The labels of a recording under any sequence of edits.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFrameClock, type FrameClock } from '../../../src-renderer/teach/editing/frame-clock.ts';
import {
  beginEditor,
  edit,
  type LabelEdit,
  type LabelEditor,
} from '../../../src-renderer/teach/editing/label-edits.ts';
import {
  moveEdge,
  place,
  type Segments,
  type Stretch,
  segmentsFrom,
} from '../../../src-renderer/teach/editing/segments.ts';

/** Ten frames a second, 10 s. */
const clock = createFrameClock(
  Array.from({ length: 100 }, (_, frame) => frame / 10),
  10,
);
const stretch = (
  startSeconds: number,
  endSeconds: number,
  label = 'a',
  confidence: number | null = null,
): Stretch => ({
  startSeconds,
  endSeconds,
  label,
  confidence,
});
const of = (...stretches: readonly Stretch[]): Segments => segmentsFrom(stretches, 10);
const shown = (segments: Segments): string =>
  segments.map(({ startSeconds, endSeconds, label }) => `${label} ${startSeconds}-${endSeconds}`).join(', ');

describe('labels of a recording', () => {
  it('give way to what is put over them', () => {
    const { segments } = place(of(stretch(0, 4), stretch(5, 9, 'b')), stretch(3, 6, 'c'));
    expect(shown(segments)).toBe('a 0-3, c 3-6, b 6-9');
  });

  it('are cut in two by what is put into their middle', () => {
    const { segments } = place(of(stretch(0, 9)), stretch(3, 6, 'c'));
    expect(shown(segments)).toBe('a 0-3, c 3-6, a 6-9');
    expect(new Set(segments.map(({ id }) => id)).size).toBe(3);
  });

  it('lose slivers of drafts, and none of what a person made', () => {
    const draft = place(of(stretch(0, 4, 'a', 0.6)), stretch(0.2, 4, 'c')).segments;
    expect(shown(draft)).toBe('c 0.2-4');
    const own = place(of(stretch(0, 4)), stretch(0.2, 4, 'c')).segments;
    expect(shown(own)).toBe('a 0-0.2, c 0.2-4');
  });

  it('share an edge where they touch, unless they are moved apart', () => {
    const both = of(stretch(0, 4), stretch(4, 9, 'b'));
    const move = { id: 1, edge: 'end', to: 5 } as const;
    expect(shown(moveEdge(both, move, clock))).toBe('a 0-5, b 5-9');
    expect(shown(moveEdge(both, { ...move, to: 3, apart: true }, clock))).toBe('a 0-3, b 4-9');
    expect(moveEdge(both, { ...move, apart: true }, clock)).toBe(both);
  });

  it('stop an edge at the neighbour and leave a frame of each', () => {
    const two = of(stretch(0, 4), stretch(5, 9, 'b'));
    expect(shown(moveEdge(two, { id: 1, edge: 'end', to: 8 }, clock))).toBe('a 0-5, b 5-9');
    expect(shown(moveEdge(two, { id: 2, edge: 'start', to: 9.5 }, clock))).toBe('a 0-4, b 8.9-9');
    expect(shown(moveEdge(two, { id: 1, edge: 'start', to: -3 }, clock))).toBe('a 0-4, b 5-9');
  });

  it('are put in order when the station sends them overlapping or beyond the end', () => {
    expect(shown(of(stretch(5, 12, 'b'), stretch(1, 6), stretch(2, 3, 'c'), stretch(11, 12)))).toBe(
      'a 1-6, b 6-10',
    );
  });
});

const labels = ['a', 'b', 'c'];
const seconds = fc.double({ min: -2, max: 14, noNaN: true });
const edges = fc.constantFrom('start' as const, 'end' as const);
const anyStretch = fc.record({
  startSeconds: seconds,
  endSeconds: seconds,
  label: fc.constantFrom(...labels),
  confidence: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
});
const anyEdit: fc.Arbitrary<LabelEdit> = fc.oneof(
  fc.record({ kind: fc.constant('begin' as const), label: fc.constantFrom(...labels), at: seconds }),
  fc.record({ kind: fc.constant('end' as const), at: seconds }),
  fc.record({ kind: fc.constantFrom('cancel', 'remove', 'confirm', 'confirmAll', 'copy', 'undo', 'redo') }),
  fc.record({ kind: fc.constant('select' as const), id: fc.option(fc.nat(12)) }),
  fc.record({ kind: fc.constant('relabel' as const), label: fc.constantFrom(...labels) }),
  fc.record({
    kind: fc.constant('moveEdge' as const),
    id: fc.nat(12),
    edge: edges,
    to: seconds,
    apart: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('nudge' as const), edge: edges, frames: fc.integer({ min: -5, max: 5 }) }),
  fc.record({ kind: fc.constant('setEdge' as const), edge: edges, at: seconds }),
  fc.record({ kind: fc.constantFrom('split', 'paste', 'markFrom', 'markTo'), at: seconds }),
) as fc.Arbitrary<LabelEdit>;

/** Frames of varying length, and a recording that ends some time after the last of them began. */
const anyClock: fc.Arbitrary<FrameClock> = fc
  .array(fc.integer({ min: 2, max: 400 }), { minLength: 1, maxLength: 80 })
  .map((lengths) => {
    const times = [0];
    for (const length of lengths) times.push(times.at(-1)! + length / 1000);
    return createFrameClock(times.slice(0, -1), times.at(-1)!);
  });

function expectSound(segments: Segments, { durationSeconds }: FrameClock): void {
  let before = 0;
  for (const { startSeconds, endSeconds } of segments) {
    expect(startSeconds).toBeGreaterThanOrEqual(before);
    expect(endSeconds).toBeGreaterThan(startSeconds);
    before = endSeconds;
  }
  expect(before).toBeLessThanOrEqual(durationSeconds);
  expect(new Set(segments.map(({ id }) => id)).size).toBe(segments.length);
}

describe('after any edits, on frames of any length', () => {
  it('no two labels overlap, none is empty, none leaves the recording', () => {
    fc.assert(
      fc.property(
        anyClock,
        fc.array(anyStretch),
        fc.array(anyEdit, { maxLength: 60 }),
        (frames, first, edits) => {
          let editor = beginEditor(segmentsFrom(first, frames.durationSeconds));
          expectSound(editor.history.present.segments, frames);
          edits.forEach((one, place) => {
            editor = edit(editor, one, frames, place * 300);
            expectSound(editor.history.present.segments, frames);
          });
        },
      ),
      { numRuns: 400 },
    );
  });

  it('the selected segment exists', () => {
    fc.assert(
      fc.property(anyClock, fc.array(anyEdit, { maxLength: 60 }), (frames, edits) => {
        let editor = beginEditor([]);
        for (const one of edits.filter(({ kind }) => kind !== 'select'))
          editor = edit(editor, one, frames, 0);
        const { segments, selected } = editor.history.present;
        expect(selected === null || segments.some(({ id }) => id === selected)).toBe(true);
      }),
    );
  });

  it('undo brings back exactly what was there before each edit, and redo what was there after it', () => {
    fc.assert(
      fc.property(
        anyClock,
        fc.array(anyStretch),
        fc.array(anyEdit, { maxLength: 40 }),
        (frames, first, edits) => {
          let editor = beginEditor(segmentsFrom(first, frames.durationSeconds));
          const seen: LabelEditor['history']['present'][] = [];
          const acts = edits.filter(({ kind }) => kind !== 'undo' && kind !== 'redo' && kind !== 'select');
          acts.forEach((one, place) => {
            const { past } = editor.history;
            // Long pauses: nothing is joined.
            editor = edit(editor, one, frames, place * 10_000);
            if (editor.history.past.length > past.length) seen.push(editor.history.past.at(-1)!);
          });
          editor = { ...editor, open: null };
          const last = editor.history.present;
          for (const before of seen.toReversed()) {
            editor = edit(editor, { kind: 'undo' }, frames, 0);
            expect(editor.history.present).toBe(before);
          }
          for (const after of [...seen.slice(1), last].slice(0, seen.length)) {
            editor = edit(editor, { kind: 'redo' }, frames, 0);
            expect(editor.history.present).toEqual(after);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
