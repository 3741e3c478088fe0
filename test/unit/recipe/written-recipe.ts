// Random recipes that use the whole grammar, and right executions of them that know nothing of the automaton.
import type { RecipeElement, RecipeInfo } from '../../../src-inference/contract/index.ts';

/** @returns 0 or more, and less than `count`. */
type Draw = (count: number) => number;

export function drawFrom(seed: number): Draw {
  let state = seed;
  return (count) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % count;
  };
}

/** The text of a recipe: JSON is YAML too. */
export function writeRecipe(draw: Draw): string {
  let steps = 0;
  const label = (): string => (draw(6) === 0 ? `a${draw(3)}` : `s${++steps}`);
  const range = (): number | string => {
    const min = draw(3);
    return draw(2) === 0 ? min + 1 : `${min}..${min + 1 + draw(2)}`;
  };
  const step = (extra: object): object => ({ step: label(), ...extra });
  const list = (depth: number): object[] => Array.from({ length: 1 + draw(3) }, () => element(depth, false));
  const element = (depth: number, isChoice: boolean): object => {
    const kind = depth === 0 ? 0 : draw(6);
    const optional = !isChoice && draw(4) === 0 ? { optional: true } : {};
    const repeat = draw(4) === 0 ? { repeat: range() } : {};
    if (kind <= 1) return step(isChoice || draw(3) > 0 ? optional : { repeat: range() });
    if (kind === 2) return { use: 'shared', ...optional };
    if (kind === 3) return { sequence: list(depth - 1), ...optional, ...repeat };
    if (kind === 4) return { oneOf: list(depth - 1), ...optional, ...repeat };
    return { ...anyOrder(depth - 1), ...optional, ...repeat };
  };
  const anyOrder = (depth: number): object => {
    const count = 2 + draw(3);
    const isChoice = draw(3) === 0;
    const elements = Array.from({ length: count }, (_, at) => ({
      ...element(depth, isChoice),
      id: `e${at}`,
      ...(at > 0 && draw(3) === 0 && { after: [`e${draw(at)}`] }),
    }));
    return { anyOrder: elements, ...(isChoice && { atLeast: 1 + draw(count) }) };
  };
  return JSON.stringify({
    name: 'drawn',
    title: 'Drawn',
    part: { batch: draw(4) === 0 ? 2 : 1 },
    define: { shared: [{ step: 'u1' }, { step: 'u2', repeat: '1..2' }] },
    steps: [{ step: 'first' }, ...Array.from({ length: 1 + draw(3) }, () => element(2, false))],
  });
}

/** The labels of a right execution. */
export function doRight({ elements, part }: RecipeInfo, draw: Draw): readonly string[] {
  const times = ({ repeat }: RecipeElement): number =>
    repeat === null ? 1 : repeat.min + draw(repeat.max - repeat.min + 1);
  const once = (element: RecipeElement): string[] => {
    if (element.kind === 'step') return new Array<string>(part.batch).fill(element.label);
    if (element.kind === 'sequence') return element.elements.flatMap(whole);
    if (element.kind === 'oneOf') return whole(element.elements[draw(element.elements.length)]!);
    return inAnyOrder(element.elements, element.atLeast);
  };
  const whole = (element: RecipeElement): string[] =>
    element.optional && draw(2) === 0
      ? []
      : Array.from({ length: times(element) }, () => once(element)).flat();
  /** Of a group with `atLeast` only what is done counts: an element that may be empty is drawn again until it is not. */
  const wholeOf = (element: RecipeElement, atLeast: number | null): string[] => {
    let work = whole(element);
    while (atLeast !== null && work.length === 0) work = whole(element);
    return work;
  };
  const inAnyOrder = (group: readonly RecipeElement[], atLeast: number | null): string[] => {
    const chosen = new Set(group.keys());
    while (atLeast !== null && chosen.size > atLeast && draw(2) === 0) {
      chosen.delete([...chosen][draw(chosen.size)]!);
    }
    const waiting = [...chosen].flatMap((at) => {
      const one = group[at]!;
      const isCounted = one.kind === 'step' && one.repeat !== null;
      const pieces = isCounted
        ? Array.from({ length: times(one) }, () => once(one))
        : [wholeOf(one, atLeast)];
      return pieces.filter(({ length }) => length > 0).map((work) => ({ one, work }));
    });
    const done: string[] = [];
    while (waiting.length > 0) {
      const free = waiting.filter(({ one }) => !waiting.some((other) => comesAfter(one, other.one, group)));
      const next = free[draw(free.length)]!;
      waiting.splice(waiting.indexOf(next), 1);
      done.push(...next.work);
    }
    return done;
  };
  return elements.flatMap(whole);
}

/** Also where what stands between the two is left out. */
function comesAfter(one: RecipeElement, other: RecipeElement, group: readonly RecipeElement[]): boolean {
  return one.after.some(
    (name) =>
      name === other.id || group.some((between) => between.id === name && comesAfter(between, other, group)),
  );
}
