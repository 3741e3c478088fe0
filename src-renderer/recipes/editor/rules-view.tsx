// The parts of a recipe other than its steps: names, begin and end of a part, corrections, tolerated actions.
import { Plus, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { partEnds, partStarts, verdicts } from '../../../src-inference/contract/index.ts';
import { useLabels } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { Button, IconButton, NumberField, Select, TextArea, TextField } from '../../ui/index.ts';
import type { DraftPath, RecipeDraft, Tolerated } from '../draft.ts';
import { setField } from '../draft-edits.ts';
import { editText } from '../editing-session.ts';
import { isUsableName, nameFromTitle } from '../recipe-names.ts';
import { pathKey } from '../tree-rows.ts';

/** The choice for a key that the recipe does not have. */
const byDefault = 'default';

interface RulesProps {
  readonly draft: RecipeDraft;
  readonly text: string;
  /** False before the first change: then nothing is reported as missing. */
  readonly touched: boolean;
  /** The name of a new recipe follows its title until somebody changes the name. */
  readonly isNew: boolean;
  readonly readOnly: boolean;
}

export function RulesView({ draft, text: draftText, isNew, touched, readOnly }: RulesProps) {
  const text = useText();
  const set = useSetField(draftText);
  const choice = <Value extends string>(
    name: 'start' | 'end' | 'correction',
    value: string | null,
    values: readonly Value[],
    path: DraftPath,
  ) => (
    <Select
      label={text(`recipes.rules.${name}`)}
      value={values.find((one) => one === value) ?? byDefault}
      choices={[
        { value: byDefault, label: text('recipes.rules.usual') },
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
      <div className="grid max-w-5xl gap-x-8 gap-y-6 p-1 md:grid-cols-2">
        <NameFields draft={draft} text={draftText} isNew={isNew} touched={touched} readOnly={readOnly} />
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
            disabled={readOnly}
            onChange={(value) => set(['part', 'batch'], value)}
          />
        </Group>
        <Group title={text('recipes.rules.corrections')} hint={text('recipes.rules.correctionsHint')}>
          {choice('correction', draft.corrections.verdict, verdicts, ['corrections', 'verdict'])}
          <Removals
            removals={draft.corrections.removals}
            readOnly={readOnly}
            onChange={(removals) => set(['corrections', 'removals'], removals.length === 0 ? null : removals)}
          />
        </Group>
        <Group title={text('recipes.rules.tolerated')} hint={text('recipes.rules.toleratedHint')}>
          <ToleratedActions
            tolerated={draft.tolerated}
            readOnly={readOnly}
            onChange={(tolerated) =>
              set(
                ['tolerated'],
                tolerated.length === 0
                  ? null
                  : tolerated.map(({ label, verdict }) => (verdict === null ? label : { label, verdict })),
              )
            }
          />
        </Group>
      </div>
    </div>
  );
}

function NameFields({ draft, text: draftText, isNew, touched, readOnly }: RulesProps) {
  const text = useText();
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

function LabelSelect({
  label,
  value,
  readOnly,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly readOnly: boolean;
  readonly onChange: (label: string) => void;
}) {
  const labels = useLabels();
  const known = labels.actions.map(({ name, title }) => ({ value: name, label: title }));
  const choices = labels.knows(value) ? known : [{ value: value || '?', label: value || '?' }, ...known];
  return (
    <Select label={label} value={value || '?'} choices={choices} disabled={readOnly} onChange={onChange} />
  );
}

function Removals({
  removals,
  readOnly,
  onChange,
}: {
  readonly removals: RecipeDraft['corrections']['removals'];
  readonly readOnly: boolean;
  readonly onChange: (removals: RecipeDraft['corrections']['removals']) => void;
}) {
  const text = useText();
  const first = useLabels().actions[0]?.name ?? '';
  return (
    <>
      {removals.map((removal, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two may be equal, and their place is what they are
        <div key={index} className="flex items-end gap-2">
          <div className="grid min-w-0 flex-1 grid-cols-2 gap-2">
            <LabelSelect
              label={text('recipes.rules.removal')}
              value={removal.label}
              readOnly={readOnly}
              onChange={(label) => onChange(removals.with(index, { ...removal, label }))}
            />
            <LabelSelect
              label={text('recipes.rules.undoes')}
              value={removal.undoes}
              readOnly={readOnly}
              onChange={(undoes) => onChange(removals.with(index, { ...removal, undoes }))}
            />
          </div>
          <IconButton
            icon={Trash2}
            name={text('recipes.editor.remove')}
            disabled={readOnly}
            onClick={() => onChange(removals.toSpliced(index, 1))}
          />
        </div>
      ))}
      <Button
        icon={Plus}
        className="self-start"
        disabled={readOnly}
        onClick={() => onChange([...removals, { label: first, undoes: first }])}
      >
        {text('recipes.rules.addRemoval')}
      </Button>
    </>
  );
}

function ToleratedActions({
  tolerated,
  readOnly,
  onChange,
}: {
  readonly tolerated: readonly Tolerated[];
  readonly readOnly: boolean;
  readonly onChange: (tolerated: readonly Tolerated[]) => void;
}) {
  const text = useText();
  const first = useLabels().actions[0]?.name ?? '';
  return (
    <>
      {tolerated.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two may be equal, and their place is what they are
        <div key={index} className="flex items-end gap-2">
          <div className="grid min-w-0 flex-1 grid-cols-2 gap-2">
            <LabelSelect
              label={text('recipes.editor.action')}
              value={one.label}
              readOnly={readOnly}
              onChange={(label) => onChange(tolerated.with(index, { ...one, label }))}
            />
            <Select
              label={text('recipes.rules.means')}
              value={one.verdict ?? byDefault}
              choices={[
                { value: byDefault, label: text('recipes.rules.usual') },
                { value: 'pass', label: text('common.verdict.pass') },
                { value: 'warn', label: text('common.verdict.warn') },
              ]}
              disabled={readOnly}
              onChange={(verdict) =>
                onChange(tolerated.with(index, { ...one, verdict: verdict === byDefault ? null : verdict }))
              }
            />
          </div>
          <IconButton
            icon={Trash2}
            name={text('recipes.editor.remove')}
            disabled={readOnly}
            onClick={() => onChange(tolerated.toSpliced(index, 1))}
          />
        </div>
      ))}
      <Button
        icon={Plus}
        className="self-start"
        disabled={readOnly}
        onClick={() => onChange([...tolerated, { label: first, verdict: null }])}
      >
        {text('recipes.rules.addTolerated')}
      </Button>
    </>
  );
}
