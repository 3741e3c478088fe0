// The fields of the element that is selected in the tree.
import { ArrowDown, ArrowUp, Copy, Info, Repeat, Shuffle, Split, Trash2, Ungroup } from 'lucide-react';
import type { LearntRecipe, RecipeSummary } from '../../../src-inference/contract/index.ts';
import { useLabels, useSnapshot } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { Button, ErrorNotice, IconButton, NumberField, Select, Switch, TextField } from '../../ui/index.ts';
import {
  type DraftElement,
  type DraftPath,
  type DraftStep,
  isDraftGroup,
  type RecipeDraft,
} from '../draft.ts';
import { duplicateElement, isSame, removeElement, unwrapGroup, wrapElements } from '../draft-edits.ts';
import { hintsOn } from '../draft-hints.ts';
import { applyEdit, type Selection } from '../editing-session.ts';
import { LearntStepNote } from '../learn/learnt-notes.tsx';
import { elementAt, pathKey } from '../tree-rows.ts';
import { BreachFields, CodeFields, RepeatFields, secondsRange, TimeAndHelpFields } from './more-fields.tsx';
import { Overview } from './overview.tsx';
import { RemedyFields } from './remedy-fields.tsx';
import { type FieldsProps, GroupFields, OrderFields, UseFields } from './structure-fields.tsx';
import { useSet } from './use-set.ts';

interface InspectorProps {
  readonly draft: RecipeDraft;
  readonly text: string;
  readonly selection: Selection | null;
  readonly readOnly: boolean;
  readonly onMove: (path: DraftPath, direction: 'up' | 'down') => void;
  /** The other recipes of the station. */
  readonly others: readonly RecipeSummary[];
  readonly learnt: LearntRecipe | null;
}

export function Inspector({
  draft,
  text: draftText,
  selection,
  readOnly,
  onMove,
  others,
  learnt,
}: InspectorProps) {
  const text = useText();
  const element = selection && elementAt(draft, selection.first);
  if (selection === null || element === null) {
    return <Overview draft={draft} others={others} learnt={learnt} />;
  }
  const count = Number(selection.last.at(-1)) - Number(selection.first.at(-1)) + 1;
  return (
    <div className="flex flex-col gap-5">
      {count === 1 && <ElementHints element={element} draft={draft} />}
      {count === 1 && learnt !== null && element.kind === 'step' && (
        <LearntStepNote learnt={learnt} draft={draft} step={element} />
      )}
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

/** What of the element may be a slip. */
function ElementHints({ element, draft }: { readonly element: DraftElement; readonly draft: RecipeDraft }) {
  const text = useText();
  const labels = useLabels();
  const hints = hintsOn(draft, labels.titleOf, []).filter(
    ({ path }) => path !== null && isSame(path, element.path),
  );
  return hints.map((hint) => (
    <p key={hint.kind} className="flex items-start gap-3 rounded-lg bg-raised p-3">
      <Info aria-hidden className="size-5 shrink-0 text-accent" />
      {hint.kind === 'sameTitle'
        ? text('recipes.hints.sameTitle', { title: hint.title })
        : text('recipes.hints.oneAlternative')}
    </p>
  ));
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
  const usualProbability = useSnapshot(({ settings }) => settings.minProbability);
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
          {...secondsRange}
          placeholder={text('recipes.editor.noLimit')}
          disabled={readOnly}
          onChange={(value) => set('minSeconds', value)}
        />
        <NumberField
          label={text('recipes.editor.maxSeconds')}
          value={step.maxSeconds}
          {...secondsRange}
          placeholder={text('recipes.editor.noLimit')}
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
          {...secondsRange}
          placeholder={text('recipes.editor.notSet')}
          disabled={readOnly}
          onChange={(value) => set('typicalSeconds', value)}
        />
        <NumberField
          label={text('recipes.editor.minProbability')}
          value={step.minProbability === null ? null : toPercent(step.minProbability)}
          min={0}
          max={100}
          step={5}
          lenient
          placeholder={text('recipes.rules.usual', { value: toPercent(usualProbability) })}
          disabled={readOnly}
          onChange={(value) => set('minProbability', value === null ? null : value / 100)}
        />
      </div>
      <p className="-mt-2 text-faint text-sm">{text('recipes.editor.limitsHint')}</p>
      <RepeatFields element={step} text={draftText} readOnly={readOnly} />
      <TimeAndHelpFields element={step} text={draftText} readOnly={readOnly} />
      <RemedyFields path={step.path} remedies={step.remedy} text={draftText} readOnly={readOnly} />
    </>
  );
}

/** 0.07 gives 7, not 7.000000000000001. */
function toPercent(share: number): number {
  return Number((share * 100).toFixed(4));
}
