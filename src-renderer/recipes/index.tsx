// The recipes of the station, and the editor.
import { GraduationCap, ListOrdered, Plus } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { RecipeSummary } from '../../src-inference/contract/index.ts';
import { useIsAllowed, useStationQuery } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { Button, EmptyState, ErrorNotice, TextField, useShortcut } from '../ui/index.ts';
import { openNew, sessionStore } from './editing-session.ts';
import { RecipeEditor } from './editor/index.tsx';
import { ImportButton } from './import-button.tsx';
import { LearnDialog } from './learn/index.tsx';
import { RecipeInUse } from './recipe-in-use.tsx';
import { RecipeRow } from './recipe-row.tsx';
import { VersionsDialog } from './versions-dialog.tsx';

/** With more recipes than this, a search field is shown. */
const fewRecipes = 8;

export function Recipes() {
  const text = useText();
  const recipes = useStationQuery('listRecipes', null);
  const session = useStore(sessionStore, (state) => state.session);
  const [versionsOf, setVersionsOf] = useState<string | null>(null);
  const [learning, setLearning] = useState(false);
  const maySave = useIsAllowed('saveRecipe');
  const mayLearn = useIsAllowed('learnFromParts');
  const beginNew = () => openNew(null, '', '');
  useShortcut('n', text('recipes.new'), beginNew, maySave);
  const list = recipes.data ?? [];
  const names = list.map(({ name }) => name);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex flex-wrap items-center gap-3 border-line border-b px-6 py-4">
        <h1 className="mr-auto font-semibold text-2xl">{text('recipes.title')}</h1>
        <Button icon={GraduationCap} disabled={!mayLearn} onClick={() => setLearning(true)}>
          {text('recipes.learn.open')}
        </Button>
        <ImportButton names={names} disabled={!maySave || recipes.isPending} />
        <Button variant="primary" icon={Plus} disabled={!maySave} shortcut="n" onClick={beginNew}>
          {text('recipes.new')}
        </Button>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto px-6 py-5">
        <div className="mx-auto flex max-w-6xl flex-col gap-5">
          <RecipeInUse />
          {recipes.isError && (
            <ErrorNotice error={recipes.error}>
              <Button onClick={() => void recipes.refetch()}>{text('common.retry')}</Button>
            </ErrorNotice>
          )}
          {recipes.isPending && (
            <p role="status" className="py-10 text-center text-muted">
              {text('common.loading')}
            </p>
          )}
          {recipes.isSuccess && list.length === 0 && (
            <EmptyState
              icon={ListOrdered}
              title={text('recipes.empty.title')}
              description={text('recipes.empty.sentence')}
            >
              <Button variant="primary" icon={Plus} disabled={!maySave} onClick={beginNew}>
                {text('recipes.new')}
              </Button>
            </EmptyState>
          )}
          {list.length > 0 && <Collection recipes={list} onVersions={setVersionsOf} />}
        </div>
      </div>
      {versionsOf !== null && <VersionsDialog name={versionsOf} onClose={() => setVersionsOf(null)} />}
      {learning && <LearnDialog recipes={list} onClose={() => setLearning(false)} />}
      {session !== null && <RecipeEditor session={session} recipes={list} />}
    </div>
  );
}

function Collection({
  recipes,
  onVersions,
}: {
  readonly recipes: readonly RecipeSummary[];
  readonly onVersions: (name: string) => void;
}) {
  const text = useText();
  const [wanted, setWanted] = useState('');
  const found = recipes.filter(({ name, title }) =>
    `${name} ${title}`.toLowerCase().includes(wanted.trim().toLowerCase()),
  );
  return (
    <>
      {recipes.length > fewRecipes && (
        <TextField
          label={text('recipes.search')}
          value={wanted}
          onChange={({ target }) => setWanted(target.value)}
        />
      )}
      <ul aria-label={text('recipes.title')} className="flex flex-col gap-3">
        {found.map((recipe) => (
          <RecipeRow
            key={recipe.name}
            recipe={recipe}
            names={recipes.map(({ name }) => name)}
            onVersions={() => onVersions(recipe.name)}
          />
        ))}
      </ul>
      {found.length === 0 && <p className="py-6 text-center text-muted">{text('recipes.noneFound')}</p>}
    </>
  );
}
