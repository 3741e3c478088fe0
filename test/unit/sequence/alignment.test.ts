// What people do at the bench, as pure segments, and what the checker must say about it.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JudgedStep, SequenceEvent } from '../../../src-inference/contract/index.ts';
import { createSegmentJudge } from '../../../src-inference/sequence/alignment.ts';
import { parseRecipe } from '../../../src-inference/sequence/index.ts';
import type { Segment } from '../../../src-inference/sequence/segmenter.ts';

const recipes = resolve(import.meta.dirname, '../../../resources/recipes');
const read = (name: string) => parseRecipe(readFileSync(resolve(recipes, name), 'utf8'), name);
const coupling = read('coupling.yaml');
const good = coupling.steps.map((step) => step.label);

type Done =
  | string
  | {
      label: string;
      probability?: number;
      seconds?: number;
      others?: Record<string, number>;
      faintBefore?: Record<string, number>;
    };

function segmentsOf(actions: readonly Done[]): Segment[] {
  return actions.map((action, index) => {
    const {
      label,
      probability = 0.9,
      seconds = 1.5,
      others = {},
      faintBefore = {},
    } = typeof action === 'string' ? { label: action } : action;
    const probabilities = new Map(Object.entries({ ...others, [label]: probability }));
    return {
      label,
      startSeconds: index * 2,
      endSeconds: index * 2 + seconds,
      probability,
      probabilities,
      windows: 6,
      faintBefore: new Map(Object.entries(faintBefore)),
    };
  });
}

function watch(actions: readonly Done[], recipe = coupling): SequenceEvent[] {
  const judge = createSegmentJudge(recipe);
  const events = segmentsOf(actions).flatMap((segment) => [
    ...judge.opened(segment),
    ...judge.closed(segment),
  ]);
  return [...events, ...judge.finish(actions.length * 2)];
}

function parts(events: readonly SequenceEvent[]) {
  return events.flatMap((event) =>
    event.type === 'partEnded'
      ? [{ verdict: event.verdict, findings: event.steps.filter(isFinding).map(word) }]
      : [],
  );
}
const isFinding = (step: JudgedStep) => step.status !== 'ok';
const word = (step: JudgedStep) =>
  `${step.index ?? '-'} ${step.status}${step.status === 'wrong' || step.index === null ? ` ${step.label}` : ''}`;

const without = (step: number) => good.toSpliced(step - 1, 1);
const replaced = (step: number, ...by: string[]) => good.toSpliced(step - 1, 1, ...by);

describe('a part in the right order', () => {
  it('passes, with every step judged before the next action', () => {
    const judge = createSegmentJudge(coupling);
    segmentsOf(good).forEach((segment, index) => {
      judge.opened(segment);
      expect(judge.closed(segment)).toMatchObject([
        {
          type: 'stepJudged',
          step: { index: index + 1, status: 'ok' },
          next: index === 21 ? null : { index: index + 2 },
        },
      ]);
    });
    expect(judge.idle(44)).toMatchObject([]);
    expect(judge.idle(46)).toMatchObject([{ type: 'partEnded', verdict: 'pass' }]);
  });

  it('against the modified recipe has steps 18 and 19 wrong, and nothing else', () => {
    expect(parts(watch(good, read('coupling-modified.yaml')))).toEqual([
      { verdict: 'fail', findings: ['18 wrong spacer', '19 wrong greased_disk'] },
    ]);
  });

  it('twice in a row makes two parts', () => {
    expect(parts(watch([...good, ...good])).map((part) => part.verdict)).toEqual(['pass', 'pass']);
  });
});

describe('a step that was hardly seen', () => {
  const pressNotSeen = (seconds: number): Done[] => [
    ...good.slice(0, 20),
    { label: 'complete_part', faintBefore: { press_down: seconds } },
  ];

  it('is uncertain when its label was likely for long enough in the background: doubt does not fail a part', () => {
    expect(parts(watch(pressNotSeen(0.5)))).toEqual([{ verdict: 'warn', findings: ['21 uncertain'] }]);
  });

  it('is missed when it was not', () => {
    expect(parts(watch(pressNotSeen(0.2)))).toEqual([{ verdict: 'fail', findings: ['21 missed'] }]);
  });
});

