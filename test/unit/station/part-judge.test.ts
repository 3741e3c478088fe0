// Between windows and events: what parts are judged by may change, and a part may be taken up again.
import { describe, expect, it } from 'vitest';
import { createChecker } from '../../../src-inference/checker/index.ts';
import type { Checker, WindowScores } from '../../../src-inference/contract/index.ts';
import { parseRecipe } from '../../../src-inference/recipe/index.ts';
import { JudgingPlans } from '../../../src-inference/station/judging-plans.ts';
import { PartJudge } from '../../../src-inference/station/part-judge.ts';

const labels = ['nothing', 'red', 'green', 'blue'] as const;
type Label = (typeof labels)[number];

function plan(name: string, steps: string): { name: string; makeChecker(): Checker } {
  const recipe = parseRecipe(`name: ${name}\ntitle: ${name}\nsteps: [${steps}]\n`, name);
  return {
    name,
    makeChecker: () => createChecker(recipe, { labels, background: 'nothing', confusion: null }),
  };
}

const rgb = plan('rgb', 'red, green, blue');
const rg = plan('rg', 'red, green');

/** Two seconds of each, a window a quarter second. */
function windowsOf(...shown: readonly Label[]): readonly WindowScores[] {
  return shown
    .flatMap((label) => Array<Label>(8).fill(label))
    .map((label, index) => ({
      startSeconds: index / 4,
      endSeconds: index / 4 + 1,
      probabilities: labels.map((other) => (other === label ? 0.97 : 0.01)),
    }));
}

type Told = ReturnType<PartJudge<typeof rgb>['push']>[number];

function word(event: Told): string {
  switch (event.type) {
    case 'planChanged':
      return `plan ${event.plan.name}`;
    case 'partEnded':
      return `ended ${event.part} ${event.verdict}`;
    case 'partAborted':
      return `aborted ${event.part} ${event.reason}`;
    case 'stepJudged':
      return `step ${event.part} ${event.step.label}`;
    case 'partStarted':
      return `started ${event.part}`;
    case 'actionStarted':
      return `doing ${event.label}`;
    case 'workInterrupted':
      return `interrupted ${event.part} ${event.label}`;
    case 'workResumed':
      return `resumed ${event.part}`;
    default:
      return event satisfies never;
  }
}

const words = (events: readonly Told[]): string[] =>
  events.map(word).filter((one) => !one.startsWith('doing'));
const judge = (one: PartJudge<typeof rgb>, ...shown: Label[]): string[] =>
  words(windowsOf(...shown).flatMap((window) => one.push(window)));

const part = ['nothing', 'red', 'nothing', 'green', 'nothing', 'blue', 'nothing', 'nothing'] as const;

