import { type FormEvent, useId, useState } from 'react';
import { openPage } from '../../app/index.ts';
import { useCommand, useSnapshot, useStationQuery } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { Button, Dialog, ErrorNotice, Select, TextField } from '../../ui/index.ts';

/** Logs a person in by PIN. It closes when somebody has logged in, also with a badge. */
export function LoginDialog({ onClose }: { readonly onClose: () => void }) {
  const text = useText();
  const form = useId();
  const people = useStationQuery('listPeople', null);
  const operator = useSnapshot((snapshot) => snapshot.operator);
  const logIn = useCommand('logInOperator');
  const withPin = (people.data ?? []).filter(({ hasPin }) => hasPin);
  const [name, setName] = useState<string | null>(null);
  const [pin, setPin] = useState('');
  const chosen = name ?? withPin[0]?.name ?? null;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (chosen === null || pin === '') return;
    const { ok } = await logIn.attempt({ name: chosen, pin });
    setPin('');
    if (ok) onClose();
  };
  return (
    <Dialog
      open={operator === null}
      onClose={onClose}
      title={text('identity.logInTitle')}
      description={text('identity.logInDescription')}
      footer={
        <>
          <Button onClick={onClose}>{text('common.cancel')}</Button>
          {chosen === null ? (
            <Button onClick={() => openPage('setup', 'people')}>{text('setup.subject.people')}</Button>
          ) : (
            <Button variant="primary" type="submit" form={form} busy={logIn.busy} disabled={pin === ''}>
              {text('identity.logIn')}
            </Button>
          )}
        </>
      }
    >
      {people.isError && <ErrorNotice error={people.error} />}
      {people.isPending && <p role="status">{text('common.loading')}</p>}
      {people.data && chosen === null && <p className="text-muted">{text('identity.noPins')}</p>}
      {chosen !== null && (
        <form id={form} onSubmit={submit} className="grid gap-4 sm:grid-cols-2">
          <Select
            label={text('identity.name')}
            value={chosen}
            choices={withPin.map((person) => ({ value: person.name, label: person.name }))}
            onChange={setName}
          />
          <TextField
            label={text('identity.pin')}
            type="password"
            inputMode="numeric"
            autoFocus
            value={pin}
            maxLength={12}
            onChange={({ target }) => setPin(target.value)}
          />
          {logIn.error && (
            <div className="sm:col-span-2">
              <ErrorNotice error={logIn.error} />
            </div>
          )}
        </form>
      )}
    </Dialog>
  );
}
