// The check of the draft: errors of its YAML at once, and the answer of the engine a moment after the last edit.
import { useEffect, useMemo, useState } from 'react';
import type { PlainStationError } from '../../../src-inference/contract/index.ts';
import { useIsAllowed, useStationQuery } from '../../hooks/index.ts';
import type { DraftReading } from '../draft.ts';
import { type Missing, missingIn } from '../draft-hints.ts';

/** While a person is typing, half a word is no error yet. */
const debounceMilliseconds = 350;

export type DraftCheck =
  /** Nothing is wrong, but something is still to be filled in. */
  | {
      readonly state: 'unfinished';
      readonly missing: readonly Missing[];
      readonly issues: readonly PlainStationError[];
    }
  | { readonly state: 'checking'; readonly issues: readonly PlainStationError[] }
  /** The engine cannot be asked: it is away, or this screen may not ask. */
  | { readonly state: 'unknown'; readonly issues: readonly PlainStationError[] }
  | {
      readonly state: 'valid';
      readonly steps: number;
      readonly issues: readonly PlainStationError[];
      readonly missingPictures: readonly string[];
    }
  | { readonly state: 'invalid'; readonly issues: readonly PlainStationError[] };

export function useRecipeCheck(text: string, reading: DraftReading): DraftCheck {
  const mayAsk = useIsAllowed('checkRecipe');
  const settled = useDebounced(text, debounceMilliseconds);
  const missing = useMemo(() => (reading.draft === null ? [] : missingIn(reading.draft)), [reading]);
  const isWhole = missing.length === 0;
  const check = useStationQuery(
    'checkRecipe',
    { text: settled },
    { enabled: mayAsk && isWhole, transient: true },
  );
  const own: readonly PlainStationError[] =
    reading.problem === null ? [] : [{ code: 'recipe_invalid', ...reading.problem }];
  if (!isWhole) return { state: 'unfinished', missing, issues: [] };
  if (settled !== text || check.isPending) return { state: mayAsk ? 'checking' : 'unknown', issues: own };
  if (check.isError) return { state: 'invalid', issues: [check.error.toJSON()] };
  const { info, issues, missingPictures } = check.data;
  return info !== null && issues.length === 0
    ? { state: 'valid', steps: info.steps.length, issues, missingPictures }
    : { state: 'invalid', issues: issues.length > 0 ? issues : own };
}

/** @returns The value once it has not changed for so long. */
function useDebounced<Value>(value: Value, milliseconds: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
