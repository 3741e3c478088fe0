// The checker survives whatever it is given: any valid recipe, any windows, any marks and ends. The recipes are drawn from all
// that the language has, and the windows from all that a network or a damaged source may give.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { Beam } from '../../../src-inference/checker/decoder/beam.ts';
import { createDecodingModel } from '../../../src-inference/checker/decoder/decoding-model.ts';
import { unknownPace } from '../../../src-inference/checker/decoder/pace.ts';
import { createTraceTree } from '../../../src-inference/checker/decoder/trace.ts';
import { createChecker, roundWindow } from '../../../src-inference/checker/index.ts';
import { onlineBeam } from '../../../src-inference/checker/parameters.ts';
import type { PartMark, SequenceEvent, WindowScores } from '../../../src-inference/contract/index.ts';
import { parseRecipe, type Recipe } from '../../../src-inference/recipe/index.ts';

const labels = ['-', ...'abcdefg'];
const stepLabels = fc.constantFrom(...'abcde');

/** What an element may have besides its own. */
const written = {
  optional: fc.boolean(),
};

const { element } = fc.letrec<{ element: object }>((tie) => ({
  element: fc.oneof(
    { maxDepth: 3, depthSize: 'small', withCrossShrink: true },
    fc.record(
      {
        step: stepLabels,
        ...written,
        minSeconds: fc.constantFrom(0.1, 2),
        maxSeconds: fc.constantFrom(2, 5),
        typicalSeconds: fc.constantFrom(0.1, 3, 80),
        minProbability: fc.constantFrom(0, 0.5, 1),
        critical: fc.boolean(),
      },
      { requiredKeys: ['step'] },
    ),
    fc
      .record({
        kind: fc.constantFrom('sequence', 'oneOf', 'anyOrder'),
        elements: fc.array(tie('element'), { minLength: 1, maxLength: 3 }),
        repeat: fc.constantFrom(null, 2, '0..2', '1..3'),
        optional: fc.boolean(),
        /** For each element of `anyOrder`, whether it comes after the one before it. */
        chained: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
      })
      .map(({ kind, elements, repeat, optional, chained }) => ({
        [kind]:
          kind !== 'anyOrder'
            ? elements
            : elements.map((one, at) => ({
                ...one,
                id: `e${at}`,
                ...(at > 0 && chained[at] && { after: [`e${at - 1}`] }),
              })),
        ...(repeat !== null && { repeat }),
        ...(optional && { optional }),
      })),
  ),
}));

const anyRecipe: fc.Arbitrary<Recipe> = fc
  .record(
    {
      steps: fc.array(element, { minLength: 1, maxLength: 4 }),
      part: fc.record(
        {
          start: fc.constantFrom('firstAction', 'firstStep', 'mark'),
          end: fc.constantFrom('lastStep', 'mark'),
          timeoutSeconds: fc.constantFrom(1, 20),
        },
        { requiredKeys: [] },
      ),
      corrections: fc.record(
        {
          verdict: fc.constantFrom('pass', 'warn', 'fail'),
          removals: fc.constantFrom([], [{ label: 'f', undoes: 'a' }]),
        },
        { requiredKeys: [] },
      ),
      tolerated: fc.constantFrom([], ['g'], [{ label: 'b', verdict: 'pass' }]),
    },
    { requiredKeys: ['steps'] },
  )
  // One step is required, so that there is one that could be missed.
  .map((source) => stringify({ name: 'a', title: 'A', ...source, steps: [...source.steps, 'a'] }))
  .filter((text) => text.length < 4000)
  .map((text) => parseRecipe(text, 'a.yaml'));

const seconds = fc.constantFrom(0, 0.001, 0.25, 0.5, 1, 7, 100);
const anyProbabilities: fc.Arbitrary<number[]> = fc.oneof(
  fc.nat({ max: labels.length - 1 }).map((top) => labels.map((_, at) => (at === top ? 1 : 0))),
  fc.nat({ max: labels.length - 1 }).map((top) => labels.map((_, at) => (at === top ? 0.93 : 0.01))),
  fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
    minLength: labels.length,
    maxLength: labels.length,
  }),
  fc.constantFrom(0, Number.NaN, Number.POSITIVE_INFINITY, 1e-12, -1).map((value) => labels.map(() => value)),
);

/** Runs of equal windows, so that actions are seen; or a mark between two of them. */
type Input = { readonly window: WindowScores } | { readonly mark: PartMark };
const anyInputs: fc.Arbitrary<Input[]> = fc
  .array(
    fc.oneof(
      {
        weight: 12,
        arbitrary: fc.record({
          hop: seconds,
          length: seconds,
          count: fc.nat({ max: 12 }),
          probabilities: anyProbabilities,
        }),
      },
      { weight: 1, arbitrary: fc.constantFrom('start' as const, 'end' as const) },
    ),
    { maxLength: 25 },
  )
  .map((pieces) => {
    let now = 0;
    return pieces.flatMap((piece): Input[] => {
      if (typeof piece === 'string')
        return [{ mark: { kind: piece, atSeconds: now, code: null } as PartMark }];
      return Array.from({ length: piece.count }, () => {
        now += piece.hop;
        return {
          window: { startSeconds: now, endSeconds: now + piece.length, probabilities: piece.probabilities },
        };
      });
    });
  });

describe('for any recipe and any input', () => {
  it('nothing is thrown, every part ends once, and numbers rise', () => {
    fc.assert(
      fc.property(anyRecipe, anyInputs, fc.boolean(), (recipe, inputs, hasBackground) => {
        const network = { labels, background: hasBackground ? '-' : null, confusion: null };
        const checker = createChecker(recipe, network);
        const events: SequenceEvent[] = inputs.flatMap((one) =>
          'mark' in one ? checker.mark(one.mark) : checker.push(one.window),
        );
        events.push(...checker.finish());
        let open: number | null = null;
        let last = 0;
        for (const event of events) {
          if (event.type === 'partStarted') {
            expect(open).toBe(null);
            expect(event.part).toBe(last + 1);
            last = event.part;
            open = event.part;
          } else {
            expect(event.part).toBe(open);
            if (event.type === 'partEnded') open = null;
          }
        }
        expect(open).toBe(null);
      }),
      { numRuns: 100 },
    );
  });

  it('the hypotheses stay within their limit, each with a weight', () => {
    fc.assert(
      fc.property(anyRecipe, anyInputs, (recipe, inputs) => {
        const model = createDecodingModel(recipe, { labels, background: '-', confusion: null }, null);
        const tree = createTraceTree();
        const beam = new Beam(model, onlineBeam, tree);
        beam.restart(tree.root(model.automaton.start), 0, unknownPace);
        for (const one of inputs) {
          if ('mark' in one) continue;
          beam.accept(model.observations.observe(roundWindow(one.window)));
          expect(beam.hypotheses.length).toBeGreaterThan(0);
          expect(beam.hypotheses.length).toBeLessThanOrEqual(onlineBeam.maxHypotheses);
          expect(beam.hypotheses.every(({ cost }) => Number.isFinite(cost))).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });
});
