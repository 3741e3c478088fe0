import { ChevronsDownUp, ListOrdered } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { openPage } from '../../app/index.ts';
import { useChangePreferences, usePreferences, useSnapshot } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { Button, EmptyState, ErrorNotice, IconButton } from '../../ui/index.ts';
import { Panel } from '../panel.tsx';
import { RecipeRowItem } from './recipe-row.tsx';
import { countRows, nearSteps, type Progress, recipeRows } from './recipe-rows.ts';

const noRecipe = {
  steps: [],
  elements: [],
  part: { start: 'firstAction', end: 'lastStep', timeoutSeconds: null, batch: 1 },
} as const;

/**
 * The recipe with the progress of the part in progress, else of the last part.
 *
 * @param plain Without probabilities and durations.
 */
export function RecipePanel({ plain = false }: { readonly plain?: boolean }) {
  const text = useText();
  const recipe = useSnapshot((snapshot) => snapshot.recipe);
  const part = useSnapshot((snapshot) => snapshot.part);
  const lastPart = useSnapshot((snapshot) => snapshot.lastPart);
  const { compactRounds } = usePreferences();
  const change = useChangePreferences();
  const info = recipe.state === 'ready' ? recipe.info : noRecipe;
  const progress: Progress | null = useMemo(() => {
    if (part !== null) return { steps: part.steps, expected: part.expected, code: part.code };
    return lastPart === null ? null : { steps: lastPart.steps, expected: null, code: lastPart.code };
  }, [part, lastPart]);
  const rows = useMemo(() => recipeRows(info, progress, compactRounds), [info, progress, compactRounds]);
  const near = useMemo(() => nearSteps(rows, part?.next ?? []), [rows, part]);
  const firstProblem =
    progress?.steps.find(({ severity, index }) => severity !== 'pass' && index !== null)?.index ?? null;
  const list = useScrollToStep(part === null ? firstProblem : (part.expected?.index ?? null));
  return (
    <Panel
      title={recipe.state === 'ready' ? recipe.info.title : text('live.recipe.title')}
      className="min-h-40 flex-1"
      head={
        recipe.state === 'ready' && (
          <>
            <span className="figures ml-auto text-muted text-sm">
              {part === null && lastPart !== null && `${text('live.recipe.lastPart')} · `}
              {text('live.recipe.progress', countRows(rows))}
            </span>
            {info.steps.some(({ round }) => round !== null) && (
              <IconButton
                icon={ChevronsDownUp}
                name={text('live.recipe.compact')}
                pressed={compactRounds}
                onClick={() => change({ compactRounds: !compactRounds })}
              />
            )}
          </>
        )
      }
    >
      {recipe.state === 'none' && (
        <EmptyState
          icon={ListOrdered}
          title={text('live.recipe.none')}
          description={text('live.recipe.noneSentence')}
        >
          <Button variant="primary" onClick={() => openPage('recipes')}>
            {text('live.band.chooseRecipe')}
          </Button>
        </EmptyState>
      )}
      {recipe.state === 'failed' && (
        <div className="p-4">
          <ErrorNotice error={recipe.error}>
            <Button onClick={() => openPage('recipes')}>{text('live.band.chooseRecipe')}</Button>
          </ErrorNotice>
        </div>
      )}
      {recipe.state === 'ready' && (
        <ol
          ref={list}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          aria-label={recipe.info.title}
          className="min-h-0 flex-1 overflow-y-auto py-1.5"
        >
          {rows.map((row) => (
            <RecipeRowItem key={keyOf(row)} row={row} near={near} plain={plain} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

function keyOf(row: ReturnType<typeof recipeRows>[number]): string {
  switch (row.kind) {
    case 'step':
      return `step ${row.step.index}`;
    case 'extra':
      return `extra ${row.key}`;
    case 'group':
      return `group ${row.firstIndex} ${row.depth}`;
    case 'round':
    case 'rounds':
      return `${row.kind} ${row.firstIndex}`;
    default:
      return row satisfies never;
  }
}

/** Scrolls the step into the upper half of the list, so that the next steps are visible; null: to the top. */
function useScrollToStep(index: number | null) {
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const box = list.current;
    if (box === null) return;
    const row = index === null ? null : box.querySelector<HTMLElement>(`[data-step="${index}"]`);
    const top = row === null ? 0 : row.offsetTop - box.offsetTop - box.clientHeight / 3;
    box.scrollTo({ top, behavior: 'smooth' });
  }, [index]);
  return list;
}
