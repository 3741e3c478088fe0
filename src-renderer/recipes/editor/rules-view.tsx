// The parts of a recipe other than its steps: names, begin and end of a part, corrections, tolerated actions.
import type { ReactNode } from 'react';
import {
  breaches,
  partEnds,
  partStarts,
  type RecipeSummary,
  recipeDefaults,
  verdicts,
} from '../../../src-inference/contract/index.ts';
import { useText } from '../../text/index.tsx';
import { NumberField, Select, TextArea, TextField } from '../../ui/index.ts';
import type { DraftPath, RecipeDraft, Tolerated } from '../draft.ts';
import { setField } from '../draft-edits.ts';
import { twinOf } from '../draft-hints.ts';
import { editText } from '../editing-session.ts';
import { isUsableName, nameFromTitle } from '../recipe-names.ts';
import { pathKey } from '../tree-rows.ts';
import { byDefault, NotTwiceInARow, Removals, ToleratedActions } from './action-lists.tsx';
import { RemedyFields } from './remedy-fields.tsx';

interface RulesProps {
  readonly draft: RecipeDraft;
  readonly text: string;
  /** False before the first change: then nothing is reported as missing. */
  readonly touched: boolean;
  /** The name of a new recipe follows its title until somebody changes the name. */
  readonly isNew: boolean;
  readonly readOnly: boolean;
  /** The other recipes of the station. */
  readonly others: readonly RecipeSummary[];
}

export function RulesView({ draft, text: draftText, isNew, touched, readOnly, others }: RulesProps) {
  const text = useText();
  const set = useSetField(draftText);
  const choice = <Value extends string>(
    name: 'start' | 'end' | 'correction' | 'extra',
    value: string | null,
    values: readonly Value[],
    path: DraftPath,
  ) => (
    <Select
      label={text(`recipes.rules.${name}`)}
      value={values.find((one) => one === value) ?? byDefault}
      choices={[
        {
          value: byDefault,
          label: text('recipes.rules.usual', {
            value: text(`recipes.rules.words.${recipeDefaults[name]}`),
          }),
        },
        ...values.map((one) => ({
          value: one,
          label: text(`recipes.rules.words.${one}` as never) as string,
        })),
      ]}
      disabled={readOnly}
      onChange={(chosen) => set(path, chosen === byDefault ? null : chosen)}
    />
  );
  return (
    <div className="h-full overflow-y-auto">
      <div className="grid gap-x-8 gap-y-6 p-1 md:grid-cols-2 2xl:grid-cols-3">
        <NameFields
          draft={draft}
          text={draftText}
          isNew={isNew}
          touched={touched}
          readOnly={readOnly}
          others={others}
        />
        <Group title={text('recipes.rules.part')}>
          {choice('start', draft.part.start, partStarts, ['part', 'start'])}
          {choice('end', draft.part.end, partEnds, ['part', 'end'])}
          <NumberField
            label={text('recipes.rules.timeout')}
            hint={text('recipes.rules.timeoutHint')}
            value={draft.part.timeoutSeconds}
            min={1}
            max={86_400}
            step={10}
            lenient
            placeholder={text('recipes.rules.usual', { value: recipeDefaults.timeoutSeconds })}
            disabled={readOnly}
            onChange={(value) => set(['part', 'timeoutSeconds'], value)}
          />
          <NumberField
            label={text('recipes.rules.batch')}
            hint={text('recipes.rules.batchHint')}
            value={draft.part.batch}
            min={1}
            max={50}
            step={1}
            lenient
            placeholder={text('recipes.rules.usual', { value: recipeDefaults.batch })}
            disabled={readOnly}
            onChange={(value) => set(['part', 'batch'], value)}
          />
        </Group>
        <Group title={text('recipes.rules.corrections')} hint={text('recipes.rules.correctionsHint')}>
          {choice('correction', draft.corrections.verdict, verdicts, ['corrections', 'verdict'])}
          <Removals
            removals={draft.corrections.removals}
            readOnly={readOnly}
            onChange={(removals) => set(['corrections', 'removals'], orNull(removals))}
          />
        </Group>
        <Group title={text('recipes.rules.tolerated')} hint={text('recipes.rules.toleratedHint')}>
          <ToleratedActions
            tolerated={draft.tolerated}
            readOnly={readOnly}
            onChange={(tolerated) => set(['tolerated'], orNull(tolerated.map(writtenTolerated)))}
          />
        </Group>
        <RemedyFields path={[]} remedies={draft.remedy} text={draftText} readOnly={readOnly} />
        <Group title={text('recipes.rules.extraActions')} hint={text('recipes.rules.extraHint')}>
          {choice('extra', draft.extra, breaches, ['extra'])}
          <NotTwiceInARow
            labels={draft.notTwiceInARow}
            readOnly={readOnly}
            onChange={(labels) => set(['notTwiceInARow'], orNull(labels))}
          />
        </Group>
      </div>
    </div>
  );
}

