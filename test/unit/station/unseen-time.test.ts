// A live source of which nothing is seen for a while, because there are no windows or only damaged ones: work goes on meanwhile.
// No part is invented, none is failed for what nobody saw, and none is taken for another one.
import { describe, expect, it } from 'vitest';
import { createChecker } from '../../../src-inference/checker/index.ts';
import { parseRecipe } from '../../../src-inference/recipe/index.ts';
import { JudgingPlans } from '../../../src-inference/station/judging-plans.ts';
import { type JudgeEvent, type JudgingPlan, PartJudge } from '../../../src-inference/station/part-judge.ts';

const labels = ['nothing', 'red', 'green', 'blue'] as const;
type Label = (typeof labels)[number];
const steps = labels.slice(1).map((step) => `{ step: ${step}, typicalSeconds: 2 }`);

function planOf(more = ''): JudgingPlan {
  const recipe = parseRecipe(`name: rgb\ntitle: Colours\nsteps: [${steps.join(', ')}]\n${more}`, 'rgb.yaml');
  return {
    makeChecker: (mayJoin) =>
      createChecker(recipe, { labels, background: 'nothing', confusion: null }, { mayJoin }),
  };
}

const hopSeconds = 0.25;

type Unseen = 'no windows' | 'damaged windows';

/** Windows of 1 s, after a time in which nobody works. */
class Work {
  private readonly judge: PartJudge<JudgingPlan>;
  private readonly events: JudgeEvent<JudgingPlan>[] = [];
  private seconds = 0;

  constructor(isLive: boolean, by = planOf()) {
    this.judge = new PartJudge(new JudgingPlans(by), { isLive });
    this.see('nothing', 25);
  }

  begin(): void {
    this.events.push(...this.judge.closePart('A7'));
  }

  do(...steps: readonly Label[]): void {
    for (const step of steps) {
      this.see(step, 1.5);
      this.see('nothing', 1);
    }
  }

  miss(seconds: number, how: Unseen): void {
    const until = this.seconds + seconds;
    for (; this.seconds < until; this.seconds += hopSeconds) {
      if (how === 'damaged windows') this.judge.pushUnseen(this.times);
    }
    this.see('nothing', 1);
  }

  /** One line for each part. */
  end(): readonly string[] {
    this.see('nothing', 15);
    return [...this.events, ...this.judge.finish()].flatMap((event) => {
      if (event.type === 'partAborted') return [event.reason];
      if (event.type !== 'partEnded') return [];
      const steps = event.steps.map(({ status, reason }) => (status === 'ok' ? 'ok' : reason?.kind));
      return [[event.verdict, ...steps].join(' ')];
    });
  }

  private see(shown: Label, seconds: number): void {
    const until = this.seconds + seconds;
    const probabilities = labels.map((label) => (label === shown ? 0.97 : 0.01));
    for (; this.seconds < until; this.seconds += hopSeconds) {
      this.events.push(...this.judge.push({ ...this.times, probabilities }));
    }
  }

  private get times(): { readonly startSeconds: number; readonly endSeconds: number } {
    return { startSeconds: this.seconds - 0.5, endSeconds: this.seconds + 0.5 };
  }
}

describe.each<Unseen>(['no windows', 'damaged windows'])('a time of %s', (how) => {
  it.each<[string, Label[], number, Label[], string[]]>([
    ['in a part', ['red'], 3, ['blue'], ['warn ok notSeen ok']],
    ['in which a part was finished', ['red'], 12, [], ['warn ok notSeen notSeen']],
    [
      'in which a part was finished and another one begun',
      ['red'],
      12,
      ['green', 'blue'],
      ['warn ok notSeen notSeen', 'notSeenFromStart'],
    ],
    [
      'between two parts',
      ['red', 'green', 'blue'],
      12,
      ['red', 'green', 'blue'],
      ['pass ok ok ok', 'pass ok ok ok'],
    ],
    [
      'in which a part was begun',
      ['red', 'green', 'blue'],
      12,
      ['green', 'blue'],
      ['pass ok ok ok', 'notSeenFromStart'],
    ],
    ['in which nobody worked, for hours', [], 4000, [], []],
    ['of hours, and then a part', [], 4000, ['red', 'green', 'blue'], ['pass ok ok ok']],
    ['of hours, and then the end of a part', [], 4000, ['blue'], ['notSeenFromStart']],
  ])('%s', (_, before, seconds, after, parts) => {
    const work = new Work(true);
    work.do(...before);
    work.miss(seconds, how);
    work.do(...after);
    expect(work.end()).toEqual(parts);
  });

  it('ends a part of which nobody knows whether it is still the same one, without a good verdict', () => {
    const work = new Work(true);
    work.do('red');
    work.miss(40, how);
    work.do('green', 'blue');
    const [first, ...others] = work.end();
    // By its damaged windows the checker has guessed that it was finished.
    expect(['notSeen', 'warn ok notSeen notSeen']).toContain(first);
    expect(others).toEqual(['notSeenFromStart']);
  });
});

it('a part that a person begins and ends goes on', () => {
  const work = new Work(true, {
    ...planOf('part: { start: mark, end: mark }\n'),
    startsByMark: true,
  });
  work.begin();
  work.do('red');
  work.miss(12, 'no windows');
  work.do('green', 'blue');
  expect(work.end()).toEqual(['pass ok ok ok']);
});

it('a video shows whole parts: a time without pictures in it is one in which nothing changed', () => {
  const work = new Work(false);
  work.do('red', 'green', 'blue');
  work.miss(12, 'no windows');
  work.do('green', 'blue');
  expect(work.end()).toEqual(['pass ok ok ok', 'fail notDone ok ok']);
});
