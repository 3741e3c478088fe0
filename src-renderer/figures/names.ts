// Names of what figures are about, for people.
import type { ControlPoint, ParetoBar } from '../../src-inference/contract/index.ts';
import { useLabels, useStationQuery } from '../hooks/index.ts';
import { useFormats, useText } from '../text/index.tsx';

export interface Names {
  recipe(name: string): string;
  operator(name: string): string;
  model(name: string): string;
  hour(hour: number): string;
  /** What a bar of a Pareto chart stands for. */
  bar(bar: ParetoBar): string;
  period(point: Pick<ControlPoint, 'day' | 'shift'>): string;
}

export function useNames(): Names {
  const text = useText();
  const formats = useFormats();
  const labels = useLabels();
  const { data: recipes = [] } = useStationQuery('listRecipes', null);
  const titles = new Map(recipes.map(({ name, title }) => [name, title || name]));
  const names: Omit<Names, 'bar'> = {
    recipe: (name) => (name === '' ? text('figures.none.recipe') : (titles.get(name) ?? name)),
    operator: (name) => name || text('figures.none.operator'),
    model: (name) => name || text('figures.none.model'),
    hour: (hour) => `${String(hour).padStart(2, '0')}:00`,
    period: ({ day, shift }) => [formats.dayOfYear(day), shift].filter((one) => one !== null).join(', '),
  };
  return {
    ...names,
    bar({ step, status, recipe, operator, hour }) {
      if (hour !== null) return names.hour(hour);
      if (recipe !== null) return names.recipe(recipe);
      if (operator !== null) return names.operator(operator);
      const words = [step === null ? null : labels.titleOf(step), status && text(`common.step.${status}`)];
      return words.filter((word) => word !== null).join(' · ');
    },
  };
}
