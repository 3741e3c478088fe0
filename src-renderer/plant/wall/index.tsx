// The wall: all stations at a glance, to be read from five metres, with nothing to press.
import { useEffect, useState } from 'react';
import type { WallStation } from '../../../src-inference/contract/index.ts';
import { useText } from '../../text/index.tsx';
import { classNames } from '../../ui/index.ts';
import { useIsCurrent, usePlant } from '../data/plant-context.tsx';
import { Tile } from './tile.tsx';
import { isProblem, tileState } from './tile-state.ts';
import { type WallLayout, wallLayout, widestTile } from './wall-layout.ts';
import { NoStations, NothingYet } from './wall-notices.tsx';

const gap = 10;
const denseGap = 6;
/** From so many on, problems come first and are larger than the rest. */
const denseCount = 31;
/** Place of a problem, in that of another station. */
const problemWeight = 3.5;
const mostProblemShare = 0.65;

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
        layout={wallLayout(stations.length, { width, height, gap }, ['large', 'medium', 'compact'])}
        gap={gap}
      />
    );
  }
  const ranked = stations
    .map((station) => ({ station, state: tileState(station) }))
    .sort((a, b) => a.state.rank - b.state.rank);
  const problems = ranked.filter(({ state }) => isProblem(state)).map(({ station }) => station);
  const rest = ranked.filter(({ state }) => !isProblem(state)).map(({ station }) => station);
  const weight = problems.length * problemWeight;
  const share = Math.min(mostProblemShare, weight / (weight + rest.length));
  const above = wallLayout(problems.length, { width, height: height * share, gap: denseGap }, ['compact']);
  const used = problems.length === 0 ? 0 : above.rows * (above.rowHeight + denseGap) + gap - denseGap;
  const place = { width, height: Math.max(0, height - used), gap: denseGap };
  return (
    <>
      {problems.length > 0 && (
        <Grid name={text('plant.wall.problems')} stations={problems} layout={above} gap={denseGap} />
      )}
      {rest.length > 0 && (
        <Grid
          name={text('plant.wall.others')}
          stations={rest}
          layout={wallLayout(rest.length, place, ['compact', 'small'])}
          gap={denseGap}
        />
      )}
    </>
  );
}

function Grid({
  name,
  stations,
  layout: { columns, rowHeight, look },
  gap,
}: {
  readonly name: string;
  readonly stations: readonly WallStation[];
  readonly layout: WallLayout;
  /** In CSS pixels. */
  readonly gap: number;
}) {
  return (
    <ul
      aria-label={name}
      className="mx-auto grid w-full"
      style={{
        gap,
        gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
        gridAutoRows: rowHeight,
        maxWidth: columns * (widestTile(look) + gap),
      }}
    >
      {stations.map((station) => (
        <Tile key={station.id} station={station} look={look} />
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
