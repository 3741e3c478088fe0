// Shown before the first snapshot: the state of the connection and of the engine, and what to do.
import { LoaderCircle, type LucideIcon, PlugZap, ServerCrash, ShieldX } from 'lucide-react';
import { useCommand, useStation } from '../hooks/index.ts';
import type { Connection } from '../station/index.ts';
import { type Text, useText } from '../text/index.tsx';
import { Button, ErrorNotice } from '../ui/index.ts';

interface StatusMessage {
  readonly icon: LucideIcon;
  readonly isBusy: boolean;
  readonly title: string;
  readonly description: string;
}

export function StartScreen({ connection }: { readonly connection: Connection }) {
  const text = useText();
  const { icon: Icon, isBusy, title, description } = statusMessage(connection, text);
  return (
    <main className="flex h-full flex-col items-center justify-center gap-6 p-8 text-center">
      <Icon
        aria-hidden
        className={isBusy ? 'size-20 animate-spin text-accent' : 'size-20 text-fail'}
        strokeWidth={1.5}
      />
      <div role="status" className="flex flex-col gap-3">
        <h1 className="font-bold text-6xl tracking-tight">{title}</h1>
        <p className="max-w-3xl text-muted text-xl">{description}</p>
      </div>
      <RecoveryAction connection={connection} />
    </main>
  );
}

function statusMessage(connection: Connection, text: Text): StatusMessage {
  switch (connection.state) {
    case 'connecting':
      return {
        icon: LoaderCircle,
        isBusy: true,
        title: text('states.connecting.word'),
        description: text('states.connecting.sentence'),
      };
    case 'lost':
      return {
        icon: PlugZap,
        isBusy: false,
        title: text('states.lost.word'),
        description: text('states.lost.sentence'),
      };
    case 'refused':
      return {
        icon: ShieldX,
        isBusy: false,
        title: text('states.refused.word'),
        description: text('states.refused.sentence'),
      };
    case 'connected':
      return engineMessage(connection, text);
    default:
      return connection satisfies never;
  }
}

function engineMessage({ engine }: Connection & { readonly state: 'connected' }, text: Text): StatusMessage {
  switch (engine.state) {
    case 'starting':
      return {
        icon: LoaderCircle,
        isBusy: true,
        title: text('states.engineStarting.word'),
        description: text('states.engineStarting.sentence'),
      };
    case 'running':
      return {
        icon: LoaderCircle,
        isBusy: true,
        title: text('states.opening.word'),
        description: text('states.opening.sentence'),
      };
    case 'restarting':
      return {
        icon: LoaderCircle,
        isBusy: true,
        title: text('states.engineRestarting.word'),
        description: text('states.engineRestarting.sentence', { reason: engine.reason }),
      };
    case 'failed':
      return {
        icon: ServerCrash,
        isBusy: false,
        title: text('states.engineFailed.word'),
        description: text('states.engineFailed.sentence', { count: engine.failures, reason: engine.reason }),
      };
    default:
      return engine satisfies never;
  }
}

/** The button that helps in this state, if there is one. */
function RecoveryAction({ connection }: { readonly connection: Connection }) {
  const text = useText();
  const station = useStation();
  const restart = useCommand('restartEngine');
  if (connection.state === 'lost') {
    return (
      <Button variant="primary" large onClick={station.reconnect}>
        {text('states.reconnectNow')}
      </Button>
    );
  }
  if (connection.state === 'refused') {
    return (
      <Button variant="primary" large onClick={() => window.location.assign('/login')}>
        {text('states.logIn')}
      </Button>
    );
  }
  if (connection.state !== 'connected' || connection.engine.state !== 'failed') return null;
  return (
    <>
      <Button
        variant="primary"
        large
        busy={restart.busy}
        disabled={connection.shell.role !== 'operator'}
        onClick={() => restart.send(null)}
      >
        {text('states.restartEngine')}
      </Button>
      {restart.error && <ErrorNotice error={restart.error} />}
    </>
  );
}
