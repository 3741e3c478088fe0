import { type FormEvent, useId, useState } from 'react';
import type { FinishedPart } from '../../../src-inference/contract/index.ts';
import { useChangePreferences, useCommand, usePreferences, useSnapshot } from '../../binding/index.tsx';
import { useFormats, useText } from '../../text/index.tsx';
import { Button, Dialog, ErrorNotice, StepBadge, Switch, TextArea, TextField } from '../../ui/index.ts';
import { problemSentence, problemsOf, useTitles } from '../../wording/index.ts';

const reasons = ['reworked', 'scrapped', 'falseAlarm', 'accepted'] as const;

/** Who looked at a failed part, and what was done about it. */
export function AcknowledgeDialog({
  open,
  onClose,
}: {
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  const text = useText();
  const form = useId();
  const { send, busy, error } = useCommand('acknowledgePart');
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={text('live.acknowledge.title')}
      description={text('live.acknowledge.description')}
      footer={
        <>
          <Button onClick={onClose}>{text('common.cancel')}</Button>
          <Button look="primary" type="submit" form={form} busy={busy}>
            {text('live.acknowledge.confirm')}
          </Button>
        </>
      }
    >
      <Form
        id={form}
        onConfirm={async (ids, by, reason) => {
          for (const id of ids) if ((await send({ id, by, reason })) === undefined) return;
          onClose();
        }}
      />
      {error && (
        <div className="mt-4">
          <ErrorNotice error={error} />
        </div>
      )}
    </Dialog>
  );
}

function Form({
  id,
  onConfirm,
}: {
  readonly id: string;
  readonly onConfirm: (ids: readonly string[], by: string, reason: string) => void;
}) {
  const text = useText();
  const unacknowledged = useSnapshot((snapshot) => snapshot.unacknowledged);
  const lastPart = useSnapshot((snapshot) => snapshot.lastPart);
  const { person } = usePreferences();
  const changePreferences = useChangePreferences();
  const [by, setBy] = useState(person);
  const [reason, setReason] = useState('');
  const [withOthers, setWithOthers] = useState(false);
  const [tried, setTried] = useState(false);
  // The part that everybody has before their eyes, else the one that waits longest.
  const isLast = lastPart !== null && unacknowledged.includes(lastPart.id);
  const chosen = isLast ? lastPart.id : unacknowledged[0];
  const others = unacknowledged.filter((one) => one !== chosen);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (chosen === undefined || by.trim() === '' || reason.trim() === '') return;
    changePreferences({ person: by.trim() });
    onConfirm(withOthers ? [chosen, ...others] : [chosen], by.trim(), reason.trim());
  };

  return (
    <form id={id} onSubmit={submit} className="flex flex-col gap-5">
      {isLast ? <Problems part={lastPart} /> : chosen !== undefined && <Time id={chosen} />}
      <TextField
        label={text('live.acknowledge.by')}
        hint={text('live.acknowledge.byHint')}
        problem={tried && by.trim() === '' ? text('live.acknowledge.byMissing') : null}
        value={by}
        onChange={(event) => setBy(event.target.value)}
        maxLength={80}
      />
      <fieldset>
        <legend className="mb-1.5 font-medium text-muted text-sm">{text('live.acknowledge.quick')}</legend>
        <div className="grid grid-cols-2 gap-2">
          {reasons.map((one) => {
            const word = text(`live.acknowledge.reasons.${one}`);
            return (
              <Button
                key={one}
                large
                aria-pressed={reason === word}
                onClick={() => setReason(word)}
                className="aria-pressed:border-accent aria-pressed:bg-accent-soft"
              >
                {word}
              </Button>
            );
          })}
        </div>
      </fieldset>
      <TextArea
        label={text('live.acknowledge.reason')}
        problem={tried && reason.trim() === '' ? text('live.acknowledge.reasonMissing') : null}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        maxLength={500}
      />
      {others.length > 0 && (
        <Switch
          label={text('live.acknowledge.others', { count: others.length })}
          checked={withOthers}
          onChange={setWithOthers}
        />
      )}
    </form>
  );
}

function Problems({ part }: { readonly part: FinishedPart }) {
  const text = useText();
  const titles = useTitles();
  return (
    <div>
      <p className="mb-2 font-semibold">{text('live.band.partNumber', { number: part.number })}</p>
      <ul className="flex max-h-48 flex-col gap-2 overflow-y-auto">
        {problemsOf(part.steps).map((step) => (
          <li key={`${step.index} ${step.startSeconds}`} className="flex items-start gap-3">
            <StepBadge status={step.status} severity={step.severity} />
            <span>{problemSentence(step, titles, text)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Time({ id }: { readonly id: string }) {
  const formats = useFormats();
  return (
    <p className="font-semibold">
      {formats.day(id)}, {formats.clock(id)}
    </p>
  );
}
