// Lists of actions in the rules of a recipe: each row names one or two actions, can be removed, and more can be added.
import { Plus, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { recipeDefaults } from '../../../src-inference/contract/index.ts';
import { useLabels } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { Button, IconButton, Select } from '../../ui/index.ts';
import type { RecipeDraft, Tolerated } from '../draft.ts';

/** The choice for a key that the recipe does not have. */
export const byDefault = 'default';

interface ListProps<Item> {
  readonly readOnly: boolean;
  readonly onChange: (items: readonly Item[]) => void;
}

type Removal = RecipeDraft['corrections']['removals'][number];

export function Removals({
  removals,
  ...list
}: ListProps<Removal> & { readonly removals: readonly Removal[] }) {
  const text = useText();
  return (
    <ActionRows
      {...list}
      items={removals}
      added={(label) => ({ label, undoes: label })}
      addText={text('recipes.rules.addRemoval')}
    >
      {(removal, change) => (
        <>
          <LabelSelect
            label={text('recipes.rules.removal')}
            value={removal.label}
            readOnly={list.readOnly}
            onChange={(label) => change({ ...removal, label })}
          />
          <LabelSelect
            label={text('recipes.rules.undoes')}
            value={removal.undoes}
            readOnly={list.readOnly}
            onChange={(undoes) => change({ ...removal, undoes })}
          />
        </>
      )}
    </ActionRows>
  );
}

export function ToleratedActions({
  tolerated,
  ...list
}: ListProps<Tolerated> & { readonly tolerated: readonly Tolerated[] }) {
  const text = useText();
  return (
    <ActionRows
      {...list}
      items={tolerated}
      added={(label) => ({ label, verdict: null })}
      addText={text('recipes.rules.addTolerated')}
    >
      {(one, change) => (
        <>
          <LabelSelect
            label={text('recipes.editor.action')}
            value={one.label}
            readOnly={list.readOnly}
            onChange={(label) => change({ ...one, label })}
          />
          <Select
            label={text('recipes.rules.means')}
            value={one.verdict ?? byDefault}
            choices={[
              {
                value: byDefault,
                label: text('recipes.rules.usual', {
                  value: text(`common.verdict.${recipeDefaults.tolerated}`),
                }),
              },
              { value: 'pass', label: text('common.verdict.pass') },
              { value: 'warn', label: text('common.verdict.warn') },
            ]}
            disabled={list.readOnly}
            onChange={(verdict) => change({ ...one, verdict: verdict === byDefault ? null : verdict })}
          />
        </>
      )}
    </ActionRows>
  );
}

export function NotTwiceInARow({
  labels,
  ...list
}: ListProps<string> & { readonly labels: readonly string[] }) {
  const text = useText();
  return (
    <ActionRows {...list} items={labels} added={(label) => label} addText={text('recipes.rules.addNotTwice')}>
      {(label, change) => (
        <LabelSelect
          label={text('recipes.rules.notTwice')}
          value={label}
          readOnly={list.readOnly}
          onChange={change}
        />
      )}
    </ActionRows>
  );
}

/** @param added The item that a new row begins with; it is given the first action of the model. */
function ActionRows<Item>({
  items,
  added,
  addText,
  readOnly,
  onChange,
  children,
}: ListProps<Item> & {
  readonly items: readonly Item[];
  readonly added: (label: string) => Item;
  readonly addText: string;
  readonly children: (item: Item, change: (item: Item) => void) => ReactNode;
}) {
  const text = useText();
  const first = useLabels().actions[0]?.name ?? '';
  return (
    <>
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two may be equal, and their place is what they are
        <div key={index} className="flex items-end gap-2">
          <div className="grid min-w-0 flex-1 auto-cols-fr grid-flow-col gap-2">
            {children(item, (changed) => onChange(items.with(index, changed)))}
          </div>
          <IconButton
            icon={Trash2}
            name={text('recipes.editor.remove')}
            disabled={readOnly}
            onClick={() => onChange(items.toSpliced(index, 1))}
          />
        </div>
      ))}
      <Button
        icon={Plus}
        className="self-start"
        disabled={readOnly}
        onClick={() => onChange([...items, added(first)])}
      >
        {addText}
      </Button>
    </>
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
