// The steps of a draft as nested lists. Steps are selected, moved and grouped with mouse, touch or keyboard.
import { useDraggable, useDroppable } from '@dnd-kit/core';
import { Asterisk, GripVertical, Layers, ListOrdered, Plus, Repeat, Shuffle, Split } from 'lucide-react';
import { createContext, type KeyboardEvent, use } from 'react';
import { useLabels } from '../../hooks/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { ColorDot, classNames, Menu } from '../../ui/index.ts';
import { type DraftElement, type DraftGroup, type DraftPath, isDraftGroup } from '../draft.ts';
import { type DraftGap, isSame, isWithin } from '../draft-edits.ts';
import type { Selection } from '../editing-session.ts';
import { pathKey } from '../tree-rows.ts';

export interface TreeState {
  /** Numbers of the expanded steps, by the key of the element's path. */
  readonly numbers: ReadonlyMap<string, { readonly from: number; readonly to: number }>;
  readonly selection: Selection | null;
  /** Key of the row before which the dragged element would be dropped; null: nothing is dragged. */
  readonly dropBefore: string | null;
  /** Path of the element with the first issue. */
  readonly faulty: DraftPath | null;
  readonly readOnly: boolean;
  choose(path: DraftPath, extend: boolean): void;
  press(event: KeyboardEvent, path: DraftPath): void;
  add(gap: DraftGap, label: string): void;
}

export const TreeContext = createContext<TreeState | null>(null);

function useTree(): TreeState {
  const state = use(TreeContext);
  if (state === null) throw new Error('A step is drawn outside of its tree.');
  return state;
}

/** @param group Null: the whole recipe. */
export function ElementList({
  elements,
  list,
  group,
  name,
}: {
  readonly elements: readonly DraftElement[];
  readonly list: DraftPath;
  readonly group: DraftGroup | null;
  readonly name: string;
}) {
  return (
    <ol
      aria-label={name}
      className={classNames('flex flex-col gap-1', group && 'ml-5 border-line border-l-2 pl-3')}
    >
      {elements.map((element) => (
        <ElementItem key={pathKey(element.path)} element={element} />
      ))}
      <EndOfList list={list} count={elements.length} isRoot={group === null} />
    </ol>
  );
}

function ElementItem({ element }: { readonly element: DraftElement }) {
  const text = useText();
  const tree = useTree();
  const key = pathKey(element.path);
  const drop = useDroppable({ id: key });
  const drag = useDraggable({ id: key, data: { path: element.path }, disabled: tree.readOnly });
  const isChosen = tree.selection !== null && isBetween(element.path, tree.selection);
  const isFaulty = tree.faulty !== null && isSame(tree.faulty, element.path);
  const numbers = tree.numbers.get(key);
  return (
    <li
      ref={drop.setNodeRef}
      className={classNames('relative flex flex-col gap-1', drag.isDragging && 'opacity-40')}
    >
      {tree.dropBefore === key && <DropMark />}
      <div
        ref={drag.setNodeRef}
        className={classNames(
          'flex items-stretch rounded-lg border',
          isChosen ? 'border-accent bg-accent-soft' : 'border-line bg-panel hover:border-line-strong',
          isFaulty && 'border-fail bg-fail-soft',
        )}
      >
        {!tree.readOnly && (
          <span
            {...drag.listeners}
            aria-hidden
            className="flex w-11 shrink-0 cursor-grab touch-none items-center justify-center text-faint hover:text-text active:cursor-grabbing"
          >
            <GripVertical className="size-5" />
          </span>
        )}
        <button
          type="button"
          data-row={key}
          aria-pressed={isChosen}
          onClick={(event) => tree.choose(element.path, event.shiftKey)}
          onKeyDown={(event) => tree.press(event, element.path)}
          className={classNames(
            'flex min-h-12 min-w-0 flex-1 items-center gap-3 py-1.5 pr-3 text-left',
            tree.readOnly && 'pl-3',
          )}
        >
          <span className="figures w-12 shrink-0 text-right font-medium text-muted text-sm">
            {numbers && (numbers.to > numbers.from ? `${numbers.from}–${numbers.to}` : numbers.from)}
          </span>
          {isDraftGroup(element) ? <GroupTitle group={element} /> : <StepTitle element={element} />}
        </button>
      </div>
      {isDraftGroup(element) && (
        <ElementList
          elements={element.elements}
          list={[...element.path, element.kind]}
          group={element}
          name={text(`recipes.group.${element.kind}`)}
        />
      )}
    </li>
  );
}

