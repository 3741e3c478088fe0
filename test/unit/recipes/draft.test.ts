import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRecipe } from '../../../src-inference/recipe/index.ts';
import {
  emptyRecipeText,
  isDraftGroup,
  type RecipeDraft,
  readDraft,
  writeRounds,
} from '../../../src-renderer/recipes/draft.ts';
import {
  addGroup,
  addStep,
  duplicateElement,
  moveElement,
  removeElement,
  setField,
  setGroupKind,
  setRemedy,
  unwrapGroup,
  wrapElements,
} from '../../../src-renderer/recipes/draft-edits.ts';
import {
  elementAt,
  elementAtLine,
  gapAt,
  gapBeside,
  treeRows,
} from '../../../src-renderer/recipes/tree-rows.ts';

const coupling = readFileSync(
  resolve(import.meta.dirname, '../../../resources/recipes/coupling.yaml'),
  'utf8',
);

const rich = `# Says who made it.
name: pump
title: Pump
targetCycleSeconds: 60
part: {start: firstStep, end: lastStep, timeoutSeconds: 30}
corrections:
  verdict: pass
  removals: [{label: take_out, undoes: spacer}]
tolerated: [wipe, {label: talk, verdict: warn}]
steps:
  # The base lies ready.
  - base # from bin 1
  - {step: spacer, title: Spacer ring, minSeconds: 1, colour: red}
  - repeat: 2..4
    sequence: [spacer, disk]
  - anyOrder:
      - {step: left, id: l}
      - {step: right, after: [l]}
  - oneOf: [glue, screw]
  - 42
`;

function read(text: string): RecipeDraft {
  const { draft, problem } = readDraft(text);
  expect(problem).toBeNull();
  return draft!;
}

/** The tree as it would be said aloud. */
function outline(text: string): unknown[] {
  const say = (element: RecipeDraft['elements'][number]): unknown =>
    element.kind === 'step'
      ? element.label
      : isDraftGroup(element)
        ? { [element.kind]: element.elements.map(say), ...(element.repeat && { repeat: element.repeat.max }) }
        : element.kind === 'use'
          ? { use: element.use }
          : element.text;
  return read(text).elements.map(say);
}

