import { useState } from 'react';
import type { RolloutAction } from '../../../src-inference/contract/index.ts';
import { useText } from '../../text/index.tsx';
import { Button, Dialog, ErrorNotice, TextField } from '../../ui/index.ts';
import { useChangePreferences, usePreferences } from '../data/plant-context.tsx';
import { useRolloutAction } from '../data/rollouts.ts';

/** Asks who it is, and says what follows. */
export function ActionDialog({
  rollout,
  what,
  action,
  onClose,
}: {
  readonly rollout: number;
  readonly what: string;
  readonly action: RolloutAction;
  readonly onClose: () => void;
}) {
  const text = useText();
  const { person } = usePreferences();
  const changePreferences = useChangePreferences();
  const [by, setBy] = useState(person);
  const change = useRolloutAction();
  const send = async (): Promise<void> => {
    changePreferences({ person: by.trim() });
    if ((await change.run({ rollout, action, by: by.trim() })) !== undefined) onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${text(`plant.rollouts.action.${action}`)}: ${what}`}
      description={text(`plant.rollouts.actionHint.${action}`)}
      footer={
        <>
          <Button onClick={onClose}>{text('common.cancel')}</Button>
          <Button
            variant={action === 'goBack' ? 'danger' : 'primary'}
            busy={change.busy}
            disabled={by.trim() === ''}
            onClick={() => void send()}
          >
            {text(`plant.rollouts.action.${action}`)}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <TextField
          label={text('setup.rollouts.by')}
          value={by}
          maxLength={80}
          onChange={({ target }) => setBy(target.value)}
        />
        {change.error && <ErrorNotice error={change.error} />}
      </div>
    </Dialog>
  );
}
