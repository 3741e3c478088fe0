// Labels of other tools: read as a draft, or written for them.
import { FileDown, FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import {
  type LabelFormat,
  labelFormats,
  type RecordingLabels,
} from '../../../src-inference/contract/index.ts';
import { useCommand, useIsAllowed } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { Button, Dialog, ErrorNotice, NumberField, Select, saveFile, TextField } from '../../ui/index.ts';

const fileTypes = '.csv,.json,.eaf,.txt,.xml';

export function LabelFiles({
  recording,
  open,
  onClose,
  onImported,
}: {
  readonly recording: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onImported: (labels: RecordingLabels) => void;
}) {
  const text = useText();
  const file = useRef<HTMLInputElement>(null);
  const [format, setFormat] = useState<LabelFormat>('csv');
  const [framesPerSecond, setFramesPerSecond] = useState<number | null>(null);
  const [tier, setTier] = useState('');
  const read = useCommand('teachImportLabels');
  const write = useCommand('teachExportLabels');
  const mayRead = useIsAllowed('teachImportLabels');
  const countsFrames = format === 'assembly101';
  const hasTiers = format === 'eaf' || format === 'via';
  const importFile = async (chosen: File): Promise<void> => {
    const labels = await read.send({
      recording,
      labels: { format, text: await chosen.text(), framesPerSecond, tier: tier.trim() || null, video: null },
    });
    if (labels === undefined) return;
    onImported(labels);
    onClose();
  };
  const exportFile = async (): Promise<void> => {
    const made = await write.send({ recording, format, framesPerSecond });
    if (made !== undefined) saveFile(made.name, new Blob([made.text], { type: 'text/plain' }));
  };
  const error = read.error ?? write.error;
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={text('teach.files.title')}
      description={text('teach.files.description')}
      footer={
        <>
          <Button icon={FileDown} busy={write.busy} onClick={exportFile}>
            {text('teach.files.export')}
          </Button>
          <Button
            variant="primary"
            icon={FileUp}
            busy={read.busy}
            disabled={!mayRead}
            onClick={() => file.current?.click()}
          >
            {text('teach.files.import')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Select
          label={text('teach.files.format')}
          value={format}
          choices={labelFormats.map((one) => ({ value: one, label: text(`teach.files.formats.${one}`) }))}
          onChange={setFormat}
        />
        {countsFrames && (
          <NumberField
            label={text('teach.files.framesPerSecond')}
            hint={text('teach.files.framesPerSecondHint')}
            value={framesPerSecond}
            min={0.1}
            max={1000}
            onChange={setFramesPerSecond}
          />
        )}
        {hasTiers && (
          <TextField
            label={text('teach.files.tier')}
            hint={text('teach.files.tierHint')}
            value={tier}
            onChange={({ target }) => setTier(target.value)}
          />
        )}
        {error && <ErrorNotice error={error} />}
        <input
          ref={file}
          type="file"
          accept={fileTypes}
          className="hidden"
          aria-label={text('teach.files.import')}
          onChange={({ target }) => {
            const chosen = target.files?.[0];
            // The same file may be chosen once more after it was corrected.
            target.value = '';
            if (chosen) void importFile(chosen);
          }}
        />
      </div>
    </Dialog>
  );
}
