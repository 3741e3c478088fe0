// The recipe: one that is there, one from a file, or none for now.
import { CircleSlash, ListChecks, LoaderCircle, TriangleAlert } from 'lucide-react';
import type { RecipeSummary } from '../../src-inference/contract/index.ts';
import { type Command, useCommand, useIsAllowed, useSnapshot, useStationQuery } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { Badge, Button, ErrorNotice } from '../ui/index.ts';
import { Choice } from './choice.tsx';
import { StepFrame, useNext } from './frame.tsx';
import { RecipeImport } from './recipe-import.tsx';
import type { Place } from './steps.ts';

export function RecipeStep({ place }: { readonly place: Place }) {
  const text = useText();
  const recipes = useStationQuery('listRecipes', null);
  const recipe = useSnapshot((snapshot) => snapshot.recipe);
  const wanted = useSnapshot((snapshot) => snapshot.settings.recipe);
  const mayUse = useIsAllowed('useRecipe');
  const use = useCommand('useRecipe');
  const next = useNext(place);
  return (
    <StepFrame
      place={place}
      title={text('firstStart.recipe.title')}
      hint={text('firstStart.recipe.hint')}
      next={next}
    >
      {use.error && <ErrorNotice error={use.error} />}
      {recipe.state === 'failed' && <ErrorNotice error={recipe.error} />}
      {recipes.isError && (
        <ErrorNotice error={recipes.error}>
          <Button onClick={() => void recipes.refetch()}>{text('common.retry')}</Button>
        </ErrorNotice>
      )}
      {recipes.isPending && (
        <p role="status" className="flex items-center gap-3 p-4 text-muted">
          <LoaderCircle aria-hidden className="size-6 animate-spin" />
          {text('common.loading')}
        </p>
      )}
      {recipes.data?.length === 0 && (
        <p className="rounded-xl bg-raised p-4">{text('firstStart.recipe.empty')}</p>
      )}
      <ul aria-label={text('firstStart.recipe.list')} className="grid gap-4 sm:grid-cols-2">
        {recipes.data?.map((one) => (
          <li key={one.name}>
            <StoredChoice recipe={one} chosen={one.name === wanted} use={use} />
          </li>
        ))}
        <li>
          <RecipeImport use={use} />
        </li>
        <li>
          <Choice
            icon={CircleSlash}
            title={text('firstStart.recipe.none')}
            hint={text('firstStart.recipe.noneHint')}
            chosen={wanted === null}
            disabled={!mayUse || use.busy}
            onChoose={() => void use.send({ name: null })}
          />
        </li>
      </ul>
    </StepFrame>
  );
}

function StoredChoice({
  recipe: { name, title, steps, error },
  chosen,
  use,
}: {
  readonly recipe: RecipeSummary;
  readonly chosen: boolean;
  readonly use: Command<'useRecipe'>;
}) {
  const text = useText();
  const mayUse = useIsAllowed('useRecipe');
  const isNext = useSnapshot((snapshot) => snapshot.nextRecipe === name);
  const demo = useStationQuery('readDemo', null);
  const fitsDemo = useSnapshot(
    ({ source }) =>
      demo.data?.recipe === name && demo.data.videos.some((video) => video.source === source?.text),
  );
  return (
    <Choice
      icon={error === null ? ListChecks : TriangleAlert}
      title={title || name}
      hint={error === null ? text('firstStart.recipe.steps', { count: steps }) : error.message}
      chosen={chosen}
      disabled={!mayUse || use.busy || error !== null}
      onChoose={() => void use.send({ name })}
    >
      {fitsDemo && <Badge tone="active" icon={ListChecks} label={text('firstStart.recipe.forDemo')} />}
      {isNext && <span className="text-muted">{text('firstStart.recipe.next')}</span>}
    </Choice>
  );
}
