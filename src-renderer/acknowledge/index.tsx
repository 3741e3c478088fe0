// The dialogs in which a person acknowledges a failed part, or gives a part another verdict.
import { type FormEvent, useId, useState } from 'react';
import type { JudgedStep } from '../../src-inference/contract/index.ts';
import {
  useChangePreferences,
  useCommand,
  usePreferences,
  useSnapshot,
  useStationQuery,
} from '../hooks/index.ts';
import { problemMessage, problemsOf, useTitles } from '../messages/index.ts';
import { useFormats, useText } from '../text/index.tsx';
import { Button, Dialog, ErrorNotice, StepBadge, Switch, TextArea, TextField } from '../ui/index.ts';

export { OverrideDialog } from './override-dialog.tsx';

const reasons = ['reworked', 'scrapped', 'falseAlarm', 'accepted'] as const;

/** A failed part that nobody has acknowledged. */
export interface FailedPart {
  readonly id: string;
  /** Number and steps of the part; null: they are asked for. */
  readonly known: { readonly number: number; readonly steps: readonly JudgedStep[] } | null;
}

/**
 * Asks who looked at a failed part, and what was done about it.
 *
 * @param part Null: nothing is left to acknowledge.
 * @param others More parts that can be acknowledged together with it.
 */
export function AcknowledgeDialog({
  open,
  onClose,
  part,
  others = [],
}: {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly part: FailedPart | null;
  readonly others?: readonly string[];
}) {
  const text = useText();
  const form = useId();
  const { send, busy, error } = useCommand('acknowledgePart');
  return (
    <Dialog
      open={open}
      onClose={onClose}
      width="medium"
      title={text('acknowledge.title')}
      description={text('acknowledge.description')}
      footer={
        <>
          <Button onClick={onClose}>{text('common.cancel')}</Button>
          <Button variant="primary" type="submit" form={form} busy={busy}>
            {text('acknowledge.confirm')}
          </Button>
        </>
      }
    >
      {part !== null && (
        <Form
          id={form}
          part={part}
          others={others}
          onConfirm={async (ids, by, reason) => {
            for (const id of ids) if ((await send({ id, by, reason })) === undefined) return;
            onClose();
          }}
        />
      )}
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
  part,
  others,
  onConfirm,
}: {
  readonly id: string;
  readonly part: FailedPart;
  readonly others: readonly string[];
  readonly onConfirm: (ids: readonly string[], by: string, reason: string) => void;
}) {
  const text = useText();
  const { person } = usePreferences();
  const changePreferences = useChangePreferences();
  const operator = useSnapshot((snapshot) => snapshot.operator);
  const [by, setBy] = useState(operator ?? person);
  const [reason, setReason] = useState('');
  const [withOthers, setWithOthers] = useState(false);
  const [tried, setTried] = useState(false);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (by.trim() === '' || reason.trim() === '') return;
    changePreferences({ person: by.trim() });
    onConfirm(withOthers ? [part.id, ...others] : [part.id], by.trim(), reason.trim());
  };

  return (
    <form id={id} onSubmit={submit} className="flex flex-col gap-5">
      {part.known === null ? <ProblemsOf id={part.id} /> : <Problems {...part.known} />}
      <TextField
        label={text('acknowledge.by')}
        hint={text('acknowledge.byHint')}
        problem={tried && by.trim() === '' ? text('acknowledge.byMissing') : null}
        value={by}
        onChange={(event) => setBy(event.target.value)}
        maxLength={80}
      />
      <fieldset>
        <legend className="mb-1.5 font-medium text-muted text-sm">{text('acknowledge.quick')}</legend>
        <div className="grid grid-cols-2 gap-2 sm:grid-cols-4 [&_button]:px-2">
          {reasons.map((one) => {
            const word = text(`acknowledge.reasons.${one}`);
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
        label={text('acknowledge.reason')}
        problem={tried && reason.trim() === '' ? text('acknowledge.reasonMissing') : null}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        maxLength={500}
      />
      {others.length > 0 && (
        <Switch
          label={text('acknowledge.others', { count: others.length })}
          checked={withOthers}
          onChange={setWithOthers}
        />
      )}
    </form>
  );
}

function Problems({ number, steps }: NonNullable<FailedPart['known']>) {
  const text = useText();
  const titles = useTitles();
  return (
    <div>
      <p className="mb-2 font-semibold">{text('acknowledge.partNumber', { number })}</p>
      <ul className="flex max-h-48 flex-col gap-2 overflow-y-auto">
        {problemsOf(steps).map((step) => (
          <li key={`${step.index} ${step.startSeconds}`} className="flex items-start gap-3">
            <StepBadge status={step.status} severity={step.severity} />
            <span>{problemMessage(step, titles, text)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** While the part is read, and when the history has lost it, its time is all that is known. */
function ProblemsOf({ id }: { readonly id: string }) {
  const formats = useFormats();
  const { data } = useStationQuery('readPart', { id });
  if (data === undefined) return <p className="font-semibold">{formats.dateTime(id)}</p>;
  return <Problems number={data.summary.number} steps={data.steps} />;
}
