// The steps of the draft: a palette with the actions of the model, the tree, and the fields of the selected element.
import {
  type CollisionDetection,
  DndContext,
  DragOverlay,
  PointerSensor,
  useDraggable,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { Repeat } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { groupKinds } from '../../../src-inference/contract/index.ts';
import { useLabels } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { Button, ColorDot } from '../../ui/index.ts';
import type { DraftGroupKind, DraftPath, RecipeDraft } from '../draft.ts';
import {
  addGroup,
  addStep,
  type DraftEdit,
  type DraftGap,
  duplicateElement,
  gapBefore,
  isSame,
  moveElement,
  removeElement,
} from '../draft-edits.ts';
import { applyEdit, type DraftState, select } from '../editing-session.ts';
import { elementAt, gapAt, gapBeside, pathKey, rowKey, treeRows } from '../tree-rows.ts';
import { Inspector } from './inspector.tsx';
import { ElementList, groupIcons, TreeContext, type TreeState } from './step-tree.tsx';

/** The row whose upper edge is nearest: an element is dropped at an edge. */
const nearestEdge: CollisionDetection = ({ pointerCoordinates, droppableContainers, droppableRects }) => {
  if (pointerCoordinates === null) return [];
  const { y } = pointerCoordinates;
  return droppableContainers
    .flatMap((droppableContainer) => {
      const rect = droppableRects.get(droppableContainer.id);
      if (rect === undefined) return [];
      return [{ id: droppableContainer.id, data: { droppableContainer, value: Math.abs(rect.top - y) } }];
    })
    .sort((one, other) => one.data.value - other.data.value);
};

interface StepsViewProps {
  readonly draft: RecipeDraft;
  readonly state: DraftState;
  readonly faulty: DraftPath | null;
  readonly readOnly: boolean;
}

export function StepsView({
  draft,
  state: { text: draftText, selection },
  faulty,
  readOnly,
}: StepsViewProps) {
  const text = useText();
  const labels = useLabels();
  const rows = useMemo(() => treeRows(draft), [draft]);
  const numbers = useMemo(
    () => new Map(rows.flatMap((row) => (row.kind === 'element' ? [[rowKey(row), row.steps] as const] : []))),
    [rows],
  );
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 5 } }));
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const [dropBefore, setDropBefore] = useState<string | null>(null);
  const [announcement, setAnnouncement] = useState('');
  const treeElement = useRef<HTMLDivElement>(null);
  /** The row that gets the focus after rendering: an element has a new path after it was moved. */
  const focusNext = useRef<string | null>(null);
  useEffect(() => {
    if (focusNext.current === null) return;
    rowButton(treeElement.current, focusNext.current)?.focus();
    focusNext.current = null;
  });
  const chosen = selection === null ? null : pathKey(selection.first);
  useEffect(() => {
    if (chosen !== null) rowButton(treeElement.current, chosen)?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  const wordOf = (path: DraftPath): string => {
    const element = elementAt(draft, path);
    if (element === null || element.kind === 'opaque') return '';
    return element.kind === 'step'
      ? (element.title ?? labels.titleOf(element.label))
      : text(`recipes.group.${element.kind}`);
  };
  const edit = (edited: DraftEdit, focus: boolean): void => {
    if (focus && edited.at !== null) focusNext.current = pathKey(edited.at);
    applyEdit(edited);
  };
  const insertionGap = (): DraftGap => {
    if (selection === null) return { list: ['steps'], index: draft.elements.length };
    const { list, index } = gapBefore(selection.last);
    return { list, index: index + 1 };
  };
  const move = (path: DraftPath, direction: 'up' | 'down'): void => {
    const gap = gapBeside(rows, path, direction);
    if (gap === null) return;
    const edited = moveElement(draftText, path, gap);
    edit(edited, true);
    if (edited.at !== null) {
      setAnnouncement(
        text('recipes.editor.moved', { name: wordOf(path), position: Number(edited.at.at(-1)) + 1 }),
      );
    }
  };
  const choose = (path: DraftPath, extend: boolean): void => {
    if (!extend || selection === null || !isSame(gapBefore(path).list, gapBefore(selection.first).list)) {
      select({ first: path, last: path });
      return;
    }
    const [first, last] = [selection.first, path].sort(
      (one, other) => Number(one.at(-1)) - Number(other.at(-1)),
    );
    select({ first: first!, last: last! });
  };
  const press = (event: KeyboardEvent, path: DraftPath): void => {
    const direction = event.key === 'ArrowUp' ? 'up' : event.key === 'ArrowDown' ? 'down' : null;
    const isElement = elementAt(draft, path) !== null;
    if (direction !== null) {
      event.preventDefault();
      if (event.altKey && isElement && !readOnly) move(path, direction);
      else if (!event.altKey)
        focusBeside(event.currentTarget, treeElement.current, direction, event.shiftKey, choose);
    } else if (!readOnly && isElement && (event.key === 'Delete' || event.key === 'Backspace')) {
      event.preventDefault();
      focusNext.current = pathKey(path);
      applyEdit(removeElement(draftText, path));
    } else if (
      !readOnly &&
      isElement &&
      event.key.toLowerCase() === 'd' &&
      (event.ctrlKey || event.metaKey)
    ) {
      event.preventDefault();
      edit(duplicateElement(draftText, path), true);
    }
  };
  const tree: TreeState = {
    numbers,
    selection,
    dropBefore,
    faulty,
    readOnly,
    choose,
    press,
    add: (gap, label) => edit(addStep(draftText, gap, label), true),
  };
  const drop = (what: Dragged, before: string): void => {
    const row = rows.find((one) => rowKey(one) === before);
    if (row === undefined) return;
    const gap = gapAt(row);
    edit(
      what.kind === 'label' ? addStep(draftText, gap, what.label) : moveElement(draftText, what.path, gap),
      false,
    );
  };

  return (
    <DndContext
      sensors={sensors}
      collisionDetection={nearestEdge}
      onDragStart={({ active }) => setDragged(readDragged(active.data.current))}
      onDragMove={({ over }) => setDropBefore(over === null ? null : String(over.id))}
      onDragCancel={() => {
        setDragged(null);
        setDropBefore(null);
      }}
      onDragEnd={({ over }) => {
        if (dragged !== null && over !== null) drop(dragged, String(over.id));
        setDragged(null);
        setDropBefore(null);
      }}
    >
      <TreeContext value={tree}>
        <div className="flex h-full min-h-0 flex-col gap-5 overflow-y-auto lg:flex-row lg:overflow-visible">
          {!readOnly && (
            <Palette
              onLabel={(label) => edit(addStep(draftText, insertionGap(), label), false)}
              onGroup={(kind, repeat) => edit(addGroup(draftText, insertionGap(), kind, repeat), false)}
            />
          )}
          <div ref={treeElement} className="min-w-0 flex-1 lg:overflow-y-auto lg:p-1">
            {draft.elements.length === 0 && (
              <p className="mb-3 rounded-lg bg-raised p-4 text-muted">{text('recipes.editor.noSteps')}</p>
            )}
            <ElementList
              elements={draft.elements}
              list={['steps']}
              group={null}
              name={text('recipes.editor.steps')}
            />
            <p className="mt-3 text-faint text-sm">{!readOnly && text('recipes.editor.keys')}</p>
          </div>
          <aside
            aria-label={text('recipes.editor.fields')}
            className="shrink-0 lg:w-80 lg:overflow-y-auto lg:border-line lg:border-l lg:p-1 lg:pl-5 xl:w-96"
          >
            <Inspector
              draft={draft}
              text={draftText}
              selection={selection}
              readOnly={readOnly}
              onMove={move}
            />
          </aside>
        </div>
        <p aria-live="polite" className="sr-only">
          {announcement}
        </p>
        <DragOverlay dropAnimation={null}>
          {dragged && (
            <span className="flex min-h-12 w-64 items-center gap-3 rounded-lg border border-accent bg-raised px-4 font-medium shadow-float">
              {dragged.kind === 'label' ? (
                <>
                  <ColorDot large color={labels.colorOf(dragged.label)} />
                  {labels.titleOf(dragged.label)}
                </>
              ) : (
                wordOf(dragged.path)
              )}
            </span>
          )}
        </DragOverlay>
      </TreeContext>
    </DndContext>
  );
}

type Dragged =
  | { readonly kind: 'label'; readonly label: string }
  | { readonly kind: 'element'; readonly path: DraftPath };

function readDragged(data: Record<string, unknown> | undefined): Dragged | null {
  if (typeof data?.label === 'string') return { kind: 'label', label: data.label };
  return Array.isArray(data?.path) ? { kind: 'element', path: data.path as DraftPath } : null;
}

function Palette({
  onLabel,
  onGroup,
}: {
  readonly onLabel: (label: string) => void;
  readonly onGroup: (kind: DraftGroupKind, repeat: number | null) => void;
}) {
  const text = useText();
  const labels = useLabels();
  return (
    <section
      aria-label={text('recipes.editor.palette')}
      className="flex shrink-0 flex-col gap-4 lg:w-52 lg:overflow-y-auto lg:p-1"
    >
      <div>
        <h3 className="mb-2 font-semibold text-muted text-sm">{text('recipes.editor.actions')}</h3>
        {labels.actions.length === 0 && (
          <p className="text-faint text-sm">{text('recipes.editor.noModel')}</p>
        )}
        <ul className="flex flex-wrap gap-1.5 lg:flex-col">
          {labels.actions.map(({ name, title, color }) => (
            <li key={name}>
              <PaletteLabel name={name} title={title} color={color} onPress={() => onLabel(name)} />
            </li>
          ))}
        </ul>
      </div>
      <div>
        <h3 className="mb-2 font-semibold text-muted text-sm">{text('recipes.editor.groups')}</h3>
        <div className="flex flex-wrap gap-1.5 lg:flex-col">
          <Button icon={Repeat} className="justify-start" onClick={() => onGroup('sequence', 2)}>
            {text('recipes.editor.repeat')}
          </Button>
          {groupKinds.map((kind) => (
            <Button
              key={kind}
              icon={groupIcons[kind]}
              className="justify-start"
              onClick={() => onGroup(kind, null)}
            >
              {text(`recipes.group.${kind}`)}
            </Button>
          ))}
        </div>
      </div>
    </section>
  );
}

function PaletteLabel({
  name,
  title,
  color,
  onPress,
}: {
  readonly name: string;
  readonly title: string;
  readonly color: string | null;
  readonly onPress: () => void;
}) {
  const text = useText();
  const drag = useDraggable({ id: `label ${name}`, data: { label: name } });
  return (
    <button
      ref={drag.setNodeRef}
      type="button"
      {...drag.listeners}
      onClick={onPress}
      title={text('recipes.editor.addLabel', { title })}
      className="flex min-h-11 w-full touch-none items-center gap-2.5 rounded-lg border border-line bg-panel px-3 text-left font-medium hover:border-line-strong hover:bg-raised"
    >
      <ColorDot large color={color} />
      <span className="truncate">{title}</span>
    </button>
  );
}

function rowButton(tree: HTMLElement | null, key: string): HTMLElement | null {
  return tree?.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`) ?? null;
}

function focusBeside(
  from: EventTarget,
  tree: HTMLElement | null,
  direction: 'up' | 'down',
  extend: boolean,
  choose: (path: DraftPath, extend: boolean) => void,
): void {
  const buttons = [...(tree?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
  const at = buttons.indexOf(from as HTMLElement) + (direction === 'up' ? -1 : 1);
  const next = buttons[at];
  next?.focus();
  const key = next?.dataset.row;
  if (extend && key !== undefined && !key.endsWith('.end')) choose(readPathKey(key), true);
}

function readPathKey(key: string): DraftPath {
  return key.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
