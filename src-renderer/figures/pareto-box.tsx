// The Pareto chart: which mistakes come back most, and how few of them make up most of all.
import { useState } from 'react';
import { Bar, Cell, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import {
  type Figures,
  type ParetoBar,
  type ParetoSubject,
  paretoSubjects,
} from '../../src-inference/contract/index.ts';
import { useFormats, useText } from '../text/index.tsx';
import { Select } from '../ui/index.ts';
import { ChartBox } from './chart-box.tsx';
import { animation, axis, chartColours, cursor, NameTick, nameWidth, TooltipBox } from './chart-parts.tsx';
import { FiguresTable } from './figures-table.tsx';
import { useNames } from './names.ts';
import type { OpenParts } from './open-parts.ts';

const mostBars = 10;
const barHeight = 36;
/** Juran's vital few. */
const vitalShare = 0.8;

export function ParetoBox({
  pareto,
  onOpen,
}: {
  readonly pareto: Figures['pareto'];
  readonly onOpen: OpenParts;
}) {
  const text = useText();
  const [subject, setSubject] = useState<ParetoSubject>('mistake');
  const names = useNames();
  const bars = pareto[subject];
  const [first] = bars;
  return (
    <ChartBox
      title={text('figures.pareto.title')}
      hint={text('figures.pareto.hint')}
      summary={
        first === undefined
          ? null
          : text('figures.pareto.summary', { name: names.bar(first), times: first.times, parts: first.parts })
      }
      controls={
        <div className="w-44">
          <Select
            label={text('figures.pareto.by')}
            value={subject}
            choices={paretoSubjects.map((one) => ({
              value: one,
              label: text(`figures.pareto.subjects.${one}`),
            }))}
            onChange={setSubject}
          />
        </div>
      }
      chart={first === undefined ? text('figures.pareto.none') : <ParetoChart bars={bars} onOpen={onOpen} />}
      table={<ParetoTable subject={subject} bars={bars} onOpen={onOpen} />}
    />
  );
}

function ParetoChart({ bars, onOpen }: { readonly bars: readonly ParetoBar[]; readonly onOpen: OpenParts }) {
  const text = useText();
  const formats = useFormats();
  const names = useNames();
  const shown = bars.slice(0, mostBars).map((bar, index) => ({
    bar,
    name: names.bar(bar),
    times: bar.times,
    cumulative: bar.cumulative,
    isVital: index === 0 || bars[index - 1]!.cumulative < vitalShare,
  }));
  return (
    <>
      <ResponsiveContainer width="100%" height={shown.length * barHeight + 70}>
        <ComposedChart layout="vertical" data={shown} accessibilityLayer={false} margin={{ right: 24 }}>
          <XAxis {...axis} xAxisId="times" type="number" allowDecimals={false} />
          <XAxis
            {...axis}
            xAxisId="share"
            type="number"
            orientation="top"
            domain={[0, 1]}
            ticks={[0, 0.2, 0.4, 0.6, 0.8, 1]}
            tickFormatter={(share: number) => formats.percent(share)}
          />
          <YAxis
            {...axis}
            type="category"
            dataKey="name"
            width={nameWidth}
            interval={0}
            tick={<NameTick />}
          />
          <Tooltip
            cursor={cursor}
            content={({ active, payload }) => {
              const row = payload?.[0]?.payload as (typeof shown)[number] | undefined;
              if (!active || row === undefined) return null;
              const { times, parts, of, cumulative } = row.bar;
              return (
                <TooltipBox title={row.name}>
                  <p>{`${text('figures.pareto.times')}: ${formats.number(times)}`}</p>
                  <p>
                    {text('figures.pareto.perGroup', {
                      parts: formats.number(parts),
                      of: formats.number(of),
                    })}
                  </p>
                  <p>{`${text('figures.pareto.cumulative')}: ${formats.percent(cumulative)}`}</p>
                </TooltipBox>
              );
            }}
          />
          <Bar
            {...animation}
            xAxisId="times"
            dataKey="times"
            barSize={20}
            radius={[0, 4, 4, 0]}
            className="cursor-pointer"
            onClick={(_, index) => onOpen(conditionsOf(shown[index]!.bar))}
          >
            {shown.map(({ name, isVital }) => (
              <Cell key={name} fill={isVital ? chartColours.strong : chartColours.faint} />
            ))}
          </Bar>
          <Line
            {...animation}
            xAxisId="share"
            dataKey="cumulative"
            stroke="var(--accent)"
            strokeWidth={2}
            dot={{ r: 4, fill: chartColours.ground, stroke: 'var(--accent)' }}
            className="pointer-events-none"
          />
        </ComposedChart>
      </ResponsiveContainer>
      {bars.length > shown.length && (
        <p className="mt-1 text-muted text-sm">
          {text('figures.pareto.rest', { count: bars.length - shown.length })}
        </p>
      )}
    </>
  );
}

function ParetoTable({
  subject,
  bars,
  onOpen,
}: {
  readonly subject: ParetoSubject;
  readonly bars: readonly ParetoBar[];
  readonly onOpen: OpenParts;
}) {
  const text = useText();
  const formats = useFormats();
  const names = useNames();
  return (
    <FiguresTable
      caption={text('figures.pareto.title')}
      columns={[
        text(`figures.pareto.subjects.${subject}`),
        text('figures.pareto.times'),
        text('figures.pareto.parts'),
        text('figures.pareto.share'),
        text('figures.pareto.cumulative'),
      ]}
      rows={bars.map((bar) => ({
        key: names.bar(bar),
        name: names.bar(bar),
        cells: [
          formats.number(bar.times),
          formats.number(bar.parts),
          formats.percent(bar.parts / bar.of, 1),
          formats.percent(bar.cumulative),
        ],
        onOpen: () => onOpen(conditionsOf(bar)),
      }))}
    />
  );
}

/** All parts of a group are faulty ones here, too: the history shows those with a mistake. */
function conditionsOf({ step, status, recipe, operator, hour }: ParetoBar) {
  return {
    ...(step !== null && { step }),
    ...(status !== null && { status }),
    ...(recipe !== null && { recipe, faulty: true }),
    ...(operator !== null && { operator, faulty: true }),
    ...(hour !== null && { hour, faulty: true }),
  } as const;
}