function StepTitle({ element }: { readonly element: Exclude<DraftElement, DraftGroup> }) {
  const text = useText();
  const labels = useLabels();
  if (element.kind === 'opaque') {
    return (
      <>
        <Asterisk aria-hidden className="size-4 text-warn" />
        <span className="truncate font-mono text-sm">{element.text}</span>
        <Mark label={text('recipes.editor.opaque')} />
      </>
    );
  }
  if (element.kind === 'use') {
    return (
      <>
        <Layers aria-hidden className="size-5 shrink-0 text-accent" />
        <span className="min-w-0 flex-1 truncate font-semibold">{element.use}</span>
        <span className="hidden min-w-0 flex-wrap justify-end gap-1.5 sm:flex">
          <SharedMarks element={element} />
        </span>
      </>
    );
  }
  const unknown = labels.actions.length > 0 && !labels.knows(element.label);
  return (
    <>
      <ColorDot large color={labels.colorOf(element.label)} />
      <span className="min-w-28 flex-1 truncate">
        <span className={classNames('font-medium', unknown && 'text-fail')}>
          {element.title ?? labels.titleOf(element.label)}
        </span>
        {element.title !== null && (
          <span className="ml-2 text-muted text-sm">{labels.titleOf(element.label)}</span>
        )}
      </span>
      <StepMarks step={element} />
    </>
  );
}

function StepMarks({ step }: { readonly step: Extract<DraftElement, { kind: 'step' }> }) {
  const text = useText();
  const formats = useFormats();
  const { minSeconds, maxSeconds, minProbability, holdSeconds, wait } = step;
  const seconds = (value: number) => formats.number(value, Number.isInteger(value) ? 0 : 1);
  return (
    <span className="hidden min-w-0 flex-wrap justify-end gap-1.5 sm:flex">
      <SharedMarks element={step} />
      {step.critical && <Mark label={text('recipes.editor.critical')} strong />}
      {(minSeconds !== null || maxSeconds !== null) && (
        <Mark
          label={
            minSeconds === null
              ? `≤ ${seconds(maxSeconds!)} s`
              : maxSeconds === null
                ? `≥ ${seconds(minSeconds)} s`
                : `${seconds(minSeconds)}–${seconds(maxSeconds)} s`
          }
        />
      )}
      {minProbability !== null && <Mark label={`≥ ${formats.percent(minProbability)}`} />}
      {holdSeconds !== null && (
        <Mark label={text('recipes.editor.holdShort', { seconds: seconds(holdSeconds) })} />
      )}
      {(wait.minSeconds !== null || wait.maxSeconds !== null) && <Mark label={text('recipes.editor.wait')} />}
      {(step.note !== null || step.picture !== null || Object.keys(step.remedy).length > 0) && (
        <Mark label={text('recipes.editor.help')} />
      )}
      {step.otherKeys.map((key) => (
        <Mark key={key} label={key} />
      ))}
    </span>
  );
}

