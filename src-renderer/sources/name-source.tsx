// The dialog in which a person names a source.
import { useState } from 'react';
import type { RecentSource } from '../../src-inference/contract/index.ts';
import { useCommand } from '../hooks/index.ts';
import { sourceTitleOf } from '../messages/index.ts';
import { useText } from '../text/index.tsx';
import { Button, Dialog, ErrorNotice, TextField } from '../ui/index.ts';

const longestName = 60;

export function NameSource({
  source: { address, title },
  onClose,
}: {
  readonly source: RecentSource;
  readonly onClose: () => void;
}) {
  const text = useText();
  const [typed, setTyped] = useState(title ?? '');
  const name = useCommand('nameSource');
  const save = async (): Promise<void> => {
    const sent = await name.send({ source: address, title: typed.trim() || null });
    if (sent !== undefined) onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      width="small"
      title={text('sources.renameTitle')}
      footer={
        <>
          <Button onClick={onClose}>{text('common.cancel')}</Button>
          <Button variant="primary" busy={name.busy} onClick={() => void save()}>
            {text('common.apply')}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField
          label={text('sources.name')}
          hint={text('sources.nameHint')}
          placeholder={sourceTitleOf({ name: address }, text)}
          value={typed}
          maxLength={longestName}
          onChange={(event) => setTyped(event.target.value)}
        />
        <p className="break-all font-mono text-muted text-sm">{address}</p>
        {name.error && <ErrorNotice error={name.error} />}
      </form>
    </Dialog>
  );
}
