import { FilePlus } from 'lucide-react';
import { useState } from 'react';
import type { TeachProject } from '../../../src-inference/contract/index.ts';
import { FolderBrowser } from '../../folders/index.tsx';
import { useCommand } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { Button, Dialog, ErrorNotice } from '../../ui/index.ts';
import { OperatorField } from '../operator-field.tsx';

/** Takes a video file of the station into the project. It stays open: one seldom adds one video. */
export function AddVideoDialog({
  project,
  onClose,
}: {
  readonly project: TeachProject;
  readonly onClose: () => void;
}) {
  const text = useText();
  const add = useCommand('teachAddVideo');
  const [path, setPath] = useState<string | null>(null);
  const [operator, setOperator] = useState(project.recordings.at(-1)?.operator ?? '');
  const [added, setAdded] = useState<string | null>(null);
  const take = async (): Promise<void> => {
    if (path === null) return;
    const recording = await add.send({ path, operator: operator.trim() });
    setAdded(recording?.id ?? null);
    if (recording !== undefined) setPath(null);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={text('teach.sources.add')}
      description={text('teach.add.description')}
      width="medium"
      footer={
        <>
          {added !== null && (
            <p role="status" className="mr-auto self-center truncate font-medium text-pass">
              {text('teach.add.added', { id: added })}
            </p>
          )}
          <Button onClick={onClose}>{text('common.close')}</Button>
          <Button
            variant="primary"
            icon={FilePlus}
            busy={add.busy}
            disabled={path === null || operator.trim() === ''}
            onClick={take}
          >
            {text('teach.add.take')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <OperatorField project={project} value={operator} onChange={setOperator} />
        <FolderBrowser
          wish="video"
          chosen={path}
          onChoose={(chosen) => {
            setPath(chosen);
            add.clearError();
          }}
        />
        {add.error && <ErrorNotice error={add.error} />}
      </div>
    </Dialog>
  );
}
