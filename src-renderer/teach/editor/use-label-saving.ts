// Saving the labels of a recording: for later, or as what is done in it.
import { useCallback, useState } from 'react';
import { useCommand, useStation } from '../../hooks/index.ts';
import { type LabelSessionHandle, segmentsOf } from '../editing/label-session.ts';
import { draftsOf } from '../editing/segments.ts';

/** A confidence of 1 says that a person is sure. */
const mostUnconfirmed = 0.999;

export interface LabelSaving {
  /** Keeps the labels as a draft of a person who has not finished. */
  saveForLater(): Promise<void>;
  /** The labels are what is done in the recording. Asks first when some are drafts that nobody has looked at. */
  finish(): Promise<void>;
  /** Confirms the drafts that are left, and finishes. */
  confirmAndFinish(): Promise<void>;
  readonly isAsking: boolean;
  stopAsking(): void;
  readonly busy: boolean;
  readonly error: ReturnType<typeof useCommand<'teachSaveLabels'>>['error'];
}

/** @param onFinished Told once the labels are stored as confirmed ones. */
export function useLabelSaving(
  recording: string,
  session: LabelSessionHandle,
  onFinished: () => void,
): LabelSaving {
  const { request } = useStation();
  const command = useCommand('teachSaveLabels');
  const [isAsking, setAsking] = useState(false);
  const { attempt, clearError } = command;
  const save = useCallback(
    async (confirm: boolean): Promise<void> => {
      const state = session.store.getState();
      const sent = segmentsOf(state);
      const actions = sent.map(({ startSeconds, endSeconds, label, confidence }) => ({
        startSeconds,
        endSeconds,
        label,
        // Nobody else may take for confirmed what was not looked at.
        ...(confidence !== null && { confidence: Math.min(confidence, mostUnconfirmed) }),
      }));
      const result = await attempt({ recording, actions, basedOn: state.basedOn, confirm });
      if (result.ok) {
        session.markSaved(result.output, sent);
        if (confirm) onFinished();
      } else if (result.error.code === 'labels_changed') {
        clearError();
        session.markConflict(await request('teachReadLabels', { recording }));
      }
    },
    [attempt, clearError, onFinished, recording, request, session],
  );
  return {
    saveForLater: () => save(false),
    async finish() {
      if (draftsOf(segmentsOf(session.store.getState())).length > 0) setAsking(true);
      else await save(true);
    },
    async confirmAndFinish() {
      setAsking(false);
      session.act({ kind: 'confirmAll' });
      await save(true);
    },
    isAsking,
    stopAsking: () => setAsking(false),
    busy: command.busy,
    error: command.error,
  };
}