describe('a judge of parts', () => {
  it('counts parts on over a new stretch of time', () => {
    const one = new PartJudge(new JudgingPlans(rgb));
    expect(judge(one, ...part).at(-1)).toBe('ended 1 pass');
    one.startOver();
    expect(judge(one, ...part)).toEqual([
      'started 2',
      'step 2 red',
      'step 2 green',
      'step 2 blue',
      'ended 2 pass',
    ]);
  });

  it('puts another plan in force at once when no part is in progress', () => {
    const one = new PartJudge(new JudgingPlans(rgb));
    expect(words(one.judgeBy(rg))).toEqual(['plan rg']);
    expect(judge(one, 'nothing', 'red', 'nothing', 'green', 'nothing', 'nothing').at(-1)).toBe(
      'ended 1 pass',
    );
  });

  it('judges what already belongs to the next part by the plan that waited', () => {
    const one = new PartJudge(new JudgingPlans(rgb));
    const windows = windowsOf(...part.slice(0, -2), ...part);
    const told: string[] = [];
    windows.forEach((window, index) => {
      if (index === 20) told.push(...words(one.judgeBy(rg)));
      told.push(...words(one.push(window)));
    });
    told.push(...words(one.finish()));
    expect(told.slice(0, 7)).toEqual([
      ...['started 1', 'step 1 red', 'step 1 green', 'step 1 blue', 'ended 1 pass', 'plan rg', 'started 2'],
    ]);
    expect(told).toContain('step 2 green');
    expect(told.filter((one) => one === 'plan rg')).toHaveLength(1);
  });

  it('closes a part as it stands; the action that goes on begins no new one', () => {
    const one = new PartJudge(new JudgingPlans(rgb));
    const windows = windowsOf('nothing', 'red', 'red', 'nothing', 'green', 'nothing');
    const told = windows.flatMap((window, index) => [
      ...words(one.push(window)),
      ...(index === 16 ? words(one.closePart()) : []),
    ]);
    expect(told.slice(0, 5)).toEqual([
      ...['started 1', 'step 1 red', 'step 1 null', 'step 1 null', 'ended 1 fail'],
    ]);
    expect(told[5]).toBe('started 2');
    expect(told).not.toContain('step 2 red');
    expect(words(new PartJudge(new JudgingPlans(rgb)).closePart())).toEqual([]);
  });

  it('begins a part with a code at once, and takes it up again with it', () => {
    const one = new PartJudge(new JudgingPlans(rgb));
    const windows = windowsOf('nothing', 'red', 'nothing', 'green', 'nothing', 'blue', 'nothing', 'nothing');
    const early = windows.slice(0, 4).flatMap((window) => one.push(window));
    expect(early).toEqual([]);
    const begun = one.closePart('SN-7');
    expect(begun).toMatchObject([{ type: 'partStarted', part: 1, code: 'SN-7' }]);
    expect(one.openPart).toBe(1);
    const rest = windows.slice(4).flatMap((window) => words(one.push(window)));
    expect(rest).toEqual(['step 1 red', 'step 1 green', 'step 1 blue', 'ended 1 pass']);

    const next = new PartJudge(new JudgingPlans(rgb));
    const mark = { kind: 'start', atSeconds: windows[3]!.endSeconds, code: 'SN-7' } as const;
    const unsaid = next.resume({ number: 4, windows: windows.slice(0, 20), judgements: 0, mark });
    expect(words(unsaid!)).toEqual(['step 4 red']);
    expect(next.openPart).toBe(4);
  });

  it('abandons a part, and nothing when there is none', () => {
    const one = new PartJudge(new JudgingPlans(rgb));
    judge(one, 'nothing', 'red', 'nothing');
    expect(words(one.abortPart('abandoned'))).toEqual(['aborted 1 abandoned']);
    expect(one.openPart).toBeNull();
    expect(one.abortPart('abandoned')).toEqual([]);
  });

  it('takes up a part wherever it was left, and says all that is left once', () => {
    const windows = windowsOf(...part);
    const whole = new PartJudge(new JudgingPlans(rgb));
    const all = windows.map((window) => words(whole.push(window)));
    for (let killed = 0; killed <= windows.length; killed++) {
      const said = all.slice(0, killed).flat();
      if (!said.includes('started 1') || said.includes('ended 1 pass')) continue;
      const judgements = said.filter((one) => one.startsWith('step')).length;
      const next = new PartJudge(new JudgingPlans(rgb));
      const unsaid = next.resume({ number: 1, windows: windows.slice(0, killed), judgements });
      const rest = windows.slice(killed).flatMap((window) => words(next.push(window)));
      expect([...said, ...words(unsaid!), ...rest]).toEqual(all.flat());
    }
  });

  it('says what was judged, but not written down any more, when it takes up a part', () => {
    const windows = windowsOf(...part);
    const next = new PartJudge(new JudgingPlans(rgb));
    const unsaid = next.resume({ number: 7, windows: windows.slice(0, 44), judgements: 0 });
    expect(words(unsaid!)).toEqual(['step 7 red', 'step 7 green']);
    expect(next.openPart).toBe(7);
  });

  it('cannot take up a part of which the windows tell nothing', () => {
    const next = new PartJudge(new JudgingPlans(rgb));
    expect(next.resume({ number: 3, windows: windowsOf('nothing', 'nothing'), judgements: 0 })).toBeNull();
  });
});
