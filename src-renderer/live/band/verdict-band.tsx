import {
  BellRing,
  Gavel,
  ListOrdered,
  LogIn,
  RefreshCw,
  RotateCcw,
  SlidersHorizontal,
  TimerOff,
  Video,
} from 'lucide-react';
import { useState } from 'react';
import type { FinishedPart } from '../../../src-inference/contract/index.ts';
import { AcknowledgeDialog, OverrideDialog } from '../../acknowledge/index.tsx';
import { openPage } from '../../app/index.ts';
import {
  useCommand,
  useConnection,
  useIsAllowed,
  useIsCurrent,
  useSnapshot,
  useStation,
} from '../../hooks/index.ts';
import { useTitles } from '../../messages/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { Button, classNames, ErrorNotice, toneSolid, useShortcut } from '../../ui/index.ts';
import { ReplayButton, type ReplayControl } from '../replay/replay.tsx';
import { cycleOf } from '../shift/cycle.ts';
import { bandMarks, bandWord } from './band-marks.ts';
import { bandMessage } from './band-message.ts';
import { type Band, bandState } from './band-state.ts';

/** The state of the station, readable from two metres. */
export function VerdictBand({
  onChoose,
  replay,
}: {
  readonly onChoose: () => void;
  readonly replay: ReplayControl;
}) {
  const text = useText();
  const formats = useFormats();
  const titles = useTitles();
  const connection = useConnection();
  const fresh = useIsCurrent();
  const band = useSnapshot((snapshot) => snapshot);
  const state = bandState(connection, fresh, band);
  const { tone, icon: Icon } = bandMarks[state.kind];
  const { what, remedy } = bandMessage(state, { text, titles, formats });
  const word = bandWord(state.kind, text);
  const acknowledgement = 'part' in state ? state.part.acknowledgement : null;
  const override = 'part' in state ? state.part.override : null;
  return (
    <section
      data-band={state.kind}
      className={classNames(
        'flex min-h-36 shrink-0 items-center gap-5 px-6 py-3 transition-colors short:min-h-28',
        toneSolid[tone],
      )}
    >
      <Icon
        aria-hidden
        strokeWidth={2}
        className={classNames(
          'size-20 shrink-0 short:size-16',
          Icon === bandMarks.opening.icon && 'animate-spin',
        )}
      />
      <div role="status" className="flex min-w-0 flex-1 items-center gap-7">
        <h1 className="shrink-0 whitespace-nowrap font-extrabold text-7xl uppercase leading-none tracking-tight short:text-6xl">
          {word}
        </h1>
        <div className="min-w-0">
          <p className="line-clamp-3 text-pretty font-semibold text-2xl leading-snug short:text-xl">{what}</p>
          {remedy && <p className="line-clamp-2 text-lg short:text-base">{remedy}</p>}
          {override && (
            <p className="truncate font-semibold text-lg short:text-base">
              {text('identity.personSaid', {
                verdict: text(`common.verdict.${override.verdict}`),
                by: override.by,
                reason: override.reason,
              })}
            </p>
          )}
          {acknowledgement && (
            <p className="truncate text-lg short:text-base">
              {text('live.band.acknowledged', { by: acknowledgement.by, reason: acknowledgement.reason })}
            </p>
          )}
        </div>
      </div>
      <ReplayButton control={replay} />
      <RecoveryAction state={state} onChoose={onChoose} />
      <UnacknowledgedParts />
      {fresh && <PartFigures />}
    </section>
  );
}

/** Number and cycle time of the part. */
function PartFigures() {
  const text = useText();
  const formats = useFormats();
  const part = useSnapshot((snapshot) => snapshot.part);
  const lastPart = useSnapshot((snapshot) => snapshot.lastPart);
  const source = useSnapshot((snapshot) => snapshot.source);
  const recipe = useSnapshot((snapshot) => snapshot.recipe);
  const cycle = cycleOf({ part, lastPart, source, recipe });
  const shown = part ?? lastPart;
  if (shown === null || cycle === null) return null;
  return (
    <dl className="flex shrink-0 items-center gap-6 border-current/30 border-l pl-6 text-right">
      <div>
        <dt className="max-w-56 truncate font-medium text-base">
          {[text('live.band.part'), shown.identity?.serial ?? shown.code]
            .filter((word) => word !== null)
            .join(' ')}
        </dt>
        <dd className="figures font-bold text-4xl leading-none xl:text-5xl short:text-4xl">{shown.number}</dd>
      </div>
      <div className="min-w-[4.6ch] text-4xl xl:text-5xl short:text-4xl">
        <dt className="font-medium text-base">
          {text('live.shift.cycle')}
          {cycle.targetSeconds !== null &&
            ` ${text('live.shift.target', { time: formats.duration(cycle.targetSeconds) })}`}
        </dt>
        <dd className="figures flex items-center justify-end gap-2 font-bold leading-none">
          {cycle.over && <TimerOff aria-label={text('common.step.tooSlow')} className="size-8" />}
          {formats.duration(cycle.seconds)}
        </dd>
      </div>
    </dl>
  );
}

/** Failed parts that nobody has acknowledged. Shown in every state. */
function UnacknowledgedParts() {
  const text = useText();
  const unacknowledged = useSnapshot((snapshot) => snapshot.unacknowledged);
  const lastPart = useSnapshot((snapshot) => snapshot.lastPart);
  const count = unacknowledged.length;
  // The last part if it is one of them, because it is on the bench; else the one that waits longest.
  const last = lastPart !== null && unacknowledged.includes(lastPart.id) ? lastPart : null;
  const id = last?.id ?? unacknowledged[0];
  const may = useIsAllowed('acknowledgePart');
  const [open, setOpen] = useState(false);
  useShortcut('a', text('acknowledge.title'), () => setOpen(true), count > 0 && may);
  return (
    <>
      {count > 0 && (
        <div className="flex shrink-0 flex-col items-center gap-1.5">
          <Button
            variant="onSolid"
            large
            icon={BellRing}
            disabled={!may}
            onClick={() => setOpen(true)}
            shortcut="a"
          >
            {text('acknowledge.confirm')}
          </Button>
          <p className="font-medium text-sm">{text('live.band.unacknowledged', { count })}</p>
        </div>
      )}
      <AcknowledgeDialog
        open={open}
        onClose={() => setOpen(false)}
        part={id === undefined ? null : { id, known: last }}
        others={unacknowledged.filter((one) => one !== id)}
      />
    </>
  );
}

/** A person who knows better than the station gives the part another verdict. */
function OtherVerdict({ part }: { readonly part: FinishedPart }) {
  const text = useText();
  const may = useIsAllowed('overridePart');
  const [open, setOpen] = useState(false);
  useShortcut('v', text('identity.override'), () => setOpen(true), may);
  return (
    <>
      <Button variant="onSolid" icon={Gavel} disabled={!may} onClick={() => setOpen(true)}>
        {text('identity.override')}
      </Button>
      {open && <OverrideDialog part={part} onClose={() => setOpen(false)} />}
    </>
  );
}

/** The button that helps in this state, if there is one. */
function RecoveryAction({ state, onChoose }: { readonly state: Band; readonly onChoose: () => void }) {
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
    case 'pass':
    case 'warn':
    case 'fail':
    case 'aborted':
      return <OtherVerdict part={state.part} />;
    case 'modelFailed':
      return (
        <Button variant="onSolid" large icon={SlidersHorizontal} onClick={() => openPage('setup')}>
          {text('live.band.openSetup')}
        </Button>
      );
    default:
      return null;
  }
}
