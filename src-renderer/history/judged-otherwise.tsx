// A person says that the station judged a part wrongly: it joins what the next network learns from.
import { MessageCircleWarning } from 'lucide-react';
import { useState } from 'react';
import type { PartSummary } from '../../src-inference/contract/index.ts';
import {
  useChangePreferences,
  useCommand,
  useIsAllowed,
  usePreferences,
  useStationQuery,
} from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { Button, Dialog, ErrorNotice, TextArea, TextField, useToast } from '../ui/index.ts';

/** Only where a project teaches the station: elsewhere nobody would learn from it. */
export function JudgedOtherwise({ part }: { readonly part: PartSummary }) {
  const text = useText();
  const project = useStationQuery('teachProject', null);
  const may = useIsAllowed('teachJudgePart');
  const [open, setOpen] = useState(false);
  if (!project.data || part.verdict === null) return null;
  const judgement = part.verdict === 'pass' ? 'missed' : 'falseAlarm';
  return (
    <>
      <Button
        icon={MessageCircleWarning}
        disabled={!may}
        className="self-start"
        onClick={() => setOpen(true)}
      >
        {text(`history.judged.${judgement}`)}
      </Button>
      {open && <JudgeDialog id={part.id} judgement={judgement} onClose={() => setOpen(false)} />}
    </>
  );
}

function JudgeDialog({
  id,
  judgement,
  onClose,
}: {
  readonly id: string;
  readonly judgement: 'falseAlarm' | 'missed';
  readonly onClose: () => void;
}) {
  const text = useText();
  const show = useToast();
  const { person } = usePreferences();
  const change = useChangePreferences();
  const judge = useCommand('teachJudgePart');
  const [by, setBy] = useState(person);
  const [note, setNote] = useState('');
  const send = async (): Promise<void> => {
    const { ok } = await judge.attempt({ part: id, judgement, by: by.trim(), note });
    if (!ok) return;
    change({ person: by.trim() });
    show({ tone: 'pass', title: text('history.judged.sent') });
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={text(`history.judged.${judgement}`)}
      description={text('history.judged.description')}
      footer={
        <>
          <Button onClick={onClose}>{text('common.cancel')}</Button>
          <Button variant="primary" busy={judge.busy} disabled={by.trim() === ''} onClick={send}>
            {text('history.judged.send')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <TextField label={text('acknowledge.by')} value={by} onChange={({ target }) => setBy(target.value)} />
        <TextArea
          label={text('history.judged.note')}
          maxLength={500}
          value={note}
          onChange={({ target }) => setNote(target.value)}
        />
        {judge.error && <ErrorNotice error={judge.error} />}
      </div>
    </Dialog>
  );
}
