import { useId, useState } from 'react';
import {
  type ArtifactKind,
  artifactKinds,
  type PlantVersion,
} from '../../../src-inference/contract/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { Button, Dialog, ErrorNotice, Select, TextField } from '../../ui/index.ts';
import { useChangePreferences, usePreferences } from '../data/plant-context.tsx';
import { type PushedFiles, usePushFiles } from '../data/rollouts.ts';

/** Gives the plant the folder of a recipe or a model; it becomes a version. */
export function PushDialog({
  onClose,
  onPushed,
}: {
  readonly onClose: () => void;
  readonly onPushed: (version: PlantVersion) => void;
}) {
  const text = useText();
  const formats = useFormats();
  const { person } = usePreferences();
  const changePreferences = useChangePreferences();
  const [kind, setKind] = useState<ArtifactKind>('recipe');
  const [files, setFiles] = useState<PushedFiles['files']>([]);
  const [name, setName] = useState('');
  const [note, setNote] = useState('');
  const [by, setBy] = useState(person);
  const field = useId();
  const push = usePushFiles();
  const choose = (chosen: FileList | null): void => {
    const found = [...(chosen ?? [])];
    setFiles(found.map((file) => ({ path: pathOf(file), file })));
    setName(nameOf(kind, found));
  };
  const send = async (): Promise<void> => {
    changePreferences({ person: by.trim() });
    const version = await push.run({ kind, name: name.trim(), note: note.trim(), by: by.trim(), files });
    if (version !== undefined) onPushed(version);
  };
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
  return (
    <Dialog
      open
      onClose={onClose}
      width="medium"
      title={text('plant.rollouts.push')}
      description={text('plant.rollouts.pushHint')}
      footer={
        <>
          <Button onClick={onClose}>{text('common.cancel')}</Button>
          <Button
            variant="primary"
            busy={push.busy}
            disabled={files.length === 0 || name.trim() === '' || by.trim() === ''}
            onClick={() => void send()}
          >
            {text('plant.rollouts.push')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        <Select
          label={text('plant.rollouts.kind')}
          value={kind}
          choices={artifactKinds.map((one) => ({ value: one, label: text(`plant.rollouts.kinds.${one}`) }))}
          onChange={(next) => {
            setKind(next);
            setFiles([]);
            setName('');
          }}
        />
        <div className="flex flex-col gap-1.5">
          <label htmlFor={field} className="font-medium text-muted text-sm">
            {text(`plant.rollouts.files.${kind}`)}
          </label>
          <input
            key={kind}
            id={field}
            type="file"
            multiple
            {...(kind === 'model' ? { webkitdirectory: '' } : { accept: '.yaml,.yml,.jpg,.jpeg,.png,.webp' })}
            onChange={({ target }) => choose(target.files)}
            className="rounded-lg border border-line-strong bg-ground p-3 file:mr-4 file:rounded-lg file:border-0 file:bg-raised file:px-4 file:py-2 file:text-text"
          />
          <p className="text-faint text-sm">
            {files.length === 0
              ? text(`plant.rollouts.filesHint.${kind}`)
              : text('plant.rollouts.chosen', { count: files.length, bytes: formats.bytes(bytes) })}
          </p>
        </div>
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={text('plant.rollouts.name')}
            value={name}
            maxLength={64}
            onChange={({ target }) => setName(target.value)}
          />
          <TextField
            label={text('setup.rollouts.by')}
            value={by}
            maxLength={80}
            onChange={({ target }) => setBy(target.value)}
          />
        </div>
        <TextField
          label={text('plant.rollouts.note')}
          value={note}
          maxLength={500}
          onChange={({ target }) => setNote(target.value)}
        />
        {push.error && <ErrorNotice error={push.error} />}
      </div>
    </Dialog>
  );
}

/** Below the chosen folder. Pictures that are chosen one by one lie in `pictures/`, as recipes usually name them. */
function pathOf(file: File): string {
  if (file.webkitRelativePath !== '') return file.webkitRelativePath.split('/').slice(1).join('/');
  return /\.ya?ml$/i.test(file.name) ? file.name : `pictures/${file.name}`;
}

function nameOf(kind: ArtifactKind, files: readonly File[]): string {
  if (kind === 'model') return files[0]?.webkitRelativePath.split('/')[0] ?? '';
  return files.find(({ name }) => /\.ya?ml$/i.test(name))?.name.replace(/\.ya?ml$/i, '') ?? '';
}
