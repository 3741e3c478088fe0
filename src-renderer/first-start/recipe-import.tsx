import { FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import type { PlainStationError } from '../../src-inference/contract/index.ts';
import { type Command, useCommand, useIsAllowed } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { Button, ErrorNotice } from '../ui/index.ts';
import { Choice } from './choice.tsx';

interface Refusal {
  readonly error: PlainStationError;
  /** Name of a recipe of the station that is in the way; null: the file itself cannot be used. */
  readonly existing: string | null;
}

/** Saves a recipe from a file of this screen's machine, and uses it. */
export function RecipeImport({ use }: { readonly use: Command<'useRecipe'> }) {
  const text = useText();
  const input = useRef<HTMLInputElement>(null);
  const maySave = useIsAllowed('saveRecipe');
  const check = useCommand('checkRecipe');
  const save = useCommand('saveRecipe');
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  const take = async (file: File): Promise<void> => {
    setRefusal(null);
    use.clearError();
    const content = await file.text();
    const checked = await check.attempt({ text: content });
    if (!checked.ok) return setRefusal({ error: checked.error.toJSON(), existing: null });
    const { info, issues } = checked.output;
    const [issue] = issues;
    if (issue !== undefined) return setRefusal({ error: { ...issue, where: file.name }, existing: null });
    if (info === null) return;
    const { name } = info;
    const saved = await save.attempt({ name, text: content, note: '', basedOn: null });
    if (saved.ok) return void use.send({ name });
    setRefusal({ error: saved.error.toJSON(), existing: saved.error.code === 'recipe_exists' ? name : null });
  };

  return (
    <div className="flex flex-col gap-3">
      <input
        ref={input}
        type="file"
        accept=".yaml,.yml"
        className="hidden"
        aria-label={text('firstStart.recipe.import')}
        onChange={({ target }) => {
          const file = target.files?.[0];
          // So that the same file can be chosen again after it was changed.
          if (file) void take(file).finally(() => (target.value = ''));
        }}
      />
      <Choice
        icon={FileUp}
        title={text('firstStart.recipe.import')}
        hint={text('firstStart.recipe.importHint')}
        busy={check.busy || save.busy}
        disabled={!maySave || use.busy}
        onChoose={() => input.current?.click()}
      />
      {refusal && (
        <ErrorNotice error={refusal.error}>
          {refusal.existing !== null && (
            <Button
              onClick={() => {
                setRefusal(null);
                void use.send({ name: refusal.existing });
              }}
            >
              {text('firstStart.recipe.useExisting')}
            </Button>
          )}
        </ErrorNotice>
      )}
    </div>
  );
}
