// The dialog in which a person gives a part another verdict than the station.
import { type FormEvent, useId, useState } from 'react';
import { type Verdict, verdicts } from '../../src-inference/contract/index.ts';
import { useChangePreferences, useCommand, usePreferences, useSnapshot } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { Button, Dialog, ErrorNotice, OutcomeBadge, outcomeMarks, TextArea, TextField } from '../ui/index.ts';

export interface JudgedPart {
  readonly id: string;
  readonly number: number;
  /** Of the station; null: the part was aborted. */
  readonly verdict: Verdict | null;
}

export function OverrideDialog({
  part,
  onClose,
}: {
  readonly part: JudgedPart;
  readonly onClose: () => void;
}) {
  const text = useText();
  const form = useId();
  const { person } = usePreferences();
  const operator = useSnapshot((snapshot) => snapshot.operator);
  const changePreferences = useChangePreferences();
  const override = useCommand('overridePart');
  const others = verdicts.filter((verdict) => verdict !== part.verdict);
  const [verdict, setVerdict] = useState<Verdict>(part.verdict === 'pass' ? 'fail' : 'pass');
  const [by, setBy] = useState(operator ?? person);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (by.trim() === '' || reason.trim() === '') return;
    changePreferences({ person: by.trim() });
    const { ok } = await override.attempt({ id: part.id, verdict, by: by.trim(), reason: reason.trim() });
    if (ok) onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={text('identity.overrideTitle')}
      description={text('identity.overrideDescription')}
      footer={
        <>
          <Button onClick={onClose}>{text('common.cancel')}</Button>
          <Button variant="primary" type="submit" form={form} busy={override.busy}>
            {text('identity.overrideConfirm')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-5">
        <p className="flex items-center gap-3 font-semibold">
          {text('acknowledge.partNumber', { number: part.number })}
          <OutcomeBadge outcome={part.verdict ?? 'aborted'} />
        </p>
        <fieldset>
          <legend className="mb-1.5 font-medium text-muted text-sm">
            {text('identity.overrideVerdict')}
          </legend>
          <div className="grid auto-cols-fr grid-flow-col gap-2">
            {others.map((one) => (
              <Button
                key={one}
                large
                icon={outcomeMarks[one].icon}
                aria-pressed={verdict === one}
                onClick={() => setVerdict(one)}
                className="px-3 aria-pressed:border-accent aria-pressed:bg-accent-soft"
              >
                {text(`common.verdict.${one}`)}
              </Button>
            ))}
          </div>
        </fieldset>
        <TextField
          label={text('acknowledge.by')}
          problem={tried && by.trim() === '' ? text('identity.byMissing') : null}
          value={by}
          maxLength={80}
          onChange={({ target }) => setBy(target.value)}
        />
        <TextArea
          label={text('acknowledge.reason')}
          problem={tried && reason.trim() === '' ? text('identity.reasonMissing') : null}
          value={reason}
          maxLength={500}
          onChange={({ target }) => setReason(target.value)}
        />
        {override.error && <ErrorNotice error={override.error} />}
      </form>
    </Dialog>
  );
}
