import { type FormEvent, useId, useState } from 'react';
import { useCommand, usePreferences, useSnapshot } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { Button, Dialog, ErrorNotice, TextField } from '../../ui/index.ts';

/** A code typed by hand, where the label cannot be scanned. */
export function CodeDialog({ onClose }: { readonly onClose: () => void }) {
  const text = useText();
  const form = useId();
  const { person } = usePreferences();
  const operator = useSnapshot((snapshot) => snapshot.operator);
  const scan = useCommand('scanCode');
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (code.trim() === '') return;
    const by = operator ?? (person || 'screen');
    if ((await scan.send({ text: code, by })) !== undefined) onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={text('identity.typeTitle')}
      description={text('identity.typeDescription')}
      footer={
        <>
          <Button onClick={onClose}>{text('common.cancel')}</Button>
          <Button variant="primary" type="submit" form={form} busy={scan.busy}>
            {text('identity.take')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          label={text('identity.code')}
          problem={tried && code.trim() === '' ? text('identity.codeMissing') : null}
          value={code}
          maxLength={500}
          onChange={({ target }) => setCode(target.value)}
        />
        {scan.error && <ErrorNotice error={scan.error} />}
      </form>
    </Dialog>
  );
}
