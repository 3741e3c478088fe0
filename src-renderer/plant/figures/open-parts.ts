import type { PartConditions } from '../data/queries.ts';

/** Opens the parts behind a figure. @param more What the figure itself stands for: a step, an hour, a station. */
export type OpenParts = (more: Partial<PartConditions>) => void;
