// The fields of the element that is selected in the tree.
import {
  ArrowDown,
  ArrowUp,
  Copy,
  MousePointerClick,
  Repeat,
  Shuffle,
  Split,
  Trash2,
  Ungroup,
} from 'lucide-react';
import { groupKinds } from '../../../src-inference/contract/index.ts';
import { useLabels } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { Button, ErrorNotice, IconButton, NumberField, Select, Switch, TextField } from '../../ui/index.ts';
import {
  type DraftElement,
  type DraftGroup,
  type DraftPath,
  type DraftStep,
  type DraftUse,
  isDraftGroup,
  nameOf,
  type RecipeDraft,
} from '../draft.ts';
import {
  duplicateElement,
  gapBefore,
  removeElement,
  setGroupKind,
  unwrapGroup,
  wrapElements,
} from '../draft-edits.ts';
import { applyEdit, editText, type Selection } from '../editing-session.ts';
import { elementAt, pathKey } from '../tree-rows.ts';
import { BreachFields, CodeFields, RepeatFields, TimeAndHelpFields } from './more-fields.tsx';
import { useSet } from './use-set.ts';

interface InspectorProps {
  readonly draft: RecipeDraft;
  readonly text: string;
  readonly selection: Selection | null;
  readonly readOnly: boolean;
  readonly onMove: (path: DraftPath, direction: 'up' | 'down') => void;
}

