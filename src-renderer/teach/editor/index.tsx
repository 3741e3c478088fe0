// The label editor: the video of a recording with a time line, driven by the keyboard.
import {
  ArrowLeft,
  CircleCheck,
  CircleHelp,
  FileInput,
  LoaderCircle,
  Redo2,
  Save,
  Undo2,
  WandSparkles,
} from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { RecordingLabels, TeachProject, TeachRecording } from '../../../src-inference/contract/index.ts';
import { useCommand, useIsAllowed, useStationQuery } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { Button, Confirm, EmptyState, ErrorNotice, IconButton, useToast } from '../../ui/index.ts';
import type { EditorKey } from '../editing/editor-keys.ts';
import { createFrameClock, type FrameClock } from '../editing/frame-clock.ts';
import { hasChanges, openLabelSession, segmentsOf, stretchesOf } from '../editing/label-session.ts';
import { draftsOf, segmentsFrom } from '../editing/segments.ts';
import { firstView } from '../editing/time-view.ts';
import { useLabelNames } from '../label-names.ts';
import { EditorNotices } from './editor-notices.tsx';
import { KeyHelp } from './key-help.tsx';
import { LabelFiles } from './label-files.tsx';
import { LabelPalette } from './label-palette.tsx';
import { createPlayhead } from './playhead.ts';
import { SegmentList } from './segment-list.tsx';
import { SelectedSegment } from './selected-segment.tsx';
import { TimeLine, type ViewStore } from './time-line.tsx';
import { useEditorCommands } from './use-editor-commands.ts';
import { useEditorKeys } from './use-editor-keys.ts';
import { useLabelSaving } from './use-label-saving.ts';
import type { VideoPlayer } from './video-player.ts';
import { VideoControls, VideoStage } from './video-stage.tsx';

export interface LabelEditorProps {
  readonly project: TeachProject;
  readonly recording: TeachRecording;
  /** Where the video begins. */
  readonly atSeconds: number;
  readonly onClose: () => void;
}

export function LabelEditor(props: LabelEditorProps) {
  const text = useText();
  const { id } = props.recording;
  const labels = useStationQuery('teachReadLabels', { recording: id }, { transient: true });
  if (labels.isError) {
    return (
      <div className="mx-auto flex w-full max-w-3xl flex-col gap-4 p-6">
        <Button variant="quiet" icon={ArrowLeft} className="self-start" onClick={props.onClose}>
          {text('teach.editor.back')}
        </Button>
        <ErrorNotice error={labels.error}>
          <Button onClick={() => labels.refetch()}>{text('common.retry')}</Button>
        </ErrorNotice>
      </div>
    );
  }
  if (labels.isPending) return <EmptyState icon={LoaderCircle} title={text('common.loading')} />;
  return <Editor key={id} {...props} labels={labels.data} />;
}

/** The clock of the frames: exact as soon as the engine has read all frames of the file. */
function useFrameClock(
  recording: string,
  durationSeconds: number,
): { clock: FrameClock; isReading: boolean } {
  const times = useStationQuery('teachFrameTimes', { recording });
  const [assumed] = useState(() => createFrameClock(null, durationSeconds));
  const [exact, setExact] = useState<FrameClock | null>(null);
  useEffect(() => {
    if (times.data) setExact(createFrameClock(Float64Array.from(times.data), durationSeconds));
  }, [times.data, durationSeconds]);
  return { clock: exact ?? assumed, isReading: times.isPending };
}

