// Fields of groups and definitions, and of the order in a group of any order.
import { groupKinds } from '../../../src-inference/contract/index.ts';
import { useLabels } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { NumberField, Select, Switch, TextField } from '../../ui/index.ts';
import {
  type DraftElement,
  type DraftGroup,
  type DraftUse,
  isDraftGroup,
  nameOf,
  type RecipeDraft,
} from '../draft.ts';
import { gapBefore, setGroupKind } from '../draft-edits.ts';
import { editText } from '../editing-session.ts';
import { elementAt } from '../tree-rows.ts';
import { RepeatFields } from './more-fields.tsx';
import { useSet } from './use-set.ts';

type WrittenElement = Exclude<DraftElement, { readonly kind: 'opaque' }>;

export interface FieldsProps<Element extends DraftElement> {
  readonly element: Element;
  readonly draft: RecipeDraft;
  readonly text: string;
  readonly readOnly: boolean;
}

export function GroupFields({ element: group, text: draftText, readOnly }: FieldsProps<DraftGroup>) {
  const text = useText();
  const set = useSet(group, draftText);
  return (
    <>
      <Select
        label={text('recipes.editor.groupKind')}
        hint={text(`recipes.group.${group.kind}Hint`)}
        value={group.kind}
        choices={groupKinds.map((kind) => ({ value: kind, label: text(`recipes.group.${kind}`) }))}
        disabled={readOnly}
        onChange={(kind) => editText(setGroupKind(draftText, group.path, kind), null)}
      />
      <RepeatFields element={group} text={draftText} readOnly={readOnly} />
      {group.kind === 'anyOrder' && (
        <NumberField
          label={text('recipes.editor.atLeast')}
          hint={text('recipes.editor.atLeastHint')}
          value={group.atLeast}
          min={1}
          max={Math.max(group.elements.length, 1)}
          step={1}
          lenient
          disabled={readOnly}
          onChange={(value) => set('atLeast', value)}
        />
      )}
      <Switch
        label={text('recipes.editor.optional')}
        hint={text('recipes.editor.optionalGroupHint')}
        checked={group.optional}
        disabled={readOnly}
        onChange={(optional) => set('optional', optional || null)}
      />
    </>
  );
}

/** A definition: which one, and how often. */
export function UseFields({ element, draft, text: draftText, readOnly }: FieldsProps<DraftUse>) {
  const text = useText();
  const set = useSet(element, draftText);
  const names = [...new Set([...draft.definitions.keys(), element.use])];
  return (
    <>
      <Select
        label={text('recipes.group.use')}
        hint={text('recipes.group.useHint')}
        value={element.use}
        choices={names.map((name) => ({ value: name, label: name || '?' }))}
        disabled={readOnly}
        onChange={(use) => set('use', use)}
      />
      <RepeatFields element={element} text={draftText} readOnly={readOnly} />
      <Switch
        label={text('recipes.editor.optional')}
        hint={text('recipes.editor.optionalGroupHint')}
        checked={element.optional}
        disabled={readOnly}
        onChange={(optional) => set('optional', optional || null)}
      />
    </>
  );
}

/** In a group of any order: the elements that must be done before this one. */
export function OrderFields({ element, draft, text: draftText, readOnly }: FieldsProps<WrittenElement>) {
  const text = useText();
  const labels = useLabels();
  const set = useSet(element, draftText);
  const parent = elementAt(draft, element.path.slice(0, -2));
  const isFree = parent !== null && isDraftGroup(parent) && parent.kind === 'anyOrder';
  if (!isFree && element.after.length === 0 && element.id === null) return null;
  const { index } = gapBefore(element.path);
  const others = (isFree ? parent.elements : [])
    .filter((_, at) => at !== index)
    .map(nameOf)
    .filter((name): name is string => name !== null && name !== '');
  const names = [...new Set([...others, ...element.after])];
  return (
    <fieldset className="flex flex-col gap-1 rounded-lg border border-line p-3">
      <legend className="px-1 font-medium text-muted text-sm">{text('recipes.editor.after')}</legend>
      {names.length === 0 && <p className="text-faint text-sm">{text('recipes.editor.afterNone')}</p>}
      {names.map((name) => (
        <Switch
          key={name}
          label={labels.titleOf(name)}
          checked={element.after.includes(name)}
          disabled={readOnly}
          onChange={(on) => {
            const after = on ? [...element.after, name] : element.after.filter((one) => one !== name);
            set('after', after.length === 0 ? null : after);
          }}
        />
      ))}
      <TextField
        label={text('recipes.editor.id')}
        hint={text('recipes.editor.idHint')}
        value={element.id ?? ''}
        disabled={readOnly}
        onChange={({ target }) => set('id', target.value || null)}
      />
    </fieldset>
  );
}
