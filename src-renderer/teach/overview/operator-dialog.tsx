import { useState } from 'react';
import type { TeachProject, TeachRecording } from '../../../src-inference/contract/index.ts';
import { useCommand } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { Button, Dialog, ErrorNotice } from '../../ui/index.ts';
import { OperatorField } from '../operator-field.tsx';

/** Another person did the work than was written down. */
export function OperatorDialog({
  project,
  recording,
  onClose,
}: {
  readonly project: TeachProject;
  readonly recording: TeachRecording;
  readonly onClose: () => void;
}) {
  const text = useText();
  const change = useCommand('teachChangeRecording');
  const [operator, setOperator] = useState(recording.operator);
  const save = async (): Promise<void> => {
    const { ok } = await change.attempt({ recording: recording.id, operator: operator.trim() });
    if (ok) onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={text('teach.recordings.changeOperator')}
      description={recording.id}
      footer={
        <Button variant="primary" busy={change.busy} disabled={operator.trim() === ''} onClick={save}>
          {text('common.save')}
        </Button>
      }
    >
      <OperatorField project={project} value={operator} onChange={setOperator} />
      {change.error && <ErrorNotice error={change.error} />}
    </Dialog>
  );
}
