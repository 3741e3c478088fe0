// First-pass yield of each station, the lowest first, with the interval that chance alone explains.
import { Bar, BarChart, ErrorBar, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { PlantFigures } from '../../../src-inference/contract/index.ts';
import {
  animation,
  axis,
  ChartBox,
  chartColours,
  cursor,
  FiguresTable,
  NameTick,
  nameWidth,
  TooltipBox,
} from '../../charts/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import type { OpenParts } from './open-parts.ts';

const mostBars = 12;
const barHeight = 30;

export function StationsBox({
  figures: { stations, choices },
  onOpen,
}: {
  readonly figures: PlantFigures;
  readonly onOpen: OpenParts;
}) {
  const text = useText();
  const formats = useFormats();
  const names = new Map(choices.stations.map(({ id, name }) => [id, name]));
  const rows = stations.flatMap(({ station, yield: passed, faultyParts }) =>
    passed === null
      ? []
      : [
          {
            station,
            name: names.get(station) ?? String(station),
            share: passed.share,
            low: passed.low,
            high: passed.high,
            interval: [passed.share - passed.low, passed.high - passed.share] as [number, number],
            of: passed.of,
            faultyParts,
          },
        ],
  );
  const shown = rows.slice(0, mostBars);
  const [first] = rows;
  const title = text('plant.figures.byStation');
  const chart = (
    <ResponsiveContainer width="100%" height={shown.length * barHeight + 40}>
      <BarChart layout="vertical" data={shown} accessibilityLayer={false} margin={{ right: 24 }}>
        <XAxis
          {...axis}
          type="number"
          domain={[0, 1]}
          ticks={[0, 0.2, 0.4, 0.6, 0.8, 1]}
          tickFormatter={(share: number) => formats.percent(share)}
        />
        <YAxis {...axis} type="category" dataKey="name" width={nameWidth} interval={0} tick={<NameTick />} />
        <Tooltip
          cursor={cursor}
          content={({ active, payload }) => {
            const row = payload?.[0]?.payload as (typeof shown)[number] | undefined;
            if (!active || row === undefined) return null;
            return (
              <TooltipBox title={row.name}>
                <p>{`${text('figures.yield.title')}: ${formats.percent(row.share, 1)}`}</p>
                <p>
                  {text('figures.yield.interval', {
                    low: formats.percent(row.low, 1),
                    high: formats.percent(row.high, 1),
                  })}
                </p>
                <p>{`${text('figures.parts.title')}: ${formats.number(row.of)}`}</p>
              </TooltipBox>
            );
          }}
        />
        <Bar
          {...animation}
          dataKey="share"
          barSize={16}
          fill={chartColours.faint}
          radius={[0, 4, 4, 0]}
          className="cursor-pointer"
          onClick={(_, index) => onOpen({ station: shown[index]!.station })}
        >
          <ErrorBar dataKey="interval" direction="x" stroke={chartColours.strong} width={5} />
        </Bar>
      </BarChart>
    </ResponsiveContainer>
  );
  return (
    <ChartBox
      title={title}
      hint={text('plant.figures.byStationHint')}
      summary={
        first === undefined
          ? null
          : text('plant.figures.lowest', { name: first.name, share: formats.percent(first.share, 1) })
      }
      chart={
        first === undefined ? (
          text('figures.empty')
        ) : (
          <>
            {chart}
            {rows.length > shown.length && (
              <p className="mt-1 text-muted text-sm">
                {text('figures.pareto.rest', { count: rows.length - shown.length })}
              </p>
            )}
          </>
        )
      }
      table={
        <FiguresTable
          caption={title}
          columns={[
            text('plant.station'),
            text('figures.yield.title'),
            text('plant.figures.interval'),
            text('figures.parts.title'),
            text('plant.figures.faulty'),
          ]}
          rows={rows.map(({ station, name, share, low, high, of, faultyParts }) => ({
            key: String(station),
            name,
            cells: [
              formats.percent(share, 1),
              `${formats.percent(low, 1)} – ${formats.percent(high, 1)}`,
              formats.number(of),
              formats.number(faultyParts),
            ],
            onOpen: () => onOpen({ station }),
          }))}
        />
      }
    />
  );
}
