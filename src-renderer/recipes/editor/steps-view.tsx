// The steps of the draft: a palette with the actions of the model, the tree, and the fields of the selected element.
import { DndContext, DragOverlay } from '@dnd-kit/core';
import { useMemo } from 'react';
import type { LearntRecipe, RecipeSummary } from '../../../src-inference/contract/index.ts';
import { useLabels } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { ColorDot } from '../../ui/index.ts';
import type { DraftPath, RecipeDraft } from '../draft.ts';
import { addGroup, addStep, moveElement } from '../draft-edits.ts';
import { applyEdit, type DraftState } from '../editing-session.ts';
import { gapAt, rowKey, treeRows } from '../tree-rows.ts';
import { Inspector } from './inspector.tsx';
import { Palette } from './palette.tsx';
import { ElementList, TreeContext, type TreeState } from './step-tree.tsx';
import { type Dragged, useTreeDrag } from './use-tree-drag.ts';
import { useTreeEditing } from './use-tree-editing.ts';
import { useTreeFocus } from './use-tree-focus.ts';

/** @param faulty Path of the element with the first issue. */
export function StepsView({
  draft,
  state,
  faulty,
  readOnly,
  others,
  learnt,
}: {
  readonly draft: RecipeDraft;
  readonly state: DraftState;
  readonly faulty: DraftPath | null;
  readonly readOnly: boolean;
  readonly others: readonly RecipeSummary[];
  readonly learnt: LearntRecipe | null;
}) {
  const text = useText();
  const { text: draftText, selection } = state;
  const rows = useMemo(() => treeRows(draft), [draft]);
  const numbers = useMemo(
    () => new Map(rows.flatMap((row) => (row.kind === 'element' ? [[rowKey(row), row.steps] as const] : []))),
    [rows],
  );
  const focus = useTreeFocus(selection);
  const editing = useTreeEditing(draft, rows, state, focus, readOnly);
  const drag = useTreeDrag((dragged, before) => {
    const row = rows.find((one) => rowKey(one) === before);
    if (row === undefined) return;
    const gap = gapAt(row);
    applyEdit(
      dragged.kind === 'label'
        ? addStep(draftText, gap, dragged.label)
        : moveElement(draftText, dragged.path, gap),
    );
  });
  const { choose, press, add } = editing;
  const { dropBefore } = drag;
  const tree: TreeState = { numbers, selection, dropBefore, faulty, readOnly, choose, press, add };
  return (
    <DndContext {...drag.context}>
      <TreeContext value={tree}>
        <div className="flex h-full min-h-0 flex-col gap-5 overflow-y-auto lg:flex-row lg:overflow-visible">
          {!readOnly && (
            <Palette
              onLabel={(label) => applyEdit(addStep(draftText, editing.insertionGap(), label))}
              onGroup={(kind, repeat) => applyEdit(addGroup(draftText, editing.insertionGap(), kind, repeat))}
            />
          )}
          <div ref={focus.tree} className="min-w-0 flex-1 lg:overflow-y-auto lg:p-1">
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
              onMove={editing.move}
              others={others}
              learnt={learnt}
            />
          </aside>
        </div>
        <p aria-live="polite" className="sr-only">
          {editing.announcement}
        </p>
        <DragOverlay dropAnimation={null}>
          {drag.dragged && <DraggedElement dragged={drag.dragged} titleOf={editing.titleOf} />}
        </DragOverlay>
      </TreeContext>
    </DndContext>
  );
}

function DraggedElement({
  dragged,
  titleOf,
}: {
  readonly dragged: Dragged;
  readonly titleOf: (path: DraftPath) => string;
}) {
  const labels = useLabels();
  return (
    <span className="flex min-h-12 w-64 items-center gap-3 rounded-lg border border-accent bg-raised px-4 font-medium shadow-float">
      {dragged.kind === 'label' ? (
        <>
          <ColorDot large color={labels.colorOf(dragged.label)} />
          {labels.titleOf(dragged.label)}
        </>
      ) : (
        titleOf(dragged.path)
      )}
    </span>
  );
}
