// When mistakes are made: the share of parts with a mistake, by the hour of the day.
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { Figures } from '../../src-inference/contract/index.ts';
import {
  animation,
  axis,
  axisTicks,
  ChartBox,
  chartColours,
  cursor,
  FiguresTable,
  TooltipBox,
} from '../charts/index.ts';
import { useFormats, useText } from '../text/index.tsx';
import { useNames } from './names.ts';
import type { OpenParts } from './open-parts.ts';

const height = 280;

export function HoursBox({
  hours,
  onOpen,
}: {
  readonly hours: Figures['hours'];
  readonly onOpen: OpenParts;
}) {
  const text = useText();
  const formats = useFormats();
  const names = useNames();
  const rows = hours.map((one) => ({ ...one, name: names.hour(one.hour), share: one.faulty / one.parts }));
  const ticks = axisTicks([0, ...rows.map(({ share }) => share)], 1);
  const worst = rows.toSorted((one, other) => other.share - one.share)[0];
  return (
    <ChartBox
      title={text('figures.hours.title')}
      hint={text('figures.hours.hint')}
      summary={
        worst === undefined
          ? null
          : text('figures.hours.summary', { share: formats.percent(worst.share, 1), hour: worst.name })
      }
      chart={
        <ResponsiveContainer width="100%" height={height}>
          <BarChart data={rows} accessibilityLayer={false} margin={{ top: 12, right: 16, left: 4 }}>
            <CartesianGrid stroke={chartColours.grid} vertical={false} />
            <XAxis {...axis} dataKey="name" minTickGap={16} />
            <YAxis
              {...axis}
              width={64}
              domain={[0, ticks.at(-1)!]}
              ticks={ticks}
              tickFormatter={(share: number) => formats.percent(share)}
            />
            <Tooltip
              cursor={cursor}
              content={({ active, payload }) => {
                const row = payload?.[0]?.payload as (typeof rows)[number] | undefined;
                if (!active || row === undefined) return null;
                return (
                  <TooltipBox title={row.name}>
                    <p>{`${text('figures.hours.share')}: ${formats.percent(row.share, 1)}`}</p>
                    <p>
                      {text('figures.pareto.perGroup', {
                        parts: formats.number(row.faulty),
                        of: formats.number(row.parts),
                      })}
                    </p>
                  </TooltipBox>
                );
              }}
            />
            <Bar
              {...animation}
              dataKey="share"
              fill={chartColours.strong}
              maxBarSize={36}
              radius={[4, 4, 0, 0]}
              className="cursor-pointer"
              onClick={(_, index) => onOpen({ hour: rows[index]!.hour, faulty: true })}
            />
          </BarChart>
        </ResponsiveContainer>
      }
      table={
        <FiguresTable
          caption={text('figures.hours.title')}
          columns={[
            text('figures.hours.hour'),
            text('figures.parts.title'),
            text('figures.hours.faulty'),
            text('figures.hours.share'),
          ]}
          rows={rows.map(({ hour, name, parts, faulty, share }) => ({
            key: name,
            name,
            cells: [formats.number(parts), formats.number(faulty), formats.percent(share, 1)],
            onOpen: () => onOpen({ hour }),
          }))}
        />
      }
    />
  );
}