function Editor({
  project,
  recording,
  atSeconds,
  labels,
  onClose,
}: LabelEditorProps & { readonly labels: RecordingLabels }) {
  const text = useText();
  const show = useToast();
  const names = useLabelNames(project, text('teach.nothing'));
  const mayEdit = useIsAllowed('teachSaveLabels');
  const { clock, isReading } = useFrameClock(recording.id, labels.durationSeconds);
  const [session] = useState(() =>
    openLabelSession(project.directory, labels, clock, localStorage, {
      date: () => new Date(),
      milliseconds: () => performance.now(),
    }),
  );
  useEffect(() => session.setClock(clock), [session, clock]);
  const [playhead] = useState(createPlayhead);
  const [view] = useState<ViewStore>(() => createStore(() => firstView(labels.durationSeconds)));
  const player = useRef<VideoPlayer | null>(null);
  const [helping, setHelping] = useState(false);
  const [filing, setFiling] = useState(false);
  const draft = useCommand('teachDraft');
  const saving = useLabelSaving(recording.id, session, () => {
    show({ tone: 'pass', title: text('teach.editor.finished') });
    onClose();
  });
  const run = useEditorCommands({
    session,
    playhead,
    view,
    player,
    clock,
    onSave: () => mayEdit && hasChanges(session.store.getState()) && saving.saveForLater(),
    onHelp: () => setHelping(true),
  });
  const runKey = (key: EditorKey): void => {
    if (key.kind === 'command') run(key.command);
    else {
      const label = names.labels[key.place]?.name;
      if (label === undefined || !mayEdit) return;
      if (key.kind === 'relabel') session.act({ kind: 'relabel', label });
      else session.act({ kind: 'begin', label, at: playhead.getState().seconds });
    }
  };
  useEditorKeys((key) => (mayEdit || isHarmless(key)) && runKey(key));
  const drafts = useStore(session.store, (state) => draftsOf(segmentsOf(state)).length);
  const makeDraft = async (): Promise<void> => {
    const made = await draft.send({ recording: recording.id });
    if (made === undefined) return;
    session.act({ kind: 'replace', segments: segmentsFrom(made.actions, clock.durationSeconds) });
    run('nextDraft');
  };
  const error = draft.error ?? saving.error;
  return (
    // Buttons that are pressed with a pointer do not take the focus: the keys stay with the editor.
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps the focus where it is
    <div
      className="flex h-full min-h-0 flex-col gap-3 p-4 max-lg:overflow-y-auto"
      onMouseDown={(event) => {
        if ((event.target as HTMLElement).closest('button')) event.preventDefault();
      }}
    >
      <header className="flex flex-wrap items-center gap-2">
        <Button variant="quiet" icon={ArrowLeft} className="-ml-2" onClick={onClose}>
          {text('teach.editor.back')}
        </Button>
        <h1 className="min-w-0 truncate font-semibold text-xl">{recording.id}</h1>
        <p className="truncate text-muted">{recording.operator}</p>
        <SaveState session={session} isReading={isReading} />
        <div className="ml-auto flex flex-wrap items-center gap-1">
          <UndoButtons session={session} run={run} disabled={!mayEdit} />
          <IconButton icon={CircleHelp} name={text('teach.keys.title')} onClick={() => setHelping(true)} />
          <IconButton icon={FileInput} name={text('teach.files.title')} onClick={() => setFiling(true)} />
          <Button
            icon={WandSparkles}
            busy={draft.busy}
            disabled={!mayEdit}
            onClick={makeDraft}
            className="ml-1"
          >
            {text('teach.editor.makeDraft')}
          </Button>
          <Button
            icon={Save}
            busy={saving.busy}
            disabled={!mayEdit}
            onClick={saving.saveForLater}
            title={text('teach.editor.saveForLaterHint')}
          >
            {text('teach.editor.saveForLater')}
          </Button>
          <Button
            variant="primary"
            icon={CircleCheck}
            busy={saving.busy}
            disabled={!mayEdit}
            onClick={saving.finish}
            title={text('teach.editor.finishHint')}
          >
            {text('teach.editor.finish')}
          </Button>
        </div>
      </header>
      <EditorNotices
        session={session}
        labels={labels}
        onTakeDraft={(made) =>
          session.act({
            kind: 'replace',
            segments: segmentsFrom(
              stretchesOf({ ...labels, confirmed: null, draft: made }),
              clock.durationSeconds,
            ),
          })
        }
      />
      {error && <ErrorNotice error={error} />}
      <div className="flex min-h-0 flex-1 gap-4 max-lg:flex-none max-lg:flex-col">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col gap-2 max-lg:flex-none">
          <VideoStage
            file={recording.file}
            beginSeconds={atSeconds}
            clock={clock}
            playhead={playhead}
            player={player}
          />
          <VideoControls
            playhead={playhead}
            clock={clock}
            onCommand={run}
            onRate={(rate) => player.current?.setRate(rate)}
          />
        </div>
        <aside className="flex min-h-0 w-full shrink-0 flex-col gap-3 overflow-y-auto lg:w-88 2xl:w-104">
          <LabelPalette
            session={session}
            names={names}
            disabled={!mayEdit}
            onBegin={(label) => session.act({ kind: 'begin', label, at: playhead.getState().seconds })}
            onEnd={() => session.act({ kind: 'end', at: playhead.getState().seconds })}
          />
          <SelectedSegment session={session} names={names} disabled={!mayEdit} onCommand={run} />
          <SegmentList
            session={session}
            names={names}
            onChoose={(segment) => {
              session.act({ kind: 'select', id: segment.id });
              player.current?.seek(segment.startSeconds);
            }}
          />
        </aside>
      </div>
      <TimeLine
        session={session}
        playhead={playhead}
        view={view}
        player={player}
        clock={clock}
        names={names}
      />
      <KeyHelp open={helping} onClose={() => setHelping(false)} />
      <LabelFiles
        recording={recording.id}
        open={filing}
        onClose={() => setFiling(false)}
        onImported={(imported) => {
          session.takeStored({ ...imported, confirmed: null });
          run('nextDraft');
        }}
      />
      <Confirm
        open={saving.isAsking}
        title={text('teach.editor.draftsLeft', { count: drafts })}
        description={text('teach.editor.draftsLeftHint')}
        confirmLabel={text('teach.editor.confirmAll')}
        cancelLabel={text('teach.editor.lookFirst')}
        onConfirm={saving.confirmAndFinish}
        onCancel={() => {
          saving.stopAsking();
          run('nextDraft');
        }}
      />
    </div>
  );
}

