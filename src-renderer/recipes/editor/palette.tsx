import { useDraggable } from '@dnd-kit/core';
import { Repeat } from 'lucide-react';
import { groupKinds } from '../../../src-inference/contract/index.ts';
import { useLabels } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { Button, ColorDot } from '../../ui/index.ts';
import type { DraftGroupKind } from '../draft.ts';
import { groupIcons } from './step-tree.tsx';

/** The actions of the model and the kinds of groups, to be pressed or dragged into the tree. */
export function Palette({
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