describe('a draft of what few recipes need', () => {
  const text = `name: a
title: A
part: {start: mark, batch: 2}
define:
  wheel: [axle, {step: nut, repeat: 2..3}]
  self: [{use: self}]
steps:
  - {use: wheel, repeat: 2}
  - {step: seal, holdSeconds: 4, wait: {since: axle, minSeconds: 30}, note: Slowly., picture: seal.jpg, when: L*}
  - {atLeast: 1, anyOrder: [x, y], unless: [L*, R*]}
  - use: self
`;

  it('is read with all its fields', () => {
    const { elements, definitions, part } = read(text);
    expect(part.batch).toBe(2);
    expect([...definitions.keys()]).toEqual(['wheel', 'self']);
    expect(elements).toMatchObject([
      { kind: 'use', use: 'wheel', repeat: { min: 2, max: 2 }, otherKeys: [] },
      {
        kind: 'step',
        holdSeconds: 4,
        wait: { since: 'axle', minSeconds: 30, maxSeconds: null },
        note: 'Slowly.',
        picture: 'seal.jpg',
        when: ['L*'],
        otherKeys: [],
      },
      { kind: 'anyOrder', atLeast: 1, unless: ['L*', 'R*'], otherKeys: [] },
      { kind: 'use', use: 'self' },
    ]);
  });

  it('has what only asks for a look, and writes and removes it', () => {
    const soft = `name: a
title: A
extra: warn
notTwiceInARow: [screw]
steps:
  - {step: wipe, missing: warn, order: fail}
  - lid
`;
    const draft = read(soft);
    expect(draft).toMatchObject({ extra: 'warn', notTwiceInARow: ['screw'] });
    expect(draft.elements).toMatchObject([
      { label: 'wipe', missing: 'warn', order: 'fail', otherKeys: [] },
      { label: 'lid', missing: null, order: null },
    ]);
    const without = [
      [['extra'], null],
      [['notTwiceInARow'], null],
      [['steps', 0, 'missing'], null],
      [['steps', 0, 'order'], null],
    ].reduce((written, [path, value]) => setField(written, path as string[], value as null), soft);
    expect(without).toBe('name: a\ntitle: A\nsteps:\n  - wipe\n  - lid\n');
    expect(setField(without, ['notTwiceInARow'], ['screw', 'lid'])).toContain('notTwiceInARow: [screw, lid]');
  });

  it('has remedies: one sentence, or one for each kind of mistake', () => {
    const bare = 'name: a\ntitle: A\nsteps:\n  - lid\n';
    const one = setRemedy(bare, ['steps', 0], 'any', 'Take it off.');
    expect(one).toContain('- {step: lid, remedy: Take it off.}');
    const two = setRemedy(one, ['steps', 0], 'missed', 'Put it on.');
    expect(read(two).elements[0]).toMatchObject({ remedy: { any: 'Take it off.', missed: 'Put it on.' } });
    const back = setRemedy(setRemedy(two, ['steps', 0], 'missed', null), ['steps', 0], 'any', null);
    expect(back).toBe(bare);
    const whole = setRemedy(bare, [], 'wrong', 'Take it out.');
    expect(read(whole).remedy).toEqual({ wrong: 'Take it out.' });
    expect(setRemedy(whole, [], 'wrong', null)).toBe(bare);
  });

  it('keeps numbers of rounds that no recipe can have, so that its check says so', () => {
    for (const rounds of [
      { min: 7, max: 5 },
      { min: -1, max: 4 },
      { min: 1.5, max: 2 },
      { min: 0, max: 0 },
    ]) {
      const text = setField(rich, ['steps', 2, 'repeat'], writeRounds(rounds));
      expect(read(text).elements[2]).toMatchObject({ repeat: rounds });
      expect(() => parseRecipe(text, 'draft')).toThrowError(/repeat/);
    }
  });

  it('counts the steps of its definitions and pieces', () => {
    const numbers = treeRows(read(text)).flatMap((row) => (row.kind === 'element' ? [row.steps.from] : []));
    expect(numbers).toEqual([1, 17, 19, 19, 21, 23]);
  });

  it('loses the wait with its last field', () => {
    const changed = setField(text, ['steps', 1, 'wait', 'minSeconds'], null);
    const bare = setField(changed, ['steps', 1, 'wait', 'since'], null);
    expect(bare).not.toContain('wait');
    expect(setField(bare, ['steps', 1, 'wait', 'maxSeconds'], 9)).toContain('maxSeconds: 9');
    const short = 'name: a\ntitle: A\nsteps:\n  - x\n  - y\n';
    const waiting = setField(short, ['steps', 1, 'wait', 'maxSeconds'], 9);
    expect(read(waiting).elements[1]).toMatchObject({ label: 'y', wait: { maxSeconds: 9 } });
    expect(setField(waiting, ['steps', 1, 'wait', 'maxSeconds'], null)).toBe(short);
  });
});

describe('reading a draft', () => {
  it('finds everything that the language has', () => {
    const draft = read(rich);
    expect(draft).toMatchObject({
      name: 'pump',
      title: 'Pump',
      targetCycleSeconds: 60,
      part: { start: 'firstStep', end: 'lastStep', timeoutSeconds: 30 },
      corrections: { verdict: 'pass', removals: [{ label: 'take_out', undoes: 'spacer' }] },
      tolerated: [
        { label: 'wipe', verdict: null },
        { label: 'talk', verdict: 'warn' },
      ],
    });
    expect(draft.elements).toMatchObject([
      { kind: 'step', label: 'base' },
      { kind: 'step', label: 'spacer', title: 'Spacer ring', minSeconds: 1, otherKeys: ['colour'] },
      { kind: 'sequence', repeat: { min: 2, max: 4 } },
      { kind: 'anyOrder', elements: [{ id: 'l' }, { after: ['l'] }] },
      { kind: 'oneOf', elements: [{ label: 'glue' }, { label: 'screw' }] },
      { kind: 'opaque', text: '42' },
    ]);
  });

  it('says where a text is no YAML', () => {
    expect(readDraft('name: a\nsteps: [a\n').problem).toMatchObject({ line: 3 });
    expect(readDraft('- a\n').problem).not.toBeNull();
    expect(readDraft('').problem).not.toBeNull();
  });

  it('begins a new recipe with names that YAML would misread', () => {
    expect(read(emptyRecipeText('12', 'No: "yes"'))).toMatchObject({
      name: '12',
      title: 'No: "yes"',
      elements: [],
    });
  });

  it('finds the element at a line of the text', () => {
    const { elements } = read(rich);
    expect(elementAtLine(elements, 12)).toMatchObject({ label: 'base' });
    expect(elementAtLine(elements, 17)).toMatchObject({ label: 'left' });
    expect(elementAtLine(elements, 2)).toBeNull();
  });
});