describe.each(good.map((label, index) => ({ step: index + 1, label })))('step $step, $label', ({
  step,
  label,
}) => {
  it('left out is missed', () => {
    const found = parts(watch(without(step)));
    expect(found).toEqual([{ verdict: 'fail', findings: [`${step} missed`] }]);
  });

  it('done twice is extra, and said to be repeated', () => {
    const events = watch(replaced(step, label, label));
    expect(parts(events)).toEqual([{ verdict: 'fail', findings: [`- extra ${label}`] }]);
    expect(JSON.stringify(events)).toContain(`${label} was repeated`);
  });

  it.each([
    'install_lid',
    'spacer_and_washer',
    'riveted_start',
    'greased_disk',
  ])('replaced by %s is wrong', (other) => {
    if (other === label) return;
    expect(parts(watch(replaced(step, other)))).toEqual([
      { verdict: 'fail', findings: [`${step} wrong ${other}`] },
    ]);
  });

  it('done wrong, then right, is corrected', () => {
    for (const other of [good[step], 'press_down', 'separator']) {
      if (other === undefined || other === label || other === good[step - 2]) continue;
      expect(parts(watch(replaced(step, other, label)))).toEqual([
        { verdict: 'warn', findings: [`${step} corrected`] },
      ]);
    }
  });

  it('swapped with the next one is out of order', () => {
    const next = good[step];
    if (next === undefined) return;
    const order = good.toSpliced(step - 1, 2, next, label);
    expect(parts(watch(order))).toEqual([
      { verdict: 'fail', findings: [`${step} outOfOrder`, `${step + 1} outOfOrder`] },
    ]);
  });
});

describe('more than one thing', () => {
  const cases: readonly { name: string; actions: readonly Done[]; expected: readonly [string, number][] }[] =
    [
      { name: 'two mistakes', actions: replaced(3, 'install_lid').toSpliced(14, 1), expected: [['fail', 2]] },
      { name: 'a source that ends early', actions: good.slice(0, 10), expected: [['fail', 12]] },
      { name: 'a whole round left out', actions: good.toSpliced(8, 3), expected: [['fail', 3]] },
      {
        name: 'a part left after 8 steps',
        actions: [...good.slice(0, 8), ...good],
        expected: [
          ['fail', 14],
          ['pass', 0],
        ],
      },
      {
        name: 'a part left after 5 steps',
        actions: [...good.slice(0, 5), ...good],
        expected: [
          ['fail', 17],
          ['pass', 0],
        ],
      },
      {
        name: 'the last step left out before a new part',
        actions: [...without(22), ...good],
        expected: [
          ['fail', 1],
          ['pass', 0],
        ],
      },
      { name: 'nothing', actions: [], expected: [] },
    ];
  it.each(cases)('$name', ({ actions, expected }) => {
    expect(parts(watch(actions)).map((part) => [part.verdict, part.findings.length])).toEqual(expected);
  });

  it('an entirely different work fails', () => {
    expect(parts(watch(new Array(12).fill('press_down')))[0]!.verdict).toBe('fail');
  });

  it('a part that was begun before the video fails', () => {
    expect(parts(watch(good.slice(9)))[0]!.verdict).toBe('fail');
  });
});

describe('weak evidence warns and does not fail', () => {
  it('when the expected action has a fair share of a weak segment', () => {
    const weak = { label: 'separator', probability: 0.5, others: { greased_disk: 0.4 } };
    expect(parts(watch(good.with(2, weak as never)))).toEqual([
      { verdict: 'warn', findings: ['3 uncertain'] },
    ]);
  });

  it('when a weak and short action is in the way', () => {
    const blip = { label: 'press_down', probability: 0.45, seconds: 0.6 };
    expect(parts(watch((good as Done[]).toSpliced(6, 0, blip)))).toEqual([
      { verdict: 'warn', findings: ['- uncertain press_down'] },
    ]);
  });

  it('when a limit of the step is broken', () => {
    const recipe = parseRecipe('name: a\ntitle: A\nsteps: [{step: x, minSeconds: 2}, y]', 'a.yaml');
    const events = watch(['x', 'y'], recipe);
    expect(parts(events)).toEqual([{ verdict: 'warn', findings: ['1 uncertain'] }]);
    expect(JSON.stringify(events)).toContain('too fast: 1.5 s, at least 2 s');
  });
});

describe('an optional group', () => {
  const recipe = parseRecipe(
    'name: a\ntitle: A\nsteps: [a, {optional: true, sequence: [b, c]}, d]',
    'a.yaml',
  );
  it.each([
    { actions: ['a', 'b', 'c', 'd'], verdict: 'pass' },
    { actions: ['a', 'd'], verdict: 'pass' },
    { actions: ['a', 'b', 'd'], verdict: 'fail' },
  ])('$actions: $verdict', ({ actions, verdict }) => {
    expect(parts(watch(actions, recipe)).map((part) => part.verdict)).toEqual([verdict]);
  });
});
