// Good parts of the history: those that passed, or that a person judged good after all.
import { Film, History, LoaderCircle, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { PartConditions, PartSummary, RecipeSummary } from '../../../src-inference/contract/index.ts';
import { useInfiniteParts, useSnapshot } from '../../hooks/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { Button, EmptyState, ErrorNotice, OutcomeBadge, Select } from '../../ui/index.ts';
import { CheckList } from './check-list.tsx';

const pageParts = 100;
/** The choice that is no name. */
const all = '*';
const goods = ['passed', 'falseAlarms'] as const;
type Good = (typeof goods)[number];

export function PartsChoice({
  recipes,
  chosen,
  onChoose,
}: {
  readonly recipes: readonly RecipeSummary[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}) {
  const text = useText();
  const used = useSnapshot(({ recipe }) => (recipe.state === 'ready' ? recipe.info.name : null));
  const [recipe, setRecipe] = useState(used ?? all);
  const [good, setGood] = useState<Good>('passed');
  const conditions: PartConditions = {
    fromDay: null,
    toDay: null,
    verdict: good === 'passed' ? 'pass' : null,
    judgedOtherwise: good === 'falseAlarms' ? 'falseAlarm' : null,
    recipe: recipe === all ? null : recipe,
    step: null,
    serial: null,
  };
  const list = useInfiniteParts(conditions, pageParts);
  const parts = list.data ?? [];
  const recipesOfChosen = [
    ...new Set(parts.filter(({ id }) => chosen.has(id)).map((part) => part.recipe ?? '–')),
  ];
  const names = [...new Set([...recipes.map(({ name }) => name), ...(used === null ? [] : [used])])];
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3 pt-4">
      <div className="grid gap-3 sm:grid-cols-2">
        <Select
          label={text('recipes.learn.recipe')}
          value={recipe}
          choices={[
            { value: all, label: text('recipes.trial.allRecipes') },
            ...names.map((name) => ({ value: name, label: name })),
          ]}
          onChange={setRecipe}
        />
        <Select
          label={text('recipes.learn.good')}
          value={good}
          choices={goods.map((value) => ({ value, label: text(`recipes.learn.goods.${value}`) }))}
          onChange={setGood}
        />
      </div>
      {recipesOfChosen.length > 1 && (
        <p role="alert" className="flex items-start gap-3 rounded-lg bg-warn-soft p-3 font-medium text-warn">
          <TriangleAlert aria-hidden className="mt-0.5 size-5 shrink-0" />
          {text('recipes.learn.severalRecipes', { names: recipesOfChosen.join(', ') })}
        </p>
      )}
      {list.isPending && <EmptyState icon={LoaderCircle} title={text('common.loading')} />}
      {list.isError && <ErrorNotice error={list.error} />}
      {list.isSuccess && parts.length === 0 && (
        <EmptyState
          icon={Film}
          title={text('recipes.learn.noParts')}
          description={text('recipes.learn.noPartsHint')}
        />
      )}
      {parts.length > 0 && (
        <CheckList
          name={text('history.parts')}
          entries={parts.map((part) => ({
            id: part.id,
            name: text('history.number', { number: part.number }),
            content: <PartFacts part={part} />,
          }))}
          chosen={chosen}
          onChoose={onChoose}
        />
      )}
      {list.hasNextPage && (
        <Button
          icon={History}
          busy={list.isFetchingNextPage}
          className="self-center"
          onClick={() => list.fetchNextPage()}
        >
          {text('recipes.learn.older')}
        </Button>
      )}
    </div>
  );
}

function PartFacts({ part }: { readonly part: PartSummary }) {
  const text = useText();
  const formats = useFormats();
  return (
    <>
      <span className="min-w-0 flex-1">
        <span className="font-medium">{text('history.number', { number: part.number })}</span>
        <span className="figures ml-3 text-muted text-sm">{formats.dateTime(part.id)}</span>
        {part.override !== null && (
          <span className="block text-muted text-sm">
            {text('recipes.trial.byPerson', { name: part.override.by })}
          </span>
        )}
      </span>
      <span className="text-muted text-sm">{part.recipe}</span>
      <span className="figures text-muted">{formats.duration(part.seconds)}</span>
      <OutcomeBadge outcome={part.override?.verdict ?? part.verdict ?? 'aborted'} />
    </>
  );
}
