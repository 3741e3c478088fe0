// The elements of a recipe, from what the YAML holds: everything that was left out has its usual value, and every `use` holds
// the elements of its definition.
import { nearestName, type RecipeElement, recipeDefaults } from '../contract/index.ts';
import type { ElementPath, FailAt } from './element-path.ts';
import type { ElementSource, RecipeSource } from './schema.ts';

export interface RecipeElements {
  readonly steps: readonly RecipeElement[];
  /** By name. */
  readonly definitions: ReadonlyMap<string, readonly RecipeElement[]>;
}

/** @throws What `fail` throws, at a `use` of nothing, or of something that it is itself a part of. */
export function readElements({ steps, define = {} }: RecipeSource, fail: FailAt): RecipeElements {
  const definitions = new Map<string, readonly RecipeElement[]>();
  const open: string[] = [];

  const definitionOf = (name: string, path: ElementPath): readonly RecipeElement[] => {
    const known = definitions.get(name);
    if (known !== undefined) return known;
    if (!Object.hasOwn(define, name)) {
      const near = nearestName(name, Object.keys(define));
      fail(
        path,
        `Nothing is defined as "${name}".${near === null ? '' : ` Did you mean "${near}"?`}`,
        'Put it under `define` at the top of the recipe, such as `define: {wheel: [axle, nut]}`.',
      );
    }
    if (open.includes(name)) {
      fail(
        path,
        `"${name}" is a part of itself: ${[...open.slice(open.indexOf(name)), name].join(' uses ')}.`,
        'Remove one `use`.',
      );
    }
    open.push(name);
    const read = listOf(define[name]!, ['define', name]);
    open.pop();
    // A definition that stands in several places is one list: nothing grows with the number of its uses.
    definitions.set(name, read);
    return read;
  };

  const listOf = (sources: readonly ElementSource[], path: ElementPath): RecipeElement[] =>
    sources.map((source, index) => elementOf(source, [...path, index]));

  const elementOf = (source: ElementSource, path: ElementPath): RecipeElement => {
    if (typeof source === 'string') return elementOf({ step: source }, path);
    const { when = [], unless = [] } = source;
    const written = {
      id: source.id ?? null,
      optional: source.optional ?? false,
      after: source.after ?? [],
      repeat: source.repeat ?? null,
      when: when.length + unless.length === 0 ? null : { when, unless },
    };
    if ('step' in source) {
      const { wait } = source;
      return {
        kind: 'step',
        ...written,
        label: source.step,
        title: source.title ?? null,
        minSeconds: source.minSeconds ?? null,
        maxSeconds: source.maxSeconds ?? null,
        holdSeconds: source.holdSeconds ?? null,
        typicalSeconds: source.typicalSeconds ?? null,
        minProbability: source.minProbability ?? null,
        critical: source.critical ?? false,
        missing: source.missing ?? recipeDefaults.missing,
        order: source.order ?? recipeDefaults.order,
        wait: wait
          ? {
              since: wait.since ?? null,
              minSeconds: wait.minSeconds ?? null,
              maxSeconds: wait.maxSeconds ?? null,
            }
          : null,
        note: source.note ?? null,
        picture: source.picture ?? null,
        remedies: source.remedy ?? {},
      };
    }
    if (source.use !== undefined) {
      const elements = definitionOf(source.use, [...path, 'use']);
      return { kind: 'sequence', ...written, elements, atLeast: null, use: source.use };
    }
    const kind = source.sequence ? 'sequence' : source.oneOf ? 'oneOf' : 'anyOrder';
    const elements = listOf(source[kind] ?? [], [...path, kind]);
    return { kind, ...written, elements, atLeast: source.atLeast ?? null, use: null };
  };

  for (const name of Object.keys(define)) definitionOf(name, ['define', name]);
  return { steps: listOf(steps, ['steps']), definitions };
}