describe('editing a draft', () => {
  it('leaves everything alone that is not edited', () => {
    expect(setField(coupling, ['title'], 'Flexible coupling')).toBe(coupling);
    expect(setField(rich, ['title'], 'Pump 2')).toBe(rich.replace('title: Pump', 'title: Pump 2'));
  });

  it('turns a bare label into a step with fields and back', () => {
    const limited = setField(coupling, ['steps', 1, 'minSeconds'], 2);
    expect(limited).toBe(coupling.replace('  - spacer\n', '  - {step: spacer, minSeconds: 2}\n'));
    expect(setField(limited, ['steps', 1, 'minSeconds'], null)).toBe(coupling);
  });

  it('writes a step with many fields in as many lines', () => {
    const fields = { title: 'Ring', minSeconds: 1, maxSeconds: 4, minProbability: 0.6 };
    const text = Object.entries(fields).reduce(
      (edited, [key, value]) => setField(edited, ['steps', 1, key], value),
      coupling,
    );
    expect(text).toContain('  - step: spacer\n    title: Ring\n    minSeconds: 1\n');
  });

  it('keeps the comment of a label that becomes a step', () => {
    expect(setField(rich, ['steps', 0, 'optional'], true)).toContain(
      '- {step: base, optional: true} # from bin 1',
    );
  });

  it('makes and takes away the parts of a recipe', () => {
    const marked = setField(coupling, ['part', 'start'], 'mark');
    expect(read(marked).part.start).toBe('mark');
    expect(setField(marked, ['part', 'start'], null)).toBe(coupling);
  });

  it('adds, duplicates and removes', () => {
    const added = addStep(coupling, { list: ['steps', 5, 'sequence'], index: 1 }, 'wipe');
    expect(added.at).toEqual(['steps', 5, 'sequence', 1]);
    expect(added.text).toContain('sequence: [spacer, wipe, greased_disk, separator]');
    expect(removeElement(added.text, added.at!).text).toBe(coupling);
    const twice = duplicateElement(coupling, ['steps', 0]);
    expect(outline(twice.text).slice(0, 3)).toEqual(['riveted_start', 'riveted_start', 'spacer']);
    expect(twice.at).toEqual(['steps', 1]);
  });

  it('begins a recipe from nothing', () => {
    const first = addStep(emptyRecipeText('a', 'A'), { list: ['steps'], index: 0 }, 'base');
    const group = addGroup(first.text, { list: ['steps'], index: 1 }, 'sequence', 3);
    const inner = addStep(group.text, { list: [...group.at!, 'sequence'], index: 0 }, 'spacer');
    expect(inner.text).toBe(
      'name: "a"\ntitle: "A"\nsteps:\n  - base\n  - repeat: 3\n    sequence: [spacer]\n',
    );
  });

  it('moves into a group, out of it, and over its neighbours', () => {
    const into = moveElement(coupling, ['steps', 1], { list: ['steps', 5, 'sequence'], index: 0 });
    expect(into.at).toEqual(['steps', 4, 'sequence', 0]);
    expect(into.text).toContain('sequence: [spacer, spacer, greased_disk, separator]');
    const out = moveElement(into.text, into.at!, { list: ['steps'], index: 1 });
    expect(outline(out.text)).toEqual(outline(coupling));
    const down = moveElement(coupling, ['steps', 0], { list: ['steps'], index: 2 });
    expect(down.at).toEqual(['steps', 1]);
    expect(outline(down.text).slice(0, 3)).toEqual(['spacer', 'riveted_start', 'greased_disk']);
  });

  it('does not move a group into itself', () => {
    const stays = moveElement(coupling, ['steps', 5], { list: ['steps', 5, 'sequence'], index: 0 });
    expect(stays).toEqual({ text: coupling, at: ['steps', 5] });
  });

  it('takes a comment along with its step', () => {
    const moved = moveElement(rich, ['steps', 0], { list: ['steps'], index: 2 });
    expect(moved.text).toContain('  - base # from bin 1\n  - repeat: 2..4');
  });

  it('puts neighbours into a group, and takes the group away again', () => {
    const wrapped = wrapElements(coupling, ['steps', 1], ['steps', 3], 'sequence', 2);
    expect(wrapped.text).toContain('  - repeat: 2\n    sequence: [spacer, greased_disk, separator]\n');
    expect(unwrapGroup(wrapped.text, wrapped.at!).text).toBe(coupling);
  });

  it('changes the kind of a group', () => {
    expect(setGroupKind(coupling, ['steps', 5], 'anyOrder')).toBe(coupling.replace('sequence:', 'anyOrder:'));
  });

  it('gives a text back that is no YAML', () => {
    expect(setField('a: [', ['title'], 'x')).toBe('a: [');
  });

  it('does not move an alias before its anchor', () => {
    const text = 'name: a\ntitle: A\nsteps:\n  - &s {step: a}\n  - *s\n';
    expect(moveElement(text, ['steps', 1], { list: ['steps'], index: 0 }).text).toBe(text);
  });
});

