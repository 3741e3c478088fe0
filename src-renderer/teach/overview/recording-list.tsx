// The recordings of a project. Only the rows that are seen are there: hundreds stay smooth.
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  CircleCheck,
  CircleDashed,
  EllipsisVertical,
  Film,
  type LucideIcon,
  PencilLine,
  Trash2,
  TriangleAlert,
  UserPen,
} from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { LabelState, TeachProject, TeachRecording } from '../../../src-inference/contract/index.ts';
import { useCommand, useIsAllowed } from '../../hooks/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import {
  Badge,
  Button,
  Confirm,
  classNames,
  EmptyState,
  ErrorNotice,
  IconButton,
  Menu,
  type Tone,
  useIsWide,
} from '../../ui/index.ts';
import { openLabels } from '../open-place.ts';
import { OperatorDialog } from './operator-dialog.tsx';

const stateMarks = {
  confirmed: { tone: 'pass', icon: CircleCheck },
  draft: { tone: 'warn', icon: PencilLine },
  unlabelled: { tone: 'idle', icon: CircleDashed },
} as const satisfies Record<LabelState, { readonly tone: Tone; readonly icon: LucideIcon }>;

/** What needs a person first. */
const order: readonly LabelState[] = ['draft', 'unlabelled', 'confirmed'];
const rowRem = 3.75;
/** The state stands above the name there. */
const narrowRowRem = 6.25;
const columns =
  'grid grid-cols-[minmax(0,1fr)_auto_auto] content-center items-center gap-x-4 lg:grid-cols-[9.5rem_minmax(0,1fr)_9rem_5rem_7rem_8rem_auto]';

export function RecordingList({
  project,
  actions,
}: {
  readonly project: TeachProject;
  /** Buttons that add recordings. */
  readonly actions: ReactNode;
}) {
  const text = useText();
  const recordings = useMemo(
    () => project.recordings.toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state)),
    [project.recordings],
  );
  const isWide = useIsWide();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: recordings.length,
    getScrollElement: () => scroller.current,
    estimateSize: () =>
      (isWide ? rowRem : narrowRowRem) *
      Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
    overscan: 6,
    getItemKey: (place) => recordings[place]!.id,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are as high as the width lets them
  useEffect(() => rows.measure(), [isWide]);
  const [removing, setRemoving] = useState<TeachRecording | null>(null);
  const [renaming, setRenaming] = useState<TeachRecording | null>(null);
  return (
    <section
      aria-labelledby="teach-recordings"
      className="flex min-h-64 flex-1 flex-col overflow-hidden rounded-xl border border-line bg-panel"
    >
      <header className="flex flex-wrap items-center gap-3 border-line border-b px-5 py-2.5">
        <h2 id="teach-recordings" className="font-semibold text-lg">
          {text('teach.recordings.title')}
        </h2>
        <div className="ml-auto flex flex-wrap gap-2">{actions}</div>
      </header>
      {recordings.length === 0 ? (
        <EmptyState
          icon={Film}
          title={text('teach.recordings.empty')}
          description={text('teach.recordings.emptyHint')}
        />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
        <div ref={scroller} tabIndex={0} className="min-h-0 flex-1 overflow-y-auto">
          <ul
            aria-label={text('teach.recordings.title')}
            className="relative"
            style={{ height: rows.getTotalSize() }}
          >
            {rows.getVirtualItems().map((row) => (
              <li
                key={row.key}
                aria-setsize={recordings.length}
                aria-posinset={row.index + 1}
                className="absolute inset-x-0"
                style={{ height: row.size, transform: `translateY(${row.start}px)` }}
              >
                <RecordingRow
                  recording={recordings[row.index]!}
                  onRename={() => setRenaming(recordings[row.index]!)}
                  onRemove={() => setRemoving(recordings[row.index]!)}
                />
              </li>
            ))}
          </ul>
        </div>
      )}
      <RemoveRecording recording={removing} onClose={() => setRemoving(null)} />
      {renaming !== null && (
        <OperatorDialog project={project} recording={renaming} onClose={() => setRenaming(null)} />
      )}
    </section>
  );
}

function RecordingRow({
  recording,
  onRename,
  onRemove,
}: {
  readonly recording: TeachRecording;
  readonly onRename: () => void;
  readonly onRemove: () => void;
}) {
  const text = useText();
  const formats = useFormats();
  const mayChange = useIsAllowed('teachChangeRecording');
  const { id, state, operator, durationSeconds, actions, origin, addedAt, problem } = recording;
  const verb = state === 'confirmed' ? 'open' : state === 'draft' ? 'confirm' : 'label';
  return (
    <div className={classNames(columns, 'h-full border-line border-b px-5')}>
      <p className="max-lg:col-span-3">
        {problem === null ? (
          <Badge {...stateMarks[state]} label={text(`teach.recordings.states.${state}`)} />
        ) : (
          <Badge tone="fail" icon={TriangleAlert} label={text('teach.recordings.unusable')} />
        )}
      </p>
      <p className="min-w-0">
        <span className="block truncate font-medium" title={id}>
          {id}
        </span>
        <span
          className={classNames('block truncate text-sm', problem === null ? 'text-faint' : 'text-fail')}
          title={problem?.message ?? operator}
        >
          {problem?.message ?? `${text(`teach.recordings.origins.${origin}`)} · ${formats.day(addedAt)}`}
          {problem === null && <span className="lg:hidden">{` · ${operator}`}</span>}
        </span>
      </p>
      <p className="truncate max-lg:hidden" title={operator}>
        {operator}
      </p>
      <p className="figures text-right text-muted max-lg:hidden">{formats.duration(durationSeconds)}</p>
      <p className="figures text-right text-muted max-lg:hidden">
        {text('teach.recordings.actions', { count: actions })}
      </p>
      <Button
        variant={state === 'confirmed' ? 'quiet' : 'normal'}
        disabled={problem !== null && actions === 0}
        onClick={() => openLabels(id)}
        aria-label={`${text(`teach.recordings.${verb}`)}: ${id}`}
      >
        {text(`teach.recordings.${verb}`)}
      </Button>
      <Menu
        entries={[
          {
            key: 'operator',
            label: text('teach.recordings.changeOperator'),
            icon: UserPen,
            disabled: !mayChange,
            run: onRename,
          },
          'line',
          {
            key: 'remove',
            label: text('teach.recordings.remove'),
            icon: Trash2,
            danger: true,
            disabled: !mayChange,
            run: onRemove,
          },
        ]}
      >
        <IconButton icon={EllipsisVertical} name={text('teach.recordings.moreFor', { id })} />
      </Menu>
    </div>
  );
}

function RemoveRecording({
  recording,
  onClose,
}: {
  readonly recording: TeachRecording | null;
  readonly onClose: () => void;
}) {
  const text = useText();
  const remove = useCommand('teachRemoveRecording');
  if (recording === null) return null;
  return (
    <Confirm
      open
      title={text('teach.recordings.removeTitle', { id: recording.id })}
      description={text('teach.recordings.removeHint')}
      confirmLabel={text('common.delete')}
      busy={remove.busy}
      onCancel={onClose}
      onConfirm={async () => {
        const { ok } = await remove.attempt({ recording: recording.id });
        if (ok) onClose();
      }}
    >
      {remove.error && <ErrorNotice error={remove.error} />}
    </Confirm>
  );
}
