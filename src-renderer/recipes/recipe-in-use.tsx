import { CircleSlash, ListChecks, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useCommand, useIsAllowed, useSnapshot } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { Button, Confirm, ErrorNotice } from '../ui/index.ts';

/** The recipe that is used now, and the one for the next part. */
export function RecipeInUse() {
  const text = useText();
  const recipe = useSnapshot((snapshot) => snapshot.recipe);
  const next = useSnapshot((snapshot) => snapshot.nextRecipe);
  const partNumber = useSnapshot(({ part }) => part?.number ?? null);
  const [asking, setAsking] = useState(false);
  const use = useCommand('useRecipe');
  const mayUse = useIsAllowed('useRecipe');
  const Icon = recipe.state === 'none' ? CircleSlash : recipe.state === 'ready' ? ListChecks : TriangleAlert;
  return (
    <section aria-label={text('recipes.inUse')} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-4 rounded-xl border border-line bg-panel px-5 py-4">
        <Icon
          aria-hidden
          className={`size-8 shrink-0 ${recipe.state === 'ready' ? 'text-accent' : recipe.state === 'failed' ? 'text-fail' : 'text-faint'}`}
        />
        <div className="min-w-0 flex-1 basis-56">
          <p className="text-muted text-sm">{text('recipes.inUse')}</p>
          <p className="break-words font-semibold text-lg">
            {recipe.state === 'none'
              ? text('recipes.nothingChecked')
              : recipe.state === 'ready'
                ? recipe.info.title
                : recipe.name}
          </p>
          {recipe.state === 'ready' && (
            <p className="text-muted text-sm">{text('recipes.steps', { count: recipe.info.steps.length })}</p>
          )}
        </div>
        {next !== null && (
          <p role="status" className="rounded-lg bg-accent-soft px-3 py-2 font-medium text-accent">
            {text('recipes.nextPart', { name: next })}
          </p>
        )}
        {recipe.state !== 'none' && (
          <Button icon={CircleSlash} disabled={!mayUse} onClick={() => setAsking(true)}>
            {text('recipes.checkNothing')}
          </Button>
        )}
      </div>
      {recipe.state === 'failed' && <ErrorNotice error={recipe.error} />}
      <Confirm
        open={asking}
        title={text('recipes.checkNothingTitle')}
        description={
          partNumber === null
            ? text('recipes.checkNothingNow')
            : text('recipes.checkNothingNext', { number: partNumber })
        }
        confirmLabel={text('recipes.checkNothing')}
        busy={use.busy}
        onCancel={() => setAsking(false)}
        onConfirm={async () => {
          if ((await use.send({ name: null })) !== undefined) setAsking(false);
        }}
      >
        {use.error && <ErrorNotice error={use.error} />}
      </Confirm>
    </section>
  );
}