describe('moving with the keyboard', () => {
  it('steps into a group, through it, and out at the other side', () => {
    let text = 'name: a\ntitle: A\nsteps:\n  - x\n  - repeat: 2\n    sequence: [a, b]\n  - y\n';
    let at: readonly (string | number)[] = ['steps', 0];
    const seen: unknown[] = [];
    for (let count = 0; count < 5; count++) {
      const gap = gapBeside(treeRows(read(text)), at, 'down');
      if (gap === null) break;
      const moved = moveElement(text, at, gap);
      text = moved.text;
      at = moved.at!;
      seen.push(outline(text));
    }
    expect(seen).toEqual([
      [{ sequence: ['x', 'a', 'b'], repeat: 2 }, 'y'],
      [{ sequence: ['a', 'x', 'b'], repeat: 2 }, 'y'],
      [{ sequence: ['a', 'b', 'x'], repeat: 2 }, 'y'],
      [{ sequence: ['a', 'b'], repeat: 2 }, 'x', 'y'],
      [{ sequence: ['a', 'b'], repeat: 2 }, 'y', 'x'],
    ]);
  });

  it('comes back the way it went', () => {
    const rows = treeRows(read(coupling));
    for (const row of rows) {
      if (row.kind !== 'element') continue;
      const gap = gapBeside(rows, row.element.path, 'down');
      if (gap === null) continue;
      const moved = moveElement(coupling, row.element.path, gap);
      const back = gapBeside(treeRows(read(moved.text)), moved.at!, 'up')!;
      expect(outline(moveElement(moved.text, moved.at!, back).text)).toEqual(outline(coupling));
    }
  });

  it('numbers the steps as they are counted after expanding', () => {
    const numbers = treeRows(read(coupling)).flatMap((row) => (row.kind === 'element' ? [row.steps] : []));
    expect(numbers[5]).toEqual({ from: 6, to: 17 });
    expect(numbers.at(-1)).toEqual({ from: 22, to: 22 });
  });
});

describe('any sequence of moves', () => {
  it('loses no element and no comment, and always leaves a recipe that can be read', () => {
    const labels = (text: string) =>
      treeRows(read(text))
        .flatMap((row) =>
          row.kind === 'element' ? [row.element.kind === 'step' ? row.element.label : row.element.kind] : [],
        )
        .sort();
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 12 }), (moves) => {
        let text = rich;
        for (const [what, where] of moves) {
          const rows = treeRows(read(text));
          const elements = rows.filter((row) => row.kind === 'element');
          const from = elements[what % elements.length]!.element.path;
          const moved = moveElement(text, from, gapAt(rows[where % rows.length]!));
          expect(elementAt(read(moved.text), moved.at!)).not.toBeNull();
          text = moved.text;
        }
        expect(labels(text)).toEqual(labels(rich));
        expect(text).toContain('# from bin 1');
        expect(text).toContain('colour: red');
      }),
      { numRuns: 25, seed: 4 },
    );
  });
});
