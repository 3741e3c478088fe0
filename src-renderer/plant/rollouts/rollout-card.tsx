import {
  Boxes,
  Circle,
  CircleCheck,
  CircleX,
  Clock,
  Download,
  FastForward,
  ListChecks,
  Pause,
  Play,
  Undo2,
  UserRound,
} from 'lucide-react';
import { useState } from 'react';
import type {
  PlantRollout,
  PlantRolloutStage,
  PlantRolloutStation,
  RolloutAction,
} from '../../../src-inference/contract/index.ts';
import { type Text, useFormats, useText } from '../../text/index.tsx';
import { Badge, Button, ErrorNotice } from '../../ui/index.ts';
import { ActionDialog } from './action-dialog.tsx';

const kindIcons = { recipe: ListChecks, model: Boxes } as const;

const rolloutMarks = {
  running: { tone: 'active', icon: Play },
  paused: { tone: 'warn', icon: Pause },
  done: { tone: 'pass', icon: CircleCheck },
  goneBack: { tone: 'idle', icon: Undo2 },
} as const;

const stationMarks = {
  pending: { tone: 'idle', icon: Circle },
  asking: { tone: 'warn', icon: UserRound },
  fetching: { tone: 'active', icon: Download },
  waiting: { tone: 'active', icon: Clock },
  applied: { tone: 'pass', icon: CircleCheck },
  failed: { tone: 'fail', icon: CircleX },
  goneBack: { tone: 'idle', icon: Undo2 },
  goingBack: { tone: 'active', icon: Undo2 },
  later: { tone: 'idle', icon: Circle },
} as const;

export function RolloutCard({
  rollout,
  mayChange,
}: {
  readonly rollout: PlantRollout;
  readonly mayChange: boolean;
}) {
  const text = useText();
  const formats = useFormats();
  const [asked, setAsked] = useState<RolloutAction | null>(null);
  const { id, version, state, note, by, at, stages } = rollout;
  const Icon = kindIcons[version.kind];
  const hasNext = state === 'running' && stages.some(({ beganAt }) => beganAt === null);
  const what = text(`setup.rollouts.artifact.${version.kind}`, {
    name: version.name,
    version: version.version,
  });
  return (
    <li className="flex flex-col gap-4 rounded-xl border border-line p-4">
      <header className="flex flex-wrap items-center gap-3">
        <Icon aria-hidden className="size-7 shrink-0 text-muted" />
        <div className="min-w-0 flex-1 basis-72">
          <h3 className="flex flex-wrap items-center gap-3 font-semibold">
            {what}
            <Badge {...rolloutMarks[state]} label={text(`plant.rollouts.state.${state}`)} />
          </h3>
          <p className="text-muted text-sm">
            #{id} · {text('setup.rollouts.from', { by, when: formats.dateTime(at) })}
            {note !== '' && `: ${note}`}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          {hasNext && (
            <Button icon={FastForward} disabled={!mayChange} onClick={() => setAsked('goOn')}>
              {text('plant.rollouts.action.goOn')}
            </Button>
          )}
          {state === 'running' && (
            <Button icon={Pause} disabled={!mayChange} onClick={() => setAsked('pause')}>
              {text('plant.rollouts.action.pause')}
            </Button>
          )}
          {state === 'paused' && (
            <Button icon={Play} disabled={!mayChange} onClick={() => setAsked('resume')}>
              {text('plant.rollouts.action.resume')}
            </Button>
          )}
          {state !== 'goneBack' && (
            <Button icon={Undo2} disabled={!mayChange} onClick={() => setAsked('goBack')}>
              {text('plant.rollouts.action.goBack')}
            </Button>
          )}
        </div>
      </header>
      <ol className="flex flex-col gap-3">
        {stages.map((stage, place) => (
          <Stage
            // biome-ignore lint/suspicious/noArrayIndexKey: a stage is known by its place
            key={place}
            stage={stage}
            place={place}
            isLast={place === stages.length - 1}
          />
        ))}
      </ol>
      {asked !== null && (
        <ActionDialog rollout={id} what={what} action={asked} onClose={() => setAsked(null)} />
      )}
    </li>
  );
}

function Stage({
  stage,
  place,
  isLast,
}: {
  readonly stage: PlantRolloutStage;
  readonly place: number;
  readonly isLast: boolean;
}) {
  const text = useText();
  const formats = useFormats();
  const { stations, goesOn, amount, beganAt } = stage;
  const failed = stations.filter(({ error }) => error !== null);
  return (
    <li className="flex flex-col gap-2">
      <p className="text-sm">
        <span className="font-medium">{text('plant.rollouts.stage', { place: place + 1 })}</span>{' '}
        <span className="text-muted">
          {beganAt === null
            ? text('plant.rollouts.notBegun')
            : text('plant.rollouts.began', { when: formats.dateTime(beganAt) })}
          {!isLast && ` · ${text(`plant.rollouts.goesOnText.${goesOn}`, { count: amount })}`}
        </span>
      </p>
      <ul className="flex flex-wrap gap-2">
        {stations.map((station) => (
          <li
            key={station.name}
            className="flex items-center gap-2 rounded-lg border border-line px-3 py-1.5"
            title={formats.dateTime(station.changedAt)}
          >
            <span className="font-medium">{station.name}</span>
            <Badge {...markOf(station, beganAt !== null, text)} />
            {goesOn === 'parts' && !isLast && station.state === 'applied' && (
              <span className="figures text-muted text-sm">
                {text('plant.rollouts.goodParts', { done: station.goodParts, count: amount })}
              </span>
            )}
            {station.editedAt !== null && (
              <span className="text-sm text-warn">{text('plant.rollouts.edited')}</span>
            )}
          </li>
        ))}
      </ul>
      {failed.map(({ name, error }) => (
        <div key={name} className="flex flex-col gap-1">
          <p className="font-medium text-sm">{name}</p>
          {error && <ErrorNotice error={error} />}
        </div>
      ))}
    </li>
  );
}

function markOf({ state, action }: PlantRolloutStation, hasBegun: boolean, text: Text) {
  const isGoingBack = action === 'goBack' && state !== 'goneBack' && state !== 'failed';
  const shown = isGoingBack ? 'goingBack' : state === 'pending' && !hasBegun ? 'later' : state;
  return { ...stationMarks[shown], label: text(`plant.rollouts.station.${shown}`) };
}
