// The wall: all stations at a glance, to be read from five metres, with nothing to press.
import { useEffect, useState } from 'react';
import type { WallStation } from '../../../src-inference/contract/index.ts';
import { useText } from '../../text/index.tsx';
import { classNames } from '../../ui/index.ts';
import { useIsCurrent, usePlant } from '../data/plant-context.tsx';
import { Tile } from './tile.tsx';
import { isProblem, tileState } from './tile-state.ts';
import { type TileLook, type WallLayout, wallLayout, widestTile } from './wall-layout.ts';
import { NoStations, NothingYet } from './wall-notices.tsx';

const gap = 10;
/** From so many on, problems come first and are larger than the rest. */
const denseCount = 31;
const mostLarge = 24;
/** Of the height, where there are any. */
const problemShare = 0.5;

export function Wall() {
  const stations = usePlant((state) => state.stations);
  const read = usePlant((state) => state.read);
  const isCurrent = useIsCurrent();
  const [place, setPlace] = useState<HTMLElement | null>(null);
  const size = useSize(place);
  if (read === null) return <NothingYet />;
  if (stations.length === 0) return <NoStations />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
    <div tabIndex={0} ref={setPlace} className="min-h-0 flex-1 overflow-y-auto p-2.5">
      <div
        className={classNames('flex flex-col transition-opacity', !isCurrent && 'opacity-45 grayscale')}
        style={{ gap }}
      >
        {size !== null && <Tiles stations={stations} width={size.width} height={size.height} />}
      </div>
    </div>
  );
}

function Tiles({
  stations,
  width,
  height,
}: {
  readonly stations: readonly WallStation[];
  readonly width: number;
  readonly height: number;
}) {
  const text = useText();
  if (stations.length < denseCount) {
    return (
      <Grid
        name={text('plant.wall.stations')}
        stations={stations}
        layout={wallLayout(stations.length, width, height, gap)}
      />
    );
  }
  const ranked = stations
    .map((station) => ({ station, state: tileState(station) }))
    .sort((a, b) => a.state.rank - b.state.rank)
    .map(({ station }) => station);
  const problems = ranked.filter((station) => isProblem(tileState(station))).slice(0, mostLarge);
  const rest = ranked.slice(problems.length);
  const above = problems.length === 0 ? 0 : Math.round(height * problemShare) - gap;
  return (
    <>
      {problems.length > 0 && (
        <Grid
          name={text('plant.wall.problems')}
          stations={problems}
          layout={wallLayout(problems.length, width, above, gap)}
          most="medium"
        />
      )}
      <Grid
        name={text('plant.wall.others')}
        stations={rest}
        layout={wallLayout(rest.length, width, height - above - gap, gap)}
        most="small"
      />
    </>
  );
}

function Grid({
  name,
  stations,
  layout: { columns, rowHeight, look },
  most,
}: {
  readonly name: string;
  readonly stations: readonly WallStation[];
  readonly layout: WallLayout;
  /** What tiles show at most, although there may be place for more. */
  readonly most?: TileLook;
}) {
  const shown = most === undefined || (look !== 'large' && most === 'medium') ? look : most;
  return (
    <ul
      aria-label={name}
      className="mx-auto grid w-full"
      style={{
        gap,
        gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
        gridAutoRows: rowHeight,
        maxWidth: columns * widestTile,
      }}
    >
      {stations.map((station) => (
        <Tile key={station.id} station={station} look={shown} />
      ))}
    </ul>
  );
}

/** Of the content of an element; null before it is there. */
function useSize(element: HTMLElement | null): { readonly width: number; readonly height: number } | null {
  const [size, setSize] = useState<{ readonly width: number; readonly height: number } | null>(null);
  useEffect(() => {
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      setSize({ width, height });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