/** What every kind of element may have. The rounds of a group are in its title. */
function SharedMarks({ element }: { readonly element: Exclude<DraftElement, { kind: 'opaque' }> }) {
  const text = useText();
  const { repeat, when, unless } = element;
  const times = repeat && (repeat.min === repeat.max ? `${repeat.max}` : `${repeat.min}–${repeat.max}`);
  return (
    <>
      {times !== null && !isDraftGroup(element) && <Mark label={`× ${times}`} />}
      {element.optional && <Mark label={text('recipes.editor.optional')} />}
      {when.length > 0 && <Mark label={text('live.recipe.onlyFor', { codes: when.join(', ') })} />}
      {unless.length > 0 && <Mark label={text('live.recipe.notFor', { codes: unless.join(', ') })} />}
      {element.after.length > 0 && (
        <Mark label={text('recipes.editor.afterShort', { names: element.after.join(', ') })} />
      )}
    </>
  );
}

export const groupIcons = { sequence: ListOrdered, anyOrder: Shuffle, oneOf: Split } as const;

function GroupTitle({ group }: { readonly group: DraftGroup }) {
  const text = useText();
  const { kind, repeat } = group;
  const Icon = kind === 'sequence' && repeat !== null ? Repeat : groupIcons[kind];
  return (
    <>
      <Icon aria-hidden className="size-5 shrink-0 text-accent" />
      <span className="min-w-0 flex-1 truncate font-semibold">
        {repeat === null
          ? text(`recipes.group.${kind}`)
          : repeat.min === repeat.max
            ? text(kind === 'sequence' ? 'recipes.editor.rounds' : `recipes.editor.roundsOf.${kind}`, {
                count: repeat.max,
              })
            : text('recipes.editor.roundsRange', { min: repeat.min, max: repeat.max })}
      </span>
      <span className="hidden min-w-0 flex-wrap justify-end gap-1.5 sm:flex">
        {group.atLeast !== null && (
          <Mark label={text('live.recipe.atLeast', { least: group.atLeast, of: group.elements.length })} />
        )}
        <SharedMarks element={group} />
      </span>
    </>
  );
}

function Mark({ label, strong = false }: { readonly label: string; readonly strong?: boolean }) {
  return (
    <span
      className={classNames(
        'figures whitespace-nowrap rounded-md px-2 py-0.5 font-medium text-sm',
        strong ? 'bg-warn-soft text-warn' : 'bg-raised text-muted',
      )}
    >
      {label}
    </span>
  );
}

function EndOfList({
  list,
  count,
  isRoot,
}: {
  readonly list: DraftPath;
  readonly count: number;
  readonly isRoot: boolean;
}) {
  const text = useText();
  const tree = useTree();
  const labels = useLabels();
  const key = `${pathKey(list)}.end`;
  const drop = useDroppable({ id: key });
  return (
    <li ref={drop.setNodeRef} className="relative">
      {tree.dropBefore === key && <DropMark />}
      {tree.readOnly ? (
        <span className="block h-1" />
      ) : (
        <Menu
          entries={labels.actions.map(({ name, title, color }) => ({
            key: name,
            label: title,
            color,
            run: () => tree.add({ list, index: count }, name),
          }))}
        >
          <button
            type="button"
            data-row={key}
            onKeyDown={(event) => tree.press(event, [...list, count])}
            className="flex min-h-11 w-full items-center gap-2 rounded-lg border border-line-strong border-dashed px-3 text-muted hover:border-accent hover:text-accent"
          >
            <Plus aria-hidden className="size-5" />
            {text(isRoot ? 'recipes.editor.addStep' : 'recipes.editor.addToGroup')}
          </button>
        </Menu>
      )}
    </li>
  );
}

function DropMark() {
  return (
    <span aria-hidden className="-top-1.5 absolute inset-x-0 z-10 flex items-center">
      <span className="size-2.5 rounded-full bg-accent" />
      <span className="h-1 flex-1 rounded-full bg-accent" />
    </span>
  );
}

function isBetween(path: DraftPath, { first, last }: Selection): boolean {
  const list = first.slice(0, -1);
  if (path.length !== first.length || !isWithin(path, list)) return false;
  const index = Number(path.at(-1));
  return Number(first.at(-1)) <= index && index <= Number(last.at(-1));
}
