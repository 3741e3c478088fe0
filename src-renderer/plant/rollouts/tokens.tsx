import { KeyRound, ShieldOff } from 'lucide-react';
import { useState } from 'react';
import type { RolloutTarget } from '../../../src-inference/contract/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { Button, Dialog, ErrorNotice, IconButton, TextField } from '../../ui/index.ts';
import { useChangePreferences, usePreferences } from '../data/plant-context.tsx';
import { useMakeToken, useRevokeToken } from '../data/rollouts.ts';

interface Asked {
  readonly station: string;
  readonly revoke: boolean;
}

/** Which stations come in, and their tokens. */
export function Tokens({
  stations,
  mayChange,
}: {
  readonly stations: readonly RolloutTarget[];
  readonly mayChange: boolean;
}) {
  const text = useText();
  const formats = useFormats();
  const [asked, setAsked] = useState<Asked | null>(null);
  return (
    <>
      <ul className="flex max-h-96 flex-col overflow-y-auto">
        {stations.map(({ name, tokenSince }) => (
          <li key={name} className="flex items-center gap-3 border-line border-t py-1.5 first:border-0">
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">{name}</span>
              <span className="block truncate text-muted text-sm">
                {tokenSince === null
                  ? text('plant.rollouts.noToken')
                  : text('plant.rollouts.tokenSince', { when: formats.dateTime(tokenSince) })}
              </span>
            </span>
            <IconButton
              icon={KeyRound}
              name={text('plant.rollouts.makeTokenFor', { station: name })}
              disabled={!mayChange}
              onClick={() => setAsked({ station: name, revoke: false })}
            />
            <IconButton
              icon={ShieldOff}
              name={text('plant.rollouts.revokeFor', { station: name })}
              disabled={!mayChange || tokenSince === null}
              onClick={() => setAsked({ station: name, revoke: true })}
            />
          </li>
        ))}
      </ul>
      <Button
        icon={KeyRound}
        className="self-start"
        disabled={!mayChange}
        onClick={() => setAsked({ station: '', revoke: false })}
      >
        {text('plant.rollouts.newStation')}
      </Button>
      {asked !== null && <TokenDialog {...asked} onClose={() => setAsked(null)} />}
    </>
  );
}

function TokenDialog({ station: known, revoke, onClose }: Asked & { readonly onClose: () => void }) {
  const text = useText();
  const { person } = usePreferences();
  const changePreferences = useChangePreferences();
  const [station, setStation] = useState(known);
  const [by, setBy] = useState(person);
  const [token, setToken] = useState<string | null>(null);
  const make = useMakeToken();
  const takeBack = useRevokeToken();
  const { busy, error } = revoke ? takeBack : make;
  const send = async (): Promise<void> => {
    changePreferences({ person: by.trim() });
    const input = { station: station.trim(), by: by.trim() };
    if (revoke) {
      if ((await takeBack.run(input)) !== undefined) onClose();
    } else setToken((await make.run(input))?.token ?? null);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={text(revoke ? 'plant.rollouts.revoke' : 'plant.rollouts.makeToken')}
      description={text(revoke ? 'plant.rollouts.revokeHint' : 'plant.rollouts.makeTokenHint')}
      footer={
        token !== null ? (
          <Button variant="primary" onClick={onClose}>
            {text('common.close')}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{text('common.cancel')}</Button>
            <Button
              variant={revoke ? 'danger' : 'primary'}
              busy={busy}
              disabled={station.trim() === '' || by.trim() === ''}
              onClick={() => void send()}
            >
              {text(revoke ? 'plant.rollouts.revoke' : 'plant.rollouts.makeToken')}
            </Button>
          </>
        )
      }
    >
      <div className="flex flex-col gap-4">
        {token === null ? (
          <>
            <TextField
              label={text('plant.station')}
              value={station}
              maxLength={100}
              readOnly={known !== ''}
              onChange={({ target }) => setStation(target.value)}
            />
            <TextField
              label={text('setup.rollouts.by')}
              value={by}
              maxLength={80}
              onChange={({ target }) => setBy(target.value)}
            />
          </>
        ) : (
          <>
            <p>{text('plant.rollouts.tokenOnce', { station })}</p>
            <p className="select-all break-all rounded-lg border border-line-strong bg-ground p-3 font-mono">
              {token}
            </p>
          </>
        )}
        {error && <ErrorNotice error={error} />}
      </div>
    </Dialog>
  );
}
