// Dragging in the tree of steps: elements to another place, and actions of the palette into the tree.
import {
  type CollisionDetection,
  type DndContextProps,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { useState } from 'react';
import type { DraftPath } from '../draft.ts';

export type Dragged =
  | { readonly kind: 'label'; readonly label: string }
  | { readonly kind: 'element'; readonly path: DraftPath };

export interface TreeDrag {
  /** Null: nothing is dragged. */
  readonly dragged: Dragged | null;
  /** Key of the row before which it would be dropped. */
  readonly dropBefore: string | null;
  readonly context: DndContextProps;
}

interface Drag {
  readonly dragged: Dragged;
  readonly dropBefore: string | null;
}

/** @param onDrop Called with the key of the row before which something was dropped. */
export function useTreeDrag(onDrop: (dragged: Dragged, before: string) => void): TreeDrag {
  const [drag, setDrag] = useState<Drag | null>(null);
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 5 } }));
  return {
    dragged: drag?.dragged ?? null,
    dropBefore: drag?.dropBefore ?? null,
    context: {
      sensors,
      collisionDetection: nearestEdge,
      onDragStart({ active }) {
        const dragged = readDragged(active.data.current);
        setDrag(dragged && { dragged, dropBefore: null });
      },
      onDragMove: ({ over }) =>
        setDrag((now) => now && { ...now, dropBefore: over === null ? null : String(over.id) }),
      onDragCancel: () => setDrag(null),
      onDragEnd({ over }) {
        if (drag !== null && over !== null) onDrop(drag.dragged, String(over.id));
        setDrag(null);
      },
    },
  };
}

function readDragged(data: Record<string, unknown> | undefined): Dragged | null {
  if (typeof data?.label === 'string') return { kind: 'label', label: data.label };
  return Array.isArray(data?.path) ? { kind: 'element', path: data.path as DraftPath } : null;
}

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
