import { Boxes, Circle, CircleCheck, CircleX, Clock, Download, ListChecks, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { StationRollout } from '../../src-inference/contract/index.ts';
import {
  useChangePreferences,
  useCommand,
  useIsAllowed,
  usePreferences,
  useSnapshot,
} from '../hooks/index.ts';
import { useFormats, useText } from '../text/index.tsx';
import { Badge, Button, Dialog, ErrorNotice, TextField } from '../ui/index.ts';
import { Section } from './section.tsx';

const kindIcons = { recipe: ListChecks, model: Boxes } as const;

const stateMarks = {
  asking: { tone: 'warn', icon: Circle },
  fetching: { tone: 'active', icon: Download },
  waiting: { tone: 'active', icon: Clock },
  goingBack: { tone: 'active', icon: Undo2 },
  applied: { tone: 'idle', icon: CircleCheck },
  failed: { tone: 'fail', icon: CircleX },
  goneBack: { tone: 'idle', icon: Undo2 },
} as const;

/** What the plant rolls out to this station, newest first; nothing until it has. */
export function RolloutsSection() {
  const text = useText();
  const rollouts = useSnapshot((snapshot) => snapshot.rollouts);
  const [answered, setAnswered] = useState<Answer | null>(null);
  if (rollouts.length === 0) return null;
  return (
    <Section title={text('setup.rollouts.title')} hint={text('setup.rollouts.hint')}>
      <ul className="flex flex-col gap-3">
        {[...rollouts].reverse().map((rollout) => (
          <RolloutRow key={rollout.rollout} rollout={rollout} onAnswer={setAnswered} />
        ))}
      </ul>
      {answered !== null && <AnswerDialog {...answered} onClose={() => setAnswered(null)} />}
    </Section>
  );
}

interface Answer {
  readonly rollout: StationRollout;
  readonly accept: boolean;
}

function RolloutRow({
  rollout,
  onAnswer,
}: {
  readonly rollout: StationRollout;
  readonly onAnswer: (answer: Answer) => void;
}) {
  const text = useText();
  const formats = useFormats();
  const mayAnswer = useIsAllowed('answerRollout');
  const { artifact, action, error, note, by, at, editedHere } = rollout;
  const { kind, name, version } = artifact;
  const state = action === 'goBack' && rollout.state === 'waiting' ? 'goingBack' : rollout.state;
  const Icon = kindIcons[kind];
  return (
    <li className="flex flex-col gap-3 rounded-xl border border-line p-4">
      <div className="flex flex-wrap items-center gap-4">
        <Icon aria-hidden className="size-7 shrink-0 text-muted" />
        <div className="min-w-0 flex-1 basis-64">
          <div className="flex flex-wrap items-center gap-3">
            <h3 className="font-semibold">{text(`setup.rollouts.artifact.${kind}`, { name, version })}</h3>
            <Badge {...stateMarks[state]} label={text(`setup.rollouts.state.${state}`)} />
          </div>
          <p className="text-muted text-sm">
            {text('setup.rollouts.from', { by, when: formats.dateTime(at) })}
            {note !== '' && `: ${note}`}
          </p>
          {editedHere !== null && (
            <p className="text-sm text-warn">
              {text('setup.rollouts.edited', { when: formats.dateTime(editedHere) })}
            </p>
          )}
        </div>
        {state === 'asking' && (
          <div className="flex gap-3">
            <Button disabled={!mayAnswer} onClick={() => onAnswer({ rollout, accept: false })}>
              {text('setup.rollouts.refuse')}
            </Button>
            <Button
              variant="primary"
              disabled={!mayAnswer}
              onClick={() => onAnswer({ rollout, accept: true })}
            >
              {text('setup.rollouts.accept')}
            </Button>
          </div>
        )}
      </div>
      {error && <ErrorNotice error={error} />}
    </li>
  );
}

function AnswerDialog({ rollout, accept, onClose }: Answer & { readonly onClose: () => void }) {
  const text = useText();
  const { person } = usePreferences();
  const operator = useSnapshot((snapshot) => snapshot.operator);
  const changePreferences = useChangePreferences();
  const [by, setBy] = useState(operator ?? person);
  const answer = useCommand('answerRollout');
  const { kind, name, version } = rollout.artifact;
  const what = text(`setup.rollouts.artifact.${kind}`, { name, version });
  const isUsed = kind === 'model' || rollout.use;
  const send = async (): Promise<void> => {
    changePreferences({ person: by.trim() });
    const { ok } = await answer.attempt({ rollout: rollout.rollout, accept, by: by.trim() });
    if (ok) onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={text(accept ? 'setup.rollouts.acceptTitle' : 'setup.rollouts.refuseTitle')}
      description={text(accept ? 'setup.rollouts.acceptSentence' : 'setup.rollouts.refuseSentence', { what })}
      footer={
        <>
          <Button onClick={onClose}>{text('common.cancel')}</Button>
          <Button
            variant={accept ? 'primary' : 'danger'}
            busy={answer.busy}
            disabled={by.trim() === ''}
            onClick={() => void send()}
          >
            {text(accept ? 'setup.rollouts.accept' : 'setup.rollouts.refuse')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        {accept && (
          <p className="text-muted">{text(isUsed ? 'setup.rollouts.use' : 'setup.rollouts.keep')}</p>
        )}
        <TextField
          label={text('setup.rollouts.by')}
          value={by}
          maxLength={80}
          onChange={({ target }) => setBy(target.value)}
        />
        {answer.error && <ErrorNotice error={answer.error} />}
      </div>
    </Dialog>
  );
}
