// One station: how it is now, and its last parts.
import { ArrowLeft, Unplug } from 'lucide-react';
import { useState } from 'react';
import { useFormats, useText } from '../../text/index.tsx';
import { Button, classNames, EmptyState, Switch } from '../../ui/index.ts';
import { readPartConditions } from '../conditions.ts';
import { useIsCurrent, usePlant } from '../data/plant-context.tsx';
import { openRoute } from '../route.ts';
import { stationWord } from '../station-word.ts';
import { type TileState, tileState } from '../wall/tile-state.ts';
import { PartList } from './part-list.tsx';

const bands: Record<TileState['look'], string> = {
  quiet: 'bg-raised text-text',
  warn: 'bg-solid-warn text-on-warn',
  fail: 'bg-solid-fail text-on-solid',
  absent: 'border-2 border-line-strong border-dashed text-text',
};

export function StationPage({ station: id }: { readonly station: number }) {
  const text = useText();
  const [faulty, setFaulty] = useState(false);
  const formats = useFormats();
  const isCurrent = useIsCurrent();
  const isRead = usePlant((state) => state.read !== null);
  const station = usePlant((state) => state.stations.find((one) => one.id === id));
  if (isRead && station === undefined) {
    return (
      <EmptyState icon={Unplug} title={text('plant.stationGone')}>
        <Button onClick={() => openRoute({ page: 'wall' })}>{text('plant.pages.wall')}</Button>
      </EmptyState>
    );
  }
  const state = station && tileState(station);
  const Icon = state?.icon;
  const facts = station
    ? [
        station.recipe,
        station.operator,
        station.shift &&
          text('figures.yield.counts', {
            pass: formats.number(station.shift.pass),
            warn: formats.number(station.shift.warn),
            fail: formats.number(station.shift.fail),
          }),
        station.unacknowledged > 0
          ? text('plant.part.waitingForLook', { count: station.unacknowledged })
          : null,
        station.waiting > 0
          ? text('plant.wall.waiting', { messages: formats.number(station.waiting) })
          : null,
      ]
    : [];
  return (
    <>
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b px-4 py-3 sm:px-6">
        <Button icon={ArrowLeft} variant="quiet" onClick={() => openRoute({ page: 'wall' })}>
          {text('plant.pages.wall')}
        </Button>
        <h2 className="font-semibold text-2xl">{station?.name ?? ''}</h2>
        {station && state && Icon && (
          <span
            className={classNames(
              'flex items-center gap-2 rounded-lg px-3 py-1.5 font-semibold text-lg',
              bands[state.look],
              !isCurrent && 'opacity-45 grayscale',
            )}
          >
            <Icon aria-hidden className="size-5" strokeWidth={2.5} />
            {stationWord(station, state, text, formats)}
          </span>
        )}
        <p className="order-last w-full min-w-0 text-muted lg:order-none lg:w-auto lg:flex-1">
          {facts.filter(Boolean).join(' · ')}
        </p>
        <Switch label={text('history.linked.faulty')} checked={faulty} onChange={setFaulty} />
      </header>
      <PartList
        conditions={{ ...readPartConditions(''), station: id, faulty: faulty || null }}
        withStation={false}
      />
    </>
  );
}