/** An empty list is not written. */
function orNull<Item>(items: readonly Item[]): readonly Item[] | null {
  return items.length === 0 ? null : items;
}

function writtenTolerated({ label, verdict }: Tolerated) {
  return verdict === null ? label : { label, verdict };
}

function NameFields({ draft, text: draftText, isNew, touched, readOnly, others }: RulesProps) {
  const text = useText();
  const twin = twinOf(draft, others);
  const set = useSetField(draftText);
  const setTitle = (title: string): void => {
    const follows = isNew && draft.name === nameFromTitle(draft.title);
    const titled = setField(draftText, ['title'], title);
    editText(follows ? setField(titled, ['name'], nameFromTitle(title)) : titled, 'title');
  };
  return (
    <Group title={text('recipes.rules.names')}>
      <TextField
        label={text('recipes.rules.title')}
        value={draft.title}
        disabled={readOnly}
        autoFocus={isNew}
        hint={twin && text('recipes.hints.sameRecipeTitle', { name: twin.name })}
        problem={touched && draft.title.trim() === '' ? text('recipes.rules.titleMissing') : null}
        onChange={({ target }) => setTitle(target.value)}
      />
      <TextField
        label={text('recipes.rules.name')}
        hint={text(isNew ? 'recipes.rules.nameHint' : 'recipes.rules.nameFixed')}
        value={draft.name}
        disabled={readOnly || !isNew}
        problem={!isNew || !touched || isUsableName(draft.name) ? null : text('recipes.rules.nameProblem')}
        onChange={({ target }) => set(['name'], target.value)}
      />
      <TextArea
        label={text('recipes.rules.description')}
        value={draft.description}
        disabled={readOnly}
        onChange={({ target }) => set(['description'], target.value || null)}
      />
      <NumberField
        label={text('recipes.rules.cycle')}
        hint={text('recipes.rules.cycleHint')}
        value={draft.targetCycleSeconds}
        min={1}
        max={86_400}
        step={1}
        lenient
        placeholder={text('recipes.editor.notSet')}
        disabled={readOnly}
        onChange={(value) => set(['targetCycleSeconds'], value)}
      />
    </Group>
  );
}

/** Sets one field of the recipe. Undo takes back at once what was typed without a pause. */
function useSetField(draftText: string) {
  return (path: DraftPath, value: Parameters<typeof setField>[2]): void =>
    editText(setField(draftText, path, value), pathKey(path));
}

function Group({
  title,
  hint,
  children,
}: {
  readonly title: string;
  readonly hint?: string;
  readonly children: ReactNode;
}) {
  return (
    <section className="flex flex-col gap-4">
      <div>
        <h3 className="font-semibold text-lg">{title}</h3>
        {hint && <p className="text-muted text-sm">{hint}</p>}
      </div>
      {children}
    </section>
  );
}
