// The errors of recipes that are refused: what is wrong, where, and what to do.
import { describe, expect, it } from 'vitest';
import { parseRecipe } from '../../../src-inference/recipe/index.ts';

const head = 'name: a\ntitle: A\n';
const read = (steps: string) => parseRecipe(`${head}${steps}`, 'a.yaml');

it.each([
  ['', /file is empty/],
  ['- x\n', /must begin with "name: .*a list/],
  ['hello', /must begin with "name: .*a text/],
  ['title: A\nsteps: [x]', /^name is missing/],
])('a file with %j says what is missing', (text, says) => {
  expect(() => parseRecipe(text, 'a.yaml')).toThrowError(
    expect.objectContaining({ code: 'recipe_invalid', message: expect.stringMatching(says) }),
  );
});

const deep = `${'{repeat: 1, sequence: ['.repeat(18)}x${']}'.repeat(18)}`;

describe.each([
  { name: 'no steps', steps: 'steps: []', says: /at least one step/, line: 3 },
  {
    name: 'an empty group',
    steps: 'steps:\n  - x\n  - repeat: 2\n    sequence: []',
    says: /at least one step/,
    line: 6,
  },
  { name: 'repeat 0', steps: 'steps:\n  - {repeat: 0, sequence: [x]}', says: /repeat is 1 or more/, line: 4 },
  {
    name: 'a negative repeat',
    steps: 'steps:\n  - {repeat: -1, sequence: [x]}',
    says: /repeat is 1 or more/,
    line: 4,
  },
  { name: 'a fraction', steps: 'steps:\n  - {repeat: 1.5, sequence: [x]}', says: /whole number/, line: 4 },
  {
    name: 'a huge repeat',
    steps: 'steps:\n  - {repeat: 1000000000, sequence: [x]}',
    says: /1,000,000,000 steps.*limit is 1,000/,
    line: 4,
  },
  {
    name: 'too many steps',
    steps: 'steps:\n  - {repeat: 10000, sequence: [x]}',
    says: /10,000 steps/,
    line: 4,
  },
  {
    name: 'a range of rounds the wrong way round',
    steps: 'steps:\n  - {repeat: 4..2, sequence: [x]}',
    says: /from the fewest rounds to the most/,
    line: 4,
  },
  {
    name: 'a range that is none',
    steps: 'steps:\n  - {repeat: some, sequence: [x]}',
    says: /a range such as 2\.\.4/,
    line: 4,
  },
  {
    name: 'an order outside of anyOrder',
    steps: 'steps:\n  - x\n  - {step: y, after: [x]}',
    says: /Only an element of an `anyOrder` group/,
    line: 5,
  },
  {
    name: 'an order that names nothing',
    steps: 'steps:\n  - anyOrder:\n      - base\n      - {step: arm, after: [bases]}',
    says: /called "bases"\. Did you mean "base"/,
    line: 6,
  },
  {
    name: 'an order that names two',
    steps: 'steps:\n  - anyOrder: [x, x, {step: y, after: [x]}]',
    says: /stands in this group 2 times/,
    line: 4,
  },
  {
    name: 'orders in a circle',
    steps: 'steps:\n  - anyOrder:\n      - {step: x, after: [y]}\n      - {step: y, after: [x]}',
    says: /wait for each other: x, y/,
    line: 5,
  },
  {
    name: 'a repeat of nothing',
    steps: 'notTwiceInARow: [y]\nsteps: [x]',
    says: /No step has the label "y"/,
    line: 3,
  },
  {
    name: 'a breach that means nothing',
    steps: 'steps:\n  - {step: x, missing: pass}',
    says: /must be one of: fail, warn/,
    line: 4,
  },
  {
    name: 'a removal of nothing',
    steps: 'corrections: {removals: [{label: off, undoes: y}]}\nsteps: [x]',
    says: /No step has the label "y"/,
    line: 3,
  },
  {
    name: 'a mistyped way to begin',
    steps: 'part: {start: first}\nsteps: [x]',
    says: /must be one of: firstAction, firstStep, mark/,
    line: 3,
  },
  { name: 'too deep a nesting', steps: `steps:\n  - ${deep}`, says: /16 deep/, line: 4 },
  {
    name: 'minSeconds over maxSeconds',
    steps: 'steps:\n  - {step: x, minSeconds: 3, maxSeconds: 2}',
    says: /more than maxSeconds/,
    line: 4,
  },
  {
    name: 'a mistyped key',
    steps: 'steps:\n  - step: x\n    minSecond: 3',
    says: /Did you mean "minSeconds"/,
    line: 5,
  },
  {
    name: 'a mistyped key at the top',
    steps: 'stepz: [x]\nsteps: [x]',
    says: /Did you mean "steps"/,
    line: 3,
  },
  { name: 'a number as a step', steps: 'steps:\n  - x\n  - 7', says: /steps/, line: 5 },
  {
    name: 'only optional steps',
    steps: 'steps: [{step: x, optional: true}]',
    says: /Every step is optional/,
    line: 3,
  },
  { name: 'no YAML', steps: 'steps: [x', says: /YAML/, line: 3 },
  { name: 'an alias without an anchor', steps: 'steps: [*first]', says: /no anchor "&first"/, line: 3 },
  {
    name: 'an alias inside of itself',
    steps: 'steps: &all\n  - sequence: *all',
    says: /"\*all" is a part of what/,
    line: 4,
  },
  {
    name: 'aliases that stand for a billion steps',
    steps: `a: &a [x,x,x,x,x,x,x,x,x]\n${['b', 'c', 'd', 'e']
      .map((name, i) => `${name}: &${name} [${new Array(9).fill(`*${'abcd'[i]}`).join()}]`)
      .join('\n')}\nsteps: *e`,
    says: /expand to too much/,
    line: 1,
  },
  {
    name: 'a nesting without end',
    steps: `steps: ${'['.repeat(20_000)}`,
    says: /nested too deeply/,
    line: 3,
  },
  {
    name: 'brackets that close again, so many that the parser would take all memory',
    steps: `steps: ${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    says: /nested too deeply/,
    line: 3,
  },
  {
    name: 'lists in lists on one line',
    steps: `steps:\n  ${'- '.repeat(50_000)}`,
    says: /nested too deeply/,
    line: 4,
  },
  {
    name: 'a nesting by indentation',
    steps: Array.from({ length: 100 }, (_, level) => `${' '.repeat(level)}steps:`).join('\n'),
    says: /nested too deeply/,
    line: 67,
  },
  {
    name: 'a text of 800 kB',
    steps: `steps:\n${'  - x\n'.repeat(130_000)}`,
    says: /longer than 128 kB/,
    line: 1,
  },
  { name: 'two documents', steps: 'steps: [x]\n---\nname: b', says: /more than one document/, line: 4 },
  { name: 'nothing as a step', steps: 'steps: [~]', says: /^steps\.0: must be .*, not nothing/, line: 3 },
  { name: 'a text for the steps', steps: 'steps: x', says: /^steps: must be a list, not a text/, line: 3 },
  {
    name: 'a group without steps',
    steps: 'steps: [{repeat: 2}]',
    says: /^steps\.0\.sequence is missing/,
    line: 3,
  },
  {
    name: 'a construct that there is not',
    steps: 'steps: [{allOf: [x, y]}]',
    says: /unknown key "allOf"/,
    line: 3,
  },
  {
    name: 'a probability over 1',
    steps: 'steps: [{step: x, minProbability: 2}]',
    says: /minProbability: must be at most 1/,
    line: 3,
  },
  {
    name: 'atLeast more than there is',
    steps: 'steps:\n  - {atLeast: 3, anyOrder: [x, y]}',
    says: /atLeast: is a whole number from 1 to 2/,
    line: 4,
  },
  {
    name: 'atLeast outside of anyOrder',
    steps: 'steps:\n  - {atLeast: 1, sequence: [x, y]}',
    says: /unknown key "atLeast"/,
    line: 4,
  },
  {
    name: 'an optional element of atLeast',
    steps: 'steps:\n  - {atLeast: 1, anyOrder: [x, {step: y, optional: true}]}',
    says: /may be left out already/,
    line: 4,
  },
  {
    name: 'a counted step of atLeast',
    steps: 'steps:\n  - {atLeast: 1, anyOrder: [x, {step: y, repeat: 2}]}',
    says: /counts once or for each time/,
    line: 4,
  },
  {
    name: 'an optional counted step',
    steps: 'steps:\n  - {anyOrder: [x, {step: y, repeat: 2..3, optional: true}]}',
    says: /counted one by one/,
    line: 4,
  },
  {
    name: 'a step that is repeated 0 times',
    steps: 'steps:\n  - {step: x, repeat: 0}',
    says: /repeat is 1 or more/,
    line: 4,
  },
  {
    name: 'a use of nothing',
    steps: 'define: {wheel: [x]}\nsteps:\n  - use: weel',
    says: /Nothing is defined as "weel"\. Did you mean "wheel"/,
    line: 5,
  },
  {
    name: 'a definition inside of itself',
    steps: 'define:\n  a: [{use: b}]\n  b: [{use: a}]\nsteps: [{use: a}]',
    says: /"a" is a part of itself: a uses b uses a/,
    line: 5,
  },
  {
    name: 'an empty definition',
    steps: 'define: {wheel: []}\nsteps: [x]',
    says: /at least one step/,
    line: 3,
  },
  {
    name: 'definitions that stand for a billion steps',
    steps: `define:\n  a: [x,x,x,x,x,x,x,x,x,x]\n${['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']
      .map((name, i) => `  ${name}: [${new Array(10).fill(`{use: ${'abcdefgh'[i]}}`).join()}]`)
      .join('\n')}\nsteps: [{use: i}]`,
    says: /steps or more; the limit is 1,000/,
    line: 7,
  },
  {
    name: 'an order that names something in two groups',
    steps:
      'steps:\n  - anyOrder:\n      - sequence: [x, y]\n      - sequence: [x, z]\n      - {step: u, after: [x]}',
    says: /stands in this group 2 times/,
    line: 7,
  },
  {
    name: 'an order after a step that comes later anyway',
    steps: 'steps:\n  - anyOrder: [x, {sequence: [{step: y, after: [z]}, z]}]',
    says: /Only an element of an `anyOrder` group/,
    line: 4,
  },
  {
    name: 'orders in a circle through groups',
    steps:
      'steps:\n  - anyOrder:\n      - sequence: [x, {step: y, after: [v]}]\n      - sequence: [{step: u, after: [x]}, v]',
    says: /wait for each other/,
    line: 5,
  },
  {
    name: 'a hold and a minimum',
    steps: 'steps:\n  - {step: x, holdSeconds: 3, minSeconds: 2}',
    says: /holdSeconds is a minimum already/,
    line: 4,
  },
  {
    name: 'a hold over maxSeconds',
    steps: 'steps:\n  - {step: x, holdSeconds: 3, maxSeconds: 2}',
    says: /holdSeconds is more than maxSeconds/,
    line: 4,
  },
  {
    name: 'a wait for nothing',
    steps: 'steps:\n  - x\n  - {step: y, wait: {since: x}}',
    says: /wait: needs minSeconds, maxSeconds, or both/,
    line: 5,
  },
  {
    name: 'a wait that no time can keep',
    steps: 'steps:\n  - x\n  - {step: y, wait: {minSeconds: 9, maxSeconds: 3}}',
    says: /no wait could be right/,
    line: 5,
  },
  {
    name: 'a wait since nothing',
    steps: 'steps:\n  - glue\n  - {step: y, wait: {since: glu, minSeconds: 9}}',
    says: /called "glu"\. Did you mean "glue"/,
    line: 5,
  },
  {
    name: 'a wait that is longer than a part lives',
    steps: 'steps:\n  - x\n  - {step: y, wait: {minSeconds: 300}}',
    says: /would end first: its timeoutSeconds is 300/,
    line: 5,
  },
  {
    name: 'when without a mark',
    steps: 'steps:\n  - x\n  - {step: y, when: L*}',
    says: /comes with the mark that begins it/,
    line: 5,
  },
  {
    name: 'variants without a rest',
    steps: 'part: {start: mark}\nsteps:\n  - {step: x, when: L*}\n  - {step: y, when: R*}',
    says: /without a code would have no step/,
    line: 5,
  },
  {
    name: 'a picture outside of the folder',
    steps: 'steps:\n  - {step: x, picture: ../secret.png}',
    says: /picture: must be a file in the folder of the recipe/,
    line: 4,
  },
  {
    name: 'a picture of another kind',
    steps: 'steps:\n  - {step: x, picture: base.svg}',
    says: /must be a JPEG, PNG or WebP file/,
    line: 4,
  },
  {
    name: 'a batch of none',
    steps: 'part: {batch: 0}\nsteps: [x]',
    says: /batch: must be at least 1/,
    line: 3,
  },
  {
    name: 'a batch of too many steps',
    steps: 'part: {batch: 50}\nsteps:\n  - {step: x, repeat: 21}',
    says: /1,050 steps or more/,
    line: 5,
  },
  { name: 'a megabyte', steps: `steps: [x]\n#${'x'.repeat(1_000_001)}`, says: /1 MB/, line: 1 },
])('$name', ({ steps, says, line }) => {
  it('is refused with its place and a hint', () => {
    expect(() => read(steps)).toThrowError(
      expect.objectContaining({
        code: 'recipe_invalid',
        message: expect.stringMatching(says),
        where: 'a.yaml',
        line,
        column: expect.any(Number),
        hint: expect.any(String),
      }),
    );
  });
});
