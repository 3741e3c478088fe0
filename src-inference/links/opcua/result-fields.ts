// The result of a part in the words of OPC 40100-1. Pure.
import type { Verdict } from '../../contract/index.ts';
import { type KeptResult, resultState } from './result-store.ts';

interface Id {
  readonly id: string;
}

export interface ResultFields {
  readonly resultId: Id;
  /** The serial number; null: none is known. */
  readonly partId: Id | null;
  /** Null: nothing was checked by a recipe. */
  readonly externalRecipeId: Id | null;
  readonly internalRecipeId: Id;
  /** The model. */
  readonly internalConfigurationId: Id;
  readonly jobId: Id;
  readonly resultState: number;
  readonly creationTime: Date;
  readonly processingTimes: { readonly startTime: Date; readonly endTime: Date };
  /** For people who read the list of events. */
  readonly text: string;
  /** 1 to 1000, as OPC UA counts it. */
  readonly severity: number;
}

/** OPC 10000-5, 6.4.2: below 334 low, from 667 on high. */
const severities: Readonly<Record<Verdict | 'aborted', number>> = {
  pass: 100,
  warn: 500,
  fail: 800,
  aborted: 400,
};

export function resultFields(result: KeptResult): ResultFields {
  const { part } = result;
  const verdict = part.verdict ?? 'aborted';
  const id = { id: part.part };
  return {
    resultId: id,
    partId: part.serial === null ? null : { id: part.serial },
    externalRecipeId: part.recipe === null ? null : { id: part.recipe },
    internalRecipeId: { id: part.recipe ?? '' },
    internalConfigurationId: { id: part.model },
    jobId: id,
    resultState: resultState(result),
    creationTime: new Date(part.at),
    processingTimes: { startTime: new Date(part.part), endTime: new Date(part.at) },
    text: `Part ${part.number}: ${verdict}`,
    severity: severities[verdict],
  };
}

/** `ResultContent`: the verdict (`pass`, `warn`, `fail`, `aborted`), and all of the result as JSON. */
export function resultContent({ part, acknowledgement, override }: KeptResult): readonly [string, string] {
  return [part.verdict ?? 'aborted', JSON.stringify({ ...part, acknowledgement, override })];
}
