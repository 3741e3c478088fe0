// What the hands do after a mistake, by its kind: of a step, or of all steps that say nothing of their own.
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { type Remedies, remedyKinds } from '../../../src-inference/contract/index.ts';
import { type Text, useText } from '../../text/index.tsx';
import { Button, Menu, TextField } from '../../ui/index.ts';
import type { DraftPath } from '../draft.ts';
import { setRemedy } from '../draft-edits.ts';
import { editText } from '../editing-session.ts';
import { pathKey } from '../tree-rows.ts';

type RemedyKind = keyof Remedies;

/** It must be read from two metres, with the hands on the part. */
const mostLetters = 160;

/** @param path Of the step; empty: of the recipe. */
export function RemedyFields({
  path,
  remedies,
  text: draftText,
  readOnly,
}: {
  readonly path: DraftPath;
  readonly remedies: Remedies;
  readonly text: string;
  readonly readOnly: boolean;
}) {
  const text = useText();
  /** Chosen, but nothing typed yet. */
  const [added, setAdded] = useState<readonly RemedyKind[]>([]);
  // An extra action belongs to no step.
  const kinds = remedyKinds.filter((kind) => path.length === 0 || kind !== 'extra');
  const shown = kinds.filter((kind) => kind === 'any' || kind in remedies || added.includes(kind));
  const others = kinds.filter((kind) => !shown.includes(kind));
  return (
    <fieldset className="flex flex-col gap-3 rounded-lg border border-line p-3">
      <legend className="px-1 font-medium text-muted text-sm">{text('recipes.remedy.title')}</legend>
      <p className="-mt-1 text-faint text-sm">
        {text(path.length === 0 ? 'recipes.remedy.recipeHint' : 'recipes.remedy.hint')}
      </p>
      {shown.map((kind) => (
        <TextField
          key={kind}
          label={kindName(kind, text)}
          placeholder={text('recipes.remedy.usual')}
          value={remedies[kind] ?? ''}
          maxLength={mostLetters}
          disabled={readOnly}
          onChange={({ target }) =>
            editText(
              setRemedy(draftText, path, kind, target.value === '' ? null : target.value),
              pathKey([...path, 'remedy', kind]),
            )
          }
        />
      ))}
      {!readOnly && others.length > 0 && (
        <Menu
          entries={others.map((kind) => ({
            key: kind,
            label: kindName(kind, text),
            run: () => setAdded([...added, kind]),
          }))}
        >
          <Button icon={Plus} className="self-start">
            {text('recipes.remedy.add')}
          </Button>
        </Menu>
      )}
    </fieldset>
  );
}

function kindName(kind: RemedyKind, text: Text): string {
  if (kind === 'any') return text('recipes.remedy.any');
  return kind === 'repeated' ? text('recipes.remedy.repeated') : text(`common.step.${kind}`);
}
