// How long each step takes: the bottleneck of the work, and where it is uneven.
import { Bar, BarChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { Figures } from '../../src-inference/contract/index.ts';
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
} from '../charts/index.ts';
import { useLabels } from '../hooks/index.ts';
import { useFormats, useText } from '../text/index.tsx';
import type { OpenParts } from './open-parts.ts';

const mostBars = 12;
const barHeight = 34;

export function StepsBox({
  steps,
  onOpen,
}: {
  readonly steps: Figures['steps'];
  readonly onOpen: OpenParts;
}) {
  const text = useText();
  const formats = useFormats();
  const labels = useLabels();
  const [first] = steps;
  return (
    <ChartBox
      title={text('figures.steps.title')}
      hint={text('figures.steps.hint')}
      summary={
        first === undefined
          ? null
          : text('figures.steps.summary', {
              name: labels.titleOf(first.label),
              median: formats.duration(first.seconds.median),
            })
      }
      chart={first === undefined ? text('figures.steps.none') : <StepsChart steps={steps} onOpen={onOpen} />}
      table={
        <FiguresTable
          caption={text('figures.steps.title')}
          columns={[
            text('figures.steps.step'),
            text('figures.steps.median'),
            text('figures.steps.half'),
            text('figures.steps.p90'),
            text('figures.steps.count'),
          ]}
          rows={steps.map(({ label, seconds }) => ({
            key: label,
            name: labels.titleOf(label),
            cells: [
              formats.duration(seconds.median),
              `${formats.duration(seconds.p25)} – ${formats.duration(seconds.p75)}`,
              formats.duration(seconds.p90),
              formats.number(seconds.count),
            ],
            onOpen: () => onOpen({ slowStep: label, slowerThan: seconds.p90 }),
          }))}
        />
      }
    />
  );
}

function StepsChart({ steps, onOpen }: { readonly steps: Figures['steps']; readonly onOpen: OpenParts }) {
  const text = useText();
  const formats = useFormats();
  const labels = useLabels();
  const shown = steps.slice(0, mostBars).map(({ label, seconds }) => ({
    label,
    name: labels.titleOf(label),
    median: seconds.median,
    rest: seconds.p90 - seconds.median,
    p90: seconds.p90,
  }));
  const open = (_: unknown, index: number): void =>
    onOpen({ slowStep: shown[index]!.label, slowerThan: shown[index]!.p90 });
  const bar = {
    ...animation,
    stackId: 'time',
    barSize: 18,
    className: 'cursor-pointer',
    onClick: open,
  } as const;
  return (
    <ResponsiveContainer width="100%" height={shown.length * barHeight + 40}>
      <BarChart layout="vertical" data={shown} accessibilityLayer={false} margin={{ right: 24 }}>
        <XAxis {...axis} type="number" tickFormatter={(seconds: number) => formats.duration(seconds)} />
        <YAxis {...axis} type="category" dataKey="name" width={nameWidth} interval={0} tick={<NameTick />} />
        <Tooltip
          cursor={cursor}
          content={({ active, payload }) => {
            const row = payload?.[0]?.payload as (typeof shown)[number] | undefined;
            if (!active || row === undefined) return null;
            return (
              <TooltipBox title={row.name}>
                <p>{`${text('figures.steps.median')}: ${formats.duration(row.median)}`}</p>
                <p>{`${text('figures.steps.p90')}: ${formats.duration(row.p90)}`}</p>
              </TooltipBox>
            );
          }}
        />
        <Bar {...bar} dataKey="median" fill={chartColours.strong} />
        <Bar {...bar} dataKey="rest" fill={chartColours.grid} radius={[0, 4, 4, 0]} />
      </BarChart>
    </ResponsiveContainer>
  );
}
