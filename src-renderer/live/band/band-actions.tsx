// The buttons of the verdict band: what helps in its state.
import {
  BellRing,
  Camera,
  Gavel,
  ListOrdered,
  LogIn,
  RefreshCw,
  RotateCcw,
  SlidersHorizontal,
  Undo2,
  Video,
} from 'lucide-react';
import { useEffect, useState } from 'react';
import type { FinishedPart } from '../../../src-inference/contract/index.ts';
import { AcknowledgeDialog, OverrideDialog } from '../../acknowledge/index.tsx';
import { openPage } from '../../app/index.ts';
import { useCommand, useIsAllowed, useSnapshot, useStation } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { Button, ErrorNotice, useShortcut } from '../../ui/index.ts';
import type { Band } from './band.ts';

/** What is asked about a part stays open when the next part begins meanwhile. */
type Asked = { readonly what: 'acknowledge' | 'override'; readonly part: FinishedPart };

export function BandActions({ state, onChoose }: { readonly state: Band; readonly onChoose: () => void }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = (): void => setAsked(null);
  return (
    <>
      <Recovery state={state} onChoose={onChoose} />
      {'part' in state && <PartButtons part={state.part} onAsk={setAsked} />}
      <AcknowledgeDialog
        open={asked?.what === 'acknowledge'}
        onClose={close}
        part={asked && { id: asked.part.id, known: asked.part }}
      />
      {asked?.what === 'override' && <OverrideDialog part={asked.part} onClose={close} />}
    </>
  );
}

/** What a person says of the part on the band: what became of a failed one, or that the verdict is another. */
function PartButtons({
  part,
  onAsk,
}: {
  readonly part: FinishedPart;
  readonly onAsk: (asked: Asked) => void;
}) {
  const text = useText();
  const mayAcknowledge = useIsAllowed('acknowledgePart');
  const mayOverride = useIsAllowed('overridePart');
  const waits = useSnapshot(({ unacknowledged }) => unacknowledged.includes(part.id));
  const acknowledge = (): void => onAsk({ what: 'acknowledge', part });
  const override = (): void => onAsk({ what: 'override', part });
  useShortcut('a', text('acknowledge.title'), acknowledge, waits && mayAcknowledge);
  useShortcut('v', text('identity.override'), override, mayOverride);
  return (
    <>
      {waits && (
        <Button
          variant="onSolid"
          icon={BellRing}
          disabled={!mayAcknowledge}
          onClick={acknowledge}
          shortcut="a"
        >
          {text('acknowledge.confirm')}
        </Button>
      )}
      <Button variant="onSolid" icon={Gavel} disabled={!mayOverride} onClick={override}>
        {text('identity.override')}
      </Button>
    </>
  );
}

/** What helps when nothing can be checked. */
function Recovery({ state, onChoose }: { readonly state: Band; readonly onChoose: () => void }) {
  const text = useText();
  const station = useStation();
  const restart = useCommand('restartEngine');
  const mayRestart = useIsAllowed('restartEngine');
  const mayWatch = useIsAllowed('openSource');
  switch (state.kind) {
    case 'lost':
      return (
        <Button variant="onSolid" large icon={RefreshCw} onClick={station.reconnect}>
          {text('states.reconnectNow')}
        </Button>
      );
    case 'refused':
      return (
        <Button variant="onSolid" large icon={LogIn} onClick={() => window.location.assign('/login')}>
          {text('states.logIn')}
        </Button>
      );
    case 'engineFailed':
      return (
        <div className="flex shrink-0 flex-col gap-2">
          <Button
            variant="onSolid"
            large
            icon={RotateCcw}
            busy={restart.busy}
            disabled={!mayRestart}
            onClick={() => restart.send(null)}
          >
            {text('states.restartEngine')}
          </Button>
          {restart.error && <ErrorNotice error={restart.error} />}
        </div>
      );
    case 'noSource':
    case 'ended':
    case 'sourceFailed':
      return (
        <Button variant="onSolid" large icon={Video} disabled={!mayWatch} onClick={onChoose}>
          {text('live.band.chooseSource')}
        </Button>
      );
    case 'noRecipe':
    case 'recipeFailed':
      return (
        <Button variant="onSolid" large icon={ListOrdered} onClick={() => openPage('recipes')}>
          {text('live.band.chooseRecipe')}
        </Button>
      );
    case 'modelFailed':
      return (
        <Button variant="onSolid" large icon={SlidersHorizontal} onClick={() => openPage('setup')}>
          {text('live.band.openSetup')}
        </Button>
      );
    case 'unusual':
      return (
        <Button variant="onSolid" large icon={Camera} onClick={() => openPage('setup', 'picture')}>
          {text('live.band.compareViews')}
        </Button>
      );
    case 'ending':
      return <UndoNewPart seconds={state.undoSeconds} />;
    default:
      return null;
  }
}

/** Counts by the clock of this screen: that of the station may be another one. */
function UndoNewPart({ seconds }: { readonly seconds: number }) {
  const text = useText();
  const undo = useCommand('undoNewPart');
  const may = useIsAllowed('undoNewPart');
  const [left, setLeft] = useState(Math.ceil(seconds));
  useEffect(() => {
    const timer = setInterval(() => setLeft((before) => Math.max(0, before - 1)), 1000);
    return () => clearInterval(timer);
  }, []);
  const run = (): void => void undo.send(null);
  useShortcut('u', text('live.band.undo'), run, may && !undo.busy);
  return (
    <Button variant="onSolid" large icon={Undo2} busy={undo.busy} disabled={!may} onClick={run} shortcut="u">
      {`${text('live.band.undo')} ${left}`}
    </Button>
  );
}
