import { CheckCheck } from 'lucide-react';
import { useState } from 'react';
import { useChangePreferences, useCommand, useMay, usePreferences } from '../binding/index.tsx';
import { useText } from '../text/index.tsx';
import { Button, ErrorNotice, TextField } from '../ui/index.ts';

/** A failure that nobody has acknowledged: who saw it, and why it happened. */
export function AcknowledgeForm({ id }: { readonly id: string }) {
  const text = useText();
  const { person } = usePreferences();
  const change = useChangePreferences();
  const [by, setBy] = useState(person);
  const [reason, setReason] = useState('');
  const acknowledge = useCommand('acknowledgePart');
  const may = useMay('acknowledgePart');
  return (
    <form
      className="flex flex-col gap-3 rounded-lg border border-fail/50 bg-fail-soft p-4"
      onSubmit={async (event) => {
        event.preventDefault();
        const done = await acknowledge.send({ id, by: by.trim(), reason: reason.trim() });
        if (done !== undefined) change({ person: by.trim() });
      }}
    >
      <p className="font-medium text-fail">{text('history.notAcknowledged')}</p>
      {may && (
        <div className="flex flex-wrap items-end gap-3">
          <div className="w-48">
            <TextField label={text('history.by')} value={by} onChange={({ target }) => setBy(target.value)} />
          </div>
          <div className="min-w-48 flex-1">
            <TextField
              label={text('history.reason')}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          </div>
          <Button
            type="submit"
            icon={CheckCheck}
            busy={acknowledge.busy}
            disabled={by.trim() === '' || reason.trim() === ''}
          >
            {text('history.acknowledge')}
          </Button>
        </div>
      )}
      {acknowledge.error && <ErrorNotice error={acknowledge.error} />}
    </form>
  );
}