const harmless = /^(play|frame|second|segment|slower|faster|nextDraft|zoom|help|cancel|copy)/;

/** Whether it changes no label: who may only look may do it. */
function isHarmless(key: EditorKey): boolean {
  return key.kind === 'command' && (harmless.test(key.command) || key.command === 'endOrPlay');
}

function SaveState({
  session,
  isReading,
}: {
  readonly session: ReturnType<typeof openLabelSession>;
  readonly isReading: boolean;
}) {
  const text = useText();
  const changed = useStore(session.store, hasChanges);
  const isKept = useStore(session.store, (state) => state.isKept);
  const words = isReading
    ? 'teach.editor.readingFrames'
    : !changed
      ? 'teach.editor.saved'
      : isKept
        ? 'teach.editor.unsaved'
        : 'teach.editor.notKept';
  return (
    <p
      role="status"
      className={`truncate text-sm ${changed && !isKept ? 'font-semibold text-warn' : 'text-faint'}`}
    >
      {text(words)}
    </p>
  );
}

function UndoButtons({
  session,
  run,
  disabled,
}: {
  readonly session: ReturnType<typeof openLabelSession>;
  readonly run: (command: 'undo' | 'redo') => void;
  readonly disabled: boolean;
}) {
  const text = useText();
  const canUndo = useStore(
    session.store,
    ({ editor }) => editor.history.past.length > 0 || editor.open !== null,
  );
  const canRedo = useStore(session.store, ({ editor }) => editor.history.future.length > 0);
  return (
    <>
      <IconButton
        icon={Undo2}
        name={text('teach.keys.undo')}
        disabled={disabled || !canUndo}
        onClick={() => run('undo')}
      />
      <IconButton
        icon={Redo2}
        name={text('teach.keys.redo')}
        disabled={disabled || !canRedo}
        onClick={() => run('redo')}
      />
    </>
  );
}
