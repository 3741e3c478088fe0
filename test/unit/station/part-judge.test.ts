// Between windows and events: what parts are judged by may change, and a part may be taken up again.
import { describe, expect, it } from 'vitest';
import { createChecker } from '../../../src-inference/checker/index.ts';
import type { Checker, JoinedPartRule, WindowScores } from '../../../src-inference/contract/index.ts';
import { parseRecipe } from '../../../src-inference/recipe/index.ts';
import { JudgingPlans } from '../../../src-inference/station/judging-plans.ts';
import { PartJudge } from '../../../src-inference/station/part-judge.ts';
import { PartNumbers } from '../../../src-inference/station/part-numbers.ts';

const labels = ['nothing', 'red', 'green', 'blue'] as const;
type Label = (typeof labels)[number];

interface TestPlan {
  readonly name: string;
  readonly joinedParts?: JoinedPartRule;
  makeChecker(mayJoin: boolean): Checker;
}

function plan(name: string, steps: string): TestPlan {
  const recipe = parseRecipe(`name: ${name}\ntitle: ${name}\nsteps: [${steps}]\n`, name);
  return {
    name,
    makeChecker: (mayJoin) =>
      createChecker(recipe, { labels, background: 'nothing', confusion: null }, { mayJoin }),
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
    case 'partEnding':
      return `ending ${event.part}`;
    case 'partEndUndone':
      return `undone ${event.part}`;
    case 'partStarted':
      return `started ${event.part}`;
    case 'partJoined':
      return `joined ${event.part} ${event.step.label}`;
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

describe('a part that a person has ended in the middle', () => {
  const windows = windowsOf(...part);
  /** The judge after red, ended by a press. */
  const pressed = () => {
    const one = new PartJudge(new JudgingPlans(rgb));
    const before = windows.slice(0, 22).flatMap((window) => words(one.push(window)));
    return { one, before, press: words(one.closePart(null, true)) };
  };
  const push = (one: PartJudge<typeof rgb>, from: number, to?: number): string[] =>
    windows.slice(from, to).flatMap((window) => words(one.push(window)));

  it('goes on as if nothing had happened when the person takes it back', () => {
    const all = push(new PartJudge(new JudgingPlans(rgb)), 0);
    const { one, before, press } = pressed();
    expect(press).toEqual(['ending 1']);
    expect(one).toMatchObject({ isEnding: true, openPart: 1 });
    expect(push(one, 22, 40)).toEqual([]);
    const undone = words(one.undoEnd());
    expect(undone[0]).toBe('undone 1');
    expect(one.isEnding).toBe(false);
    expect([...before, ...undone.slice(1), ...push(one, 40)]).toEqual(all);
  });

  it('ends as it was at the press, when the time for that is over; what came since belongs to the next part', () => {
    const { one } = pressed();
    expect(push(one, 22, 40)).toEqual([]);
    const confirmed = words(one.confirmEnd());
    expect(confirmed.slice(0, 3)).toEqual(['step 1 null', 'step 1 null', 'ended 1 fail']);
    expect([...confirmed, ...push(one, 40)]).toContain('started 2');
    expect(one.confirmEnd()).toEqual([]);
    expect(one.undoEnd()).toEqual([]);
  });

  it.each<[string, (one: PartJudge<typeof rgb>) => string[], string[]]>([
    ['a second press does nothing', (one) => words(one.closePart(null, true)), []],
    [
      'the end of the source confirms it',
      (one) => words(one.finish()),
      ['step 1 null', 'step 1 null', 'ended 1 fail'],
    ],
    [
      'another source confirms it',
      (one) => words(one.abortPart('sourceChanged')),
      ['step 1 null', 'step 1 null', 'ended 1 fail'],
    ],
    ['who abandons the part means it', (one) => words(one.abortPart('abandoned')), ['aborted 1 abandoned']],
    [
      'the code of the next part confirms it',
      (one) => words(one.closePart('SN-8')),
      ['step 1 null', 'step 1 null', 'ended 1 fail', 'started 2'],
    ],
  ])('%s', (_, act, expected) => {
    expect(act(pressed().one)).toEqual(expected);
  });

  it('ends at once when nothing is left to do', () => {
    const one = new PartJudge(new JudgingPlans(rgb));
    push(one, 0, 50);
    expect(words(one.closePart(null, true)).at(-1)).toBe('ended 1 pass');
  });
});

describe('a part whose beginning was not seen', () => {
  const work = ['green', 'nothing', 'blue', 'nothing', 'nothing', ...part] as const;
  const rgbr = plan('rgbr', 'red, green, blue');

  it.each<[JoinedPartRule, string]>([
    ['noVerdict', 'aborted 1 notSeenFromStart'],
    // Its first step may have been left out: somebody should look.
    ['judgeSeen', 'ended 1 warn'],
  ])('%s: %s', (joinedParts, end) => {
    const one = new PartJudge(new JudgingPlans<TestPlan>({ ...rgbr, joinedParts }), { mayJoin: true });
    const told = judge(one as PartJudge<typeof rgb>, ...work);
    expect(told).toContain('joined 1 green');
    expect(told.filter((line) => line.startsWith('ended') || line.startsWith('aborted'))).toEqual([
      end,
      'ended 2 pass',
    ]);
  });

  it('is one also when the recipe is put in force in the middle of it', () => {
    const none = { name: 'none', makeChecker: () => null };
    const one = new PartJudge(new JudgingPlans<TestPlan | typeof none>(none));
    const windows = windowsOf(...part, ...Array<Label>(4).fill('nothing'));
    for (const window of windows.slice(0, 22)) expect(one.push(window)).toEqual([]);
    one.judgeBy(rgbr);
    const told = windows.slice(22).flatMap((window) => words(one.push(window) as readonly Told[]));
    expect(told).toContain('aborted 1 notSeenFromStart');
  });
});

describe('the number of a part', () => {
  it('counts for the station and the day, whichever judge asks', () => {
    const days = ['2026-11-24', '2026-11-24', '2026-11-25', '2026-11-24', '2026-11-25', '2026-11-26'];
    const numbers = new PartNumbers(() => days.shift()!, { day: '2026-11-24', number: 41 });
    const next = (): string => {
      const { day, number } = numbers.next();
      return `${day} ${number}`;
    };
    expect([next(), next(), next()]).toEqual(['2026-11-24 42', '2026-11-24 43', '2026-11-25 1']);
    // The clock was set back, or the calendar changed: no number comes twice.
    expect([next(), next(), next()]).toEqual(['2026-11-25 2', '2026-11-25 3', '2026-11-26 1']);
  });

  it('goes on over sources, and a part that is taken up keeps its own', () => {
    const numbers = new PartNumbers(() => '2026-11-24', { day: '2026-11-24', number: 7 });
    const first = new PartJudge(new JudgingPlans(rgb), { numbers });
    expect(judge(first, ...part).at(-1)).toBe('ended 8 pass');
    const second = new PartJudge(new JudgingPlans(rgb), { numbers });
    const unsaid = second.resume({
      number: 3,
      windows: windowsOf(...part, 'nothing', ...part),
      judgements: 3,
    });
    expect(words(unsaid!)).toEqual([
      'ended 3 pass',
      ...['started 9', 'step 9 red', 'step 9 green', 'step 9 blue', 'ended 9 pass'],
    ]);
  });
});
