// The elements of a recipe, from what the YAML holds: everything that was left out has its usual value.
import type { RecipeElement } from '../contract/index.ts';
import type { ElementSource } from './schema.ts';

export function toElement(source: ElementSource): RecipeElement {
  if (typeof source === 'string') return toElement({ step: source });
  const written = { id: source.id ?? null, optional: source.optional ?? false, after: source.after ?? [] };
  if ('step' in source) {
    return {
      kind: 'step',
      ...written,
      label: source.step,
      title: source.title ?? null,
      minSeconds: source.minSeconds ?? null,
      maxSeconds: source.maxSeconds ?? null,
      typicalSeconds: source.typicalSeconds ?? null,
      minProbability: source.minProbability ?? null,
      critical: source.critical ?? false,
      missing: source.missing ?? 'fail',
      order: source.order ?? 'fail',
    };
  }
  const repeat = source.repeat ?? null;
  const kind = source.sequence ? 'sequence' : source.oneOf ? 'oneOf' : 'anyOrder';
  return { kind, ...written, repeat, elements: (source[kind] ?? []).map(toElement) };
}
