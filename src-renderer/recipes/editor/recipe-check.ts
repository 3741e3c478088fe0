// What is wrong with the draft: first what its YAML says by itself, then what the engine says a moment after the last edit.
import { useEffect, useState } from 'react';
import type { PlainStationError, RecipeCheck } from '../../../src-inference/contract/index.ts';
import { toStationError } from '../../../src-inference/contract/index.ts';
import { useMay, useStation } from '../../binding/index.tsx';
import type { DraftReading } from '../draft.ts';

/** A person who is still typing is not told that the word is not finished. */
const restMilliseconds = 350;

export type DraftCheck =
  | { readonly state: 'checking'; readonly issues: readonly PlainStationError[] }
  /** The engine cannot be asked: it is away, or this screen only looks on. */
  | { readonly state: 'unknown'; readonly issues: readonly PlainStationError[] }
  | { readonly state: 'valid'; readonly steps: number; readonly issues: readonly PlainStationError[] }
  | { readonly state: 'invalid'; readonly issues: readonly PlainStationError[] };

export function useRecipeCheck(text: string, reading: DraftReading): DraftCheck {
  const { ask } = useStation();
  const mayAsk = useMay('checkRecipe');
  const [answer, setAnswer] = useState<{ readonly text: string; readonly check: RecipeCheck } | null>(null);
  useEffect(() => {
    if (!mayAsk) return;
    let wanted = true;
    const timer = setTimeout(() => {
      ask('checkRecipe', { text }).then(
        (check) => wanted && setAnswer({ text, check }),
        (thrown: unknown) =>
          wanted && setAnswer({ text, check: { info: null, issues: [toStationError(thrown).toJSON()] } }),
      );
    }, restMilliseconds);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [ask, mayAsk, text]);
  const own: readonly PlainStationError[] =
    reading.problem === null ? [] : [{ code: 'recipe_invalid', ...reading.problem }];
  if (answer?.text !== text) return { state: mayAsk ? 'checking' : 'unknown', issues: own };
  const { info, issues } = answer.check;
  return info !== null && issues.length === 0
    ? { state: 'valid', steps: info.steps.length, issues }
    : { state: 'invalid', issues: issues.length > 0 ? issues : own };
}
