// What a person should know before going on: work that was not saved, somebody else's labels, a draft beside the labels.
import { History, Users, WandSparkles } from 'lucide-react';
import { useStore } from 'zustand';
import type { DraftLabels, RecordingLabels } from '../../../src-inference/contract/index.ts';
import { useCommand } from '../../hooks/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { Button, ErrorNotice } from '../../ui/index.ts';
import type { LabelSessionHandle } from '../editing/label-session.ts';

const stripStyle = 'flex flex-wrap items-center gap-x-4 gap-y-2 rounded-xl px-4 py-2';

export function EditorNotices({
  session,
  labels,
  onTakeDraft,
}: {
  readonly session: LabelSessionHandle;
  /** What the station has stored when the editor was opened. */
  readonly labels: RecordingLabels;
  readonly onTakeDraft: (draft: DraftLabels) => void;
}) {
  const text = useText();
  const formats = useFormats();
  const resumedAt = useStore(session.store, (state) => state.resumedAt);
  const conflict = useStore(session.store, (state) => state.conflict);
  if (conflict !== null) {
    return (
      <div role="alert" className={`${stripStyle} bg-warn-soft text-warn`}>
        <Users aria-hidden className="size-5 shrink-0" />
        <p className="min-w-0 flex-1 font-medium">{text('teach.editor.conflict')}</p>
        <Button onClick={() => session.takeStored(conflict)}>{text('teach.editor.takeTheirs')}</Button>
        <Button onClick={session.keepOwn}>{text('teach.editor.keepMine')}</Button>
      </div>
    );
  }
  if (resumedAt !== null) {
    return (
      <div role="status" className={`${stripStyle} bg-accent-soft text-accent`}>
        <History aria-hidden className="size-5 shrink-0" />
        <p className="min-w-0 flex-1 font-medium">
          {text('teach.editor.resumed', { when: formats.dateTime(resumedAt) })}
        </p>
        <Button onClick={() => session.takeStored(labels)}>{text('teach.editor.takeStored')}</Button>
      </div>
    );
  }
  const { draft, confirmed } = labels;
  return draft !== null && confirmed !== null ? (
    <DraftBeside recording={labels.recording} draft={draft} onTake={() => onTakeDraft(draft)} />
  ) : null;
}

function DraftBeside({
  recording,
  draft,
  onTake,
}: {
  readonly recording: string;
  readonly draft: DraftLabels;
  readonly onTake: () => void;
}) {
  const text = useText();
  const formats = useFormats();
  const discard = useCommand('teachDiscardDraft');
  if (discard.error) return <ErrorNotice error={discard.error} />;
  return (
    <div role="status" className={`${stripStyle} bg-raised`}>
      <WandSparkles aria-hidden className="size-5 shrink-0 text-muted" />
      <p className="min-w-0 flex-1">
        {text(`teach.editor.draftBeside.${draft.maker}`, {
          count: draft.actions.length,
          when: formats.dateTime(draft.madeAt),
        })}
      </p>
      <Button onClick={onTake}>{text('teach.editor.showDraft')}</Button>
      <Button variant="quiet" busy={discard.busy} onClick={() => discard.send({ recording })}>
        {text('teach.editor.discardDraft')}
      </Button>
    </div>
  );
}
