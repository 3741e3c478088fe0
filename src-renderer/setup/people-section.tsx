import { IdCard, KeyRound, Trash2, UserRoundPlus, Users } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useCommand, useIsAllowed, useStationQuery } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import {
  Badge,
  Button,
  Confirm,
  EmptyState,
  ErrorNotice,
  IconButton,
  TextField,
  useToast,
} from '../ui/index.ts';
import { EffectNote, Section } from './section.tsx';

/** The people who may log in at the bench. */
export function PeopleSection() {
  const text = useText();
  const may = useIsAllowed('savePerson');
  const people = useStationQuery('listPeople', null, { enabled: may });
  const [removing, setRemoving] = useState<string | null>(null);
  return (
    <Section title={text('identity.people.title')} hint={text('identity.people.hint')}>
      {people.isError && <ErrorNotice error={people.error} />}
      {people.data?.length === 0 && (
        <EmptyState
          icon={Users}
          title={text('identity.people.none')}
          description={text('identity.people.noneHint')}
        />
      )}
      <ul className="flex flex-col gap-2">
        {people.data?.map(({ name, hasBadge, hasPin }) => (
          <li key={name} className="flex items-center gap-3 rounded-lg bg-raised pl-4">
            <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
            {hasBadge && <Badge tone="idle" icon={IdCard} label={text('identity.people.hasBadge')} />}
            {hasPin && <Badge tone="idle" icon={KeyRound} label={text('identity.people.hasPin')} />}
            <IconButton
              icon={Trash2}
              name={text('identity.people.remove', { name })}
              disabled={!may}
              onClick={() => setRemoving(name)}
            />
          </li>
        ))}
      </ul>
      <PersonForm disabled={!may} />
      {removing !== null && <Remove name={removing} onClose={() => setRemoving(null)} />}
    </Section>
  );
}

function PersonForm({ disabled }: { readonly disabled: boolean }) {
  const text = useText();
  const toast = useToast();
  const save = useCommand('savePerson');
  const [name, setName] = useState('');
  const [badge, setBadge] = useState('');
  const [pin, setPin] = useState('');
  const isPinUsable = pin === '' || /^\d{4,12}$/.test(pin);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (name.trim() === '' || !isPinUsable) return;
    const { ok } = await save.attempt({
      name: name.trim(),
      ...(badge.trim() !== '' && { badge: badge.trim() }),
      ...(pin !== '' && { pin }),
    });
    if (!ok) return;
    toast({ tone: 'pass', title: text('identity.people.added', { name: name.trim() }) });
    setName('');
    setBadge('');
    setPin('');
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4 border-line border-t pt-5">
      <div className="grid gap-4 sm:grid-cols-3">
        <TextField
          label={text('identity.name')}
          value={name}
          maxLength={100}
          disabled={disabled}
          onChange={({ target }) => setName(target.value)}
        />
        <TextField
          label={text('identity.people.badge')}
          hint={text('identity.people.badgeHint')}
          value={badge}
          maxLength={200}
          disabled={disabled}
          onChange={({ target }) => setBadge(target.value)}
        />
        <TextField
          label={text('identity.pin')}
          hint={text('identity.people.pinHint')}
          problem={isPinUsable ? null : text('identity.people.pinProblem')}
          type="password"
          autoComplete="new-password"
          inputMode="numeric"
          value={pin}
          maxLength={12}
          disabled={disabled}
          onChange={({ target }) => setPin(target.value)}
        />
      </div>
      {save.error && <ErrorNotice error={save.error} />}
      <EffectNote>{text('identity.people.effect')}</EffectNote>
      <Button
        type="submit"
        icon={UserRoundPlus}
        className="self-start"
        busy={save.busy}
        disabled={disabled || name.trim() === '' || !isPinUsable}
      >
        {text('identity.people.add')}
      </Button>
    </form>
  );
}

function Remove({ name, onClose }: { readonly name: string; readonly onClose: () => void }) {
  const text = useText();
  const remove = useCommand('removePerson');
  return (
    <Confirm
      open
      title={text('identity.people.removeTitle', { name })}
      description={text('identity.people.removeSentence')}
      confirmLabel={text('identity.people.removeConfirm')}
      busy={remove.busy}
      onCancel={onClose}
      onConfirm={async () => {
        const { ok } = await remove.attempt({ name });
        if (ok) onClose();
      }}
    >
      {remove.error && <ErrorNotice error={remove.error} />}
    </Confirm>
  );
}
