// Before the first snapshot: what the station is at, in the middle of the screen.
import { LoaderCircle, type LucideIcon, PlugZap, ServerCrash, ShieldX } from 'lucide-react';
import { useCommand, useStation } from '../hooks/index.ts';
import type { Connection } from '../station/index.ts';
import { type Text, useText } from '../text/index.tsx';
import { Button, ErrorNotice } from '../ui/index.ts';

interface Said {
  readonly icon: LucideIcon;
  readonly works: boolean;
  readonly word: string;
  readonly sentence: string;
}

export function Opening({ connection }: { readonly connection: Connection }) {
  const text = useText();
  const { icon: Icon, works, word, sentence } = say(connection, text);
  return (
    <main className="flex h-full flex-col items-center justify-center gap-6 p-8 text-center">
      <Icon
        aria-hidden
        className={works ? 'size-20 animate-spin text-accent' : 'size-20 text-fail'}
        strokeWidth={1.5}
      />
      <div role="status" className="flex flex-col gap-3">
        <h1 className="font-bold text-6xl tracking-tight">{word}</h1>
        <p className="max-w-3xl text-muted text-xl">{sentence}</p>
      </div>
      <WayOut connection={connection} />
    </main>
  );
}

function say(connection: Connection, text: Text): Said {
  switch (connection.state) {
    case 'connecting':
      return {
        icon: LoaderCircle,
        works: true,
        word: text('states.connecting.word'),
        sentence: text('states.connecting.sentence'),
      };
    case 'lost':
      return {
        icon: PlugZap,
        works: false,
        word: text('states.lost.word'),
        sentence: text('states.lost.sentence'),
      };
    case 'refused':
      return {
        icon: ShieldX,
        works: false,
        word: text('states.refused.word'),
        sentence: text('states.refused.sentence'),
      };
    case 'connected':
      return sayEngine(connection, text);
    default:
      return connection satisfies never;
  }
}

function sayEngine({ engine }: Connection & { readonly state: 'connected' }, text: Text): Said {
  switch (engine.state) {
    case 'starting':
      return {
        icon: LoaderCircle,
        works: true,
        word: text('states.engineStarting.word'),
        sentence: text('states.engineStarting.sentence'),
      };
    case 'running':
      return {
        icon: LoaderCircle,
        works: true,
        word: text('states.opening.word'),
        sentence: text('states.opening.sentence'),
      };
    case 'restarting':
      return {
        icon: LoaderCircle,
        works: true,
        word: text('states.engineRestarting.word'),
        sentence: text('states.engineRestarting.sentence', { reason: engine.reason }),
      };
    case 'failed':
      return {
        icon: ServerCrash,
        works: false,
        word: text('states.engineFailed.word'),
        sentence: text('states.engineFailed.sentence', { count: engine.failures, reason: engine.reason }),
      };
    default:
      return engine satisfies never;
  }
}

/** What a person can do about it, if anything. */
export function WayOut({ connection }: { readonly connection: Connection }) {
  const text = useText();
  const station = useStation();
  const restart = useCommand('restartEngine');
  if (connection.state === 'lost') {
    return (
      <Button look="primary" large onClick={station.reconnect}>
        {text('states.reconnectNow')}
      </Button>
    );
  }
  if (connection.state === 'refused') {
    return (
      <Button look="primary" large onClick={() => window.location.assign('/login')}>
        {text('states.logIn')}
      </Button>
    );
  }
  if (connection.state !== 'connected' || connection.engine.state !== 'failed') return null;
  return (
    <>
      <Button
        look="primary"
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
