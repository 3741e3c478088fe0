// From a figure to the parts behind it: the history, with the conditions that the figure was counted by.
import type { FiguresQuery, PartConditions } from '../../src-inference/contract/index.ts';
import { openPage } from '../app/index.ts';

/** @param more What the figure itself stands for: a step, an hour, a day. */
export type OpenParts = (more: Partial<PartConditions>) => void;

export function openPartsOf({ per: _, ...query }: FiguresQuery): OpenParts {
  return (more) => {
    const conditions = Object.entries({ ...query, ...more }).filter(([, value]) => value !== null);
    openPage('history', `?${new URLSearchParams(conditions.map(([name, value]) => [name, String(value)]))}`);
  };
}
