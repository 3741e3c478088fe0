// The selected label: what it says, and its two edges, each moved by a frame or to the frame that is shown.
import { Check, ChevronLeft, ChevronRight, MapPin, Trash2 } from 'lucide-react';
import { useStore } from 'zustand';
import { useFormats, useText } from '../../text/index.tsx';
import { Button, IconButton, Select } from '../../ui/index.ts';
import type { EditorCommand } from '../editing/editor-keys.ts';
import type { LabelSessionHandle } from '../editing/label-session.ts';
import type { Segment, SegmentEdge } from '../editing/segments.ts';
import type { LabelNames } from '../label-names.ts';
import { secondsText } from './video-stage.tsx';

export function SelectedSegment({
  session,
  names,
  disabled,
  onCommand,
}: {
  readonly session: LabelSessionHandle;
  readonly names: LabelNames;
  readonly disabled: boolean;
  readonly onCommand: (command: EditorCommand) => void;
}) {
  const text = useText();
  const formats = useFormats();
  const segment = useStore(session.store, ({ editor }) => {
    const { segments, selected } = editor.history.present;
    return segments.find(({ id }) => id === selected) ?? null;
  });
  const isEmpty = useStore(session.store, ({ editor }) => editor.history.present.segments.length === 0);
  // The list says what to do then.
  if (isEmpty) return null;
  if (segment === null) {
    return (
      <p className="rounded-lg border border-line border-dashed px-3 py-3 text-muted text-sm">
        {text('teach.editor.noneSelected')}
      </p>
    );
  }
  const { label, confidence, startSeconds, endSeconds } = segment;
  const known = names.labels.some(({ name }) => name === label);
  return (
    <section
      aria-label={text('teach.editor.selected')}
      className="flex flex-col gap-1 rounded-xl border border-line bg-raised p-3"
    >
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <Select
            label={text('teach.editor.selectedHead', {
              seconds: formats.number(endSeconds - startSeconds, 2),
            })}
            value={label}
            disabled={disabled}
            choices={[
              ...names.labels.map(({ name, title }) => ({ value: name, label: title })),
              ...(known ? [] : [{ value: label, label }]),
            ]}
            onChange={(next) => session.act({ kind: 'relabel', label: next })}
          />
        </div>
        <IconButton
          icon={Trash2}
          name={text('teach.keys.remove')}
          disabled={disabled}
          onClick={() => onCommand('remove')}
        />
      </div>
      <Edge edge="start" segment={segment} disabled={disabled} onCommand={onCommand} />
      <Edge edge="end" segment={segment} disabled={disabled} onCommand={onCommand} />
      {confidence !== null && (
        <Button
          variant="primary"
          icon={Check}
          disabled={disabled}
          shortcut="Enter"
          onClick={() => onCommand('confirm')}
        >
          {text('teach.editor.confirmOne', { confidence: formats.percent(confidence) })}
        </Button>
      )}
    </section>
  );
}

const edgeCommands = {
  start: { earlier: 'startEarlier', later: 'startLater', here: 'startHere' },
  end: { earlier: 'endEarlier', later: 'endLater', here: 'endHere' },
} as const satisfies Record<SegmentEdge, Record<string, EditorCommand>>;

function Edge({
  edge,
  segment,
  disabled,
  onCommand,
}: {
  readonly edge: SegmentEdge;
  readonly segment: Segment;
  readonly disabled: boolean;
  readonly onCommand: (command: EditorCommand) => void;
}) {
  const text = useText();
  const { earlier, later, here } = edgeCommands[edge];
  return (
    <div className="flex items-center gap-1">
      <span className="w-14 text-muted text-sm">
        {text(edge === 'start' ? 'teach.editor.begins' : 'teach.editor.ends')}
      </span>
      <IconButton
        icon={ChevronLeft}
        name={text(`teach.keys.${earlier}`)}
        disabled={disabled}
        className="size-9!"
        onClick={() => onCommand(earlier)}
      />
      <span className="figures min-w-16 text-center font-semibold">
        {secondsText(edge === 'start' ? segment.startSeconds : segment.endSeconds)}
      </span>
      <IconButton
        icon={ChevronRight}
        name={text(`teach.keys.${later}`)}
        disabled={disabled}
        className="size-9!"
        onClick={() => onCommand(later)}
      />
      <IconButton
        icon={MapPin}
        name={text(`teach.keys.${here}`)}
        disabled={disabled}
        className="ml-auto size-9!"
        onClick={() => onCommand(here)}
      />
    </div>
  );
}