export function Inspector({ draft, text: draftText, selection, readOnly, onMove }: InspectorProps) {
  const text = useText();
  const element = selection && elementAt(draft, selection.first);
  if (selection === null || element === null) {
    return (
      <p className="flex items-start gap-3 rounded-lg bg-raised p-4 text-muted">
        <MousePointerClick aria-hidden className="size-6 shrink-0" />
        {text('recipes.editor.chooseHint')}
      </p>
    );
  }
  const count = Number(selection.last.at(-1)) - Number(selection.first.at(-1)) + 1;
  return (
    <div className="flex flex-col gap-5">
      {count > 1 ? (
        <h3 className="font-semibold text-lg">{text('recipes.editor.chosen', { count })}</h3>
      ) : (
        <ElementFields
          key={pathKey(element.path)}
          element={element}
          draft={draft}
          text={draftText}
          readOnly={readOnly}
        />
      )}
      {!readOnly && (
        <>
          <WrapButtons text={draftText} selection={selection} />
          <div className="flex flex-wrap gap-2 border-line border-t pt-4">
            {count === 1 && (
              <>
                <IconButton
                  icon={ArrowUp}
                  name={text('recipes.editor.moveUp')}
                  onClick={() => onMove(element.path, 'up')}
                />
                <IconButton
                  icon={ArrowDown}
                  name={text('recipes.editor.moveDown')}
                  onClick={() => onMove(element.path, 'down')}
                />
                <IconButton
                  icon={Copy}
                  name={text('recipes.duplicate')}
                  onClick={() => applyEdit(duplicateElement(draftText, element.path))}
                />
                {isDraftGroup(element) && (
                  <IconButton
                    icon={Ungroup}
                    name={text('recipes.editor.ungroup')}
                    onClick={() => applyEdit(unwrapGroup(draftText, element.path))}
                  />
                )}
              </>
            )}
            <Button
              icon={Trash2}
              className="ml-auto text-fail!"
              onClick={() => {
                let edited = draftText;
                for (let left = count; left > 0; left--) edited = removeElement(edited, selection.first).text;
                applyEdit({ text: edited, at: null });
              }}
            >
              {text('recipes.editor.remove')}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

function WrapButtons({
  text: draftText,
  selection,
}: {
  readonly text: string;
  readonly selection: Selection;
}) {
  const text = useText();
  const { first, last } = selection;
  return (
    <div>
      <h4 className="mb-2 font-medium text-muted text-sm">{text('recipes.editor.wrap')}</h4>
      <div className="flex flex-wrap gap-2">
        <Button icon={Repeat} onClick={() => applyEdit(wrapElements(draftText, first, last, 'sequence', 2))}>
          {text('recipes.editor.repeat')}
        </Button>
        <Button
          icon={Shuffle}
          onClick={() => applyEdit(wrapElements(draftText, first, last, 'anyOrder', null))}
        >
          {text('recipes.group.anyOrder')}
        </Button>
        <Button icon={Split} onClick={() => applyEdit(wrapElements(draftText, first, last, 'oneOf', null))}>
          {text('recipes.group.oneOf')}
        </Button>
      </div>
    </div>
  );
}

type WrittenElement = Exclude<DraftElement, { readonly kind: 'opaque' }>;

interface FieldsProps<Element extends DraftElement> {
  readonly element: Element;
  readonly draft: RecipeDraft;
  readonly text: string;
  readonly readOnly: boolean;
}

function ElementFields({ element, ...rest }: FieldsProps<DraftElement>) {
  const text = useText();
  if (element.kind === 'opaque') {
    return (
      <ErrorNotice
        error={{ code: 'recipe_invalid', message: element.text, hint: text('recipes.editor.opaqueHint') }}
      />
    );
  }
  return (
    <>
      {isDraftGroup(element) ? (
        <GroupFields element={element} {...rest} />
      ) : element.kind === 'use' ? (
        <UseFields element={element} {...rest} />
      ) : (
        <StepFields element={element} {...rest} />
      )}
      <CodeFields element={element} {...rest} />
      <OrderFields element={element} {...rest} />
      {element.otherKeys.length > 0 && (
        <p className="text-faint text-sm">
          {text('recipes.editor.otherKeys', { keys: element.otherKeys.join(', ') })}
        </p>
      )}
    </>
  );
}

function StepFields({ element: step, text: draftText, readOnly }: FieldsProps<DraftStep>) {
  const text = useText();
  const labels = useLabels();
  const set = useSet(step, draftText);
  const known = labels.actions.map(({ name, title }) => ({ value: name, label: title }));
  const choices = labels.knows(step.label)
    ? known
    : [{ value: step.label || '?', label: step.label || '?' }, ...known];
  return (
    <>
      <Select
        label={text('recipes.editor.action')}
        value={step.label || '?'}
        choices={choices}
        disabled={readOnly}
        onChange={(label) => set('step', label)}
      />
      <TextField
        label={text('recipes.editor.stepTitle')}
        placeholder={labels.titleOf(step.label)}
        value={step.title ?? ''}
        disabled={readOnly}
        onChange={({ target }) => set('title', target.value || null)}
      />
      <Switch
        label={text('recipes.editor.optional')}
        hint={text('recipes.editor.optionalHint')}
        checked={step.optional}
        disabled={readOnly}
        onChange={(optional) => set('optional', optional || null)}
      />
      <Switch
        label={text('recipes.editor.critical')}
        hint={text('recipes.editor.criticalHint')}
        checked={step.critical}
        disabled={readOnly}
        onChange={(critical) => set('critical', critical || null)}
      />
      <BreachFields element={step} text={draftText} readOnly={readOnly} />
      <div className="grid grid-cols-2 gap-3">
        <NumberField
          label={text('recipes.editor.minSeconds')}
          value={step.minSeconds}
          min={0.1}
          max={86_400}
          step={0.5}
          disabled={readOnly}
          onChange={(value) => set('minSeconds', value)}
        />
        <NumberField
          label={text('recipes.editor.maxSeconds')}
          value={step.maxSeconds}
          min={0.1}
          max={86_400}
          step={0.5}
          disabled={readOnly}
          problem={
            step.minSeconds !== null && step.maxSeconds !== null && step.minSeconds > step.maxSeconds
              ? text('recipes.editor.minOverMax')
              : null
          }
          onChange={(value) => set('maxSeconds', value)}
        />
        <NumberField
          label={text('recipes.editor.typicalSeconds')}
          value={step.typicalSeconds}
          min={0.1}
          max={86_400}
          step={0.5}
          disabled={readOnly}
          onChange={(value) => set('typicalSeconds', value)}
        />
        <NumberField
          label={text('recipes.editor.minProbability')}
          value={step.minProbability === null ? null : toPercent(step.minProbability)}
          min={0}
          max={100}
          step={5}
          disabled={readOnly}
          onChange={(value) => set('minProbability', value === null ? null : value / 100)}
        />
      </div>
      <p className="-mt-2 text-faint text-sm">{text('recipes.editor.limitsHint')}</p>
      <RepeatFields element={step} text={draftText} readOnly={readOnly} />
      <TimeAndHelpFields element={step} text={draftText} readOnly={readOnly} />
    </>
  );
}

/** 0.07 gives 7, not 7.000000000000001. */
function toPercent(share: number): number {
  return Number((share * 100).toFixed(4));
}

function GroupFields({ element: group, text: draftText, readOnly }: FieldsProps<DraftGroup>) {
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
function UseFields({ element, draft, text: draftText, readOnly }: FieldsProps<DraftUse>) {
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
function OrderFields({ element, draft, text: draftText, readOnly }: FieldsProps<WrittenElement>) {
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
