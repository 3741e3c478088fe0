import { useState } from 'react';
import type { TeachProject } from '../../../src-inference/contract/index.ts';
import { useCommand } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { Button, Dialog, ErrorNotice } from '../../ui/index.ts';
import { labelsOf, problemOf, rowsOf } from './label-rows.ts';
import { LabelRowsForm } from './label-rows-form.tsx';

/** The actions that the project teaches. */
export function LabelsDialog({
  project,
  onClose,
}: {
  readonly project: TeachProject;
  readonly onClose: () => void;
}) {
  const text = useText();
  const set = useCommand('teachSetLabels');
  const [rows, setRows] = useState(() => rowsOf(project.labels));
  const save = async (): Promise<void> => {
    const { ok } = await set.attempt({ labels: labelsOf(rows, project.background), renamed: {} });
    if (ok) onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={text('teach.labels.title')}
      description={text('teach.labels.description')}
      width="medium"
      footer={
        <>
          <Button onClick={onClose}>{text('common.cancel')}</Button>
          <Button
            variant="primary"
            busy={set.busy}
            disabled={rows.length === 0 || rows.some((row) => problemOf(row, rows) !== null)}
            onClick={save}
          >
            {text('common.save')}
          </Button>
        </>
      }
    >
      <LabelRowsForm rows={rows} onChange={setRows} />
      {set.error && (
        <div className="mt-4">
          <ErrorNotice error={set.error} />
        </div>
      )}
    </Dialog>
  );
}
