// The figures on paper: a page that the browser prints, or saves as a PDF. Paper has no buttons, so there are tables in place of
// charts that answer to a pointer.
import { ArrowLeft, Printer } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Figures, PartSummary } from '../../src-inference/contract/index.ts';
import { FiguresTable } from '../charts/index.ts';
import { useLabels, useStationQuery } from '../hooks/index.ts';
import { useFormats, useText } from '../text/index.tsx';
import { Button, ErrorNotice } from '../ui/index.ts';
import { Cards } from './cards.tsx';
import { type FiguresFilter, queryOf } from './figures-filter.ts';
import { useNames } from './names.ts';
import { useFigures } from './use-figures.ts';

const mostMistakes = 15;
const mostParts = 50;
const nothing = (): void => undefined;

export function Report({ filter, onBack }: { readonly filter: FiguresFilter; readonly onBack: () => void }) {
  const text = useText();
  const formats = useFormats();
  const names = useNames();
  const { per: _, ...query } = queryOf(filter, new Date());
  const found = useFigures({ ...query, per: filter.per });
  const failed = useStationQuery('listParts', {
    ...query,
    verdict: 'fail',
    step: null,
    serial: null,
    before: null,
    limit: mostParts,
  });
  const days = [query.fromDay, query.toDay ?? new Date().toISOString()].map((day) => day && formats.day(day));
  const said = [
    [
      text('figures.print.period'),
      query.fromDay === null ? text('figures.print.allDays') : [...new Set(days)].join(' – '),
    ],
    [text('figures.shift'), filter.shift],
    [text('figures.recipe'), filter.recipe === null ? null : names.recipe(filter.recipe)],
    [text('figures.operator'), filter.operator === null ? null : names.operator(filter.operator)],
    [text('figures.model'), filter.model === null ? null : names.model(filter.model)],
    [text('figures.print.made'), formats.dateTime(new Date().toISOString())],
  ] as const;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
    <div tabIndex={0} className="h-full overflow-y-auto print:h-auto print:overflow-visible">
      <div className="mx-auto flex max-w-5xl flex-col gap-6 p-6 print:max-w-none print:p-0">
        <div className="flex gap-3 print:hidden">
          <Button variant="quiet" icon={ArrowLeft} onClick={onBack}>
            {text('figures.print.back')}
          </Button>
          <Button
            variant="primary"
            icon={Printer}
            disabled={found.state !== 'ready' || failed.isPending}
            onClick={() => window.print()}
          >
            {text('figures.print.print')}
          </Button>
        </div>
        <header>
          <h1 className="font-semibold text-2xl">{text('figures.print.title')}</h1>
          <dl className="mt-3 flex flex-wrap gap-x-8 gap-y-1">
            {said.map(
              ([name, value]) =>
                value !== null && (
                  <div key={name} className="flex gap-2">
                    <dt className="text-muted">{name}</dt>
                    <dd className="figures font-medium">{value}</dd>
                  </div>
                ),
            )}
          </dl>
        </header>
        {found.state === 'failed' && <ErrorNotice error={found.error} />}
        {found.state === 'counting' && (
          <p role="status">{text('figures.counting', { done: formats.percent(found.done) })}</p>
        )}
        {found.state === 'ready' && <Counted figures={found.figures} />}
        {failed.isError && <ErrorNotice error={failed.error} />}
        {failed.data && <Failed parts={failed.data.parts} more={failed.data.more} />}
      </div>
    </div>
  );
}

function Counted({ figures }: { readonly figures: Figures }) {
  const text = useText();
  const formats = useFormats();
  const names = useNames();
  const labels = useLabels();
  const { pareto, steps, trend } = figures;
  return (
    <>
      <Cards figures={figures} onOpen={nothing} />
      <Chapter title={text('figures.pareto.title')}>
        {pareto.mistake.length === 0 ? (
          <p>{text('figures.pareto.none')}</p>
        ) : (
          <FiguresTable
            caption={text('figures.pareto.title')}
            columns={[
              text('figures.pareto.subjects.mistake'),
              text('figures.pareto.times'),
              text('figures.pareto.parts'),
              text('figures.pareto.share'),
              text('figures.pareto.cumulative'),
            ]}
            rows={pareto.mistake.slice(0, mostMistakes).map((bar) => ({
              key: names.bar(bar),
              name: names.bar(bar),
              cells: [
                formats.number(bar.times),
                formats.number(bar.parts),
                formats.percent(bar.parts / bar.of, 1),
                formats.percent(bar.cumulative),
              ],
              onOpen: null,
            }))}
          />
        )}
      </Chapter>
      <Chapter title={text('figures.trend.yield')}>
        <FiguresTable
          caption={text('figures.trend.yield')}
          columns={[
            text('figures.trend.period'),
            text('figures.yield.title'),
            text('figures.parts.title'),
            text('figures.cycle.title'),
          ]}
          rows={trend.yield.points.map((point) => {
            const cycle = trend.cycle.points.find(
              ({ day, shift }) => day === point.day && shift === point.shift,
            );
            const mark = point.signal === null ? '' : ' *';
            return {
              key: names.period(point),
              name: names.period(point),
              cells: [
                `${formats.percent(point.value, 1)}${mark}`,
                formats.number(point.parts),
                cycle === undefined
                  ? '–'
                  : `${formats.duration(cycle.value)}${cycle.signal === null ? '' : ' *'}`,
              ],
              onOpen: null,
            };
          })}
        />
        <p className="mt-2 text-muted text-sm">{text('figures.print.outOfControl')}</p>
      </Chapter>
      <Chapter title={text('figures.steps.title')}>
        <FiguresTable
          caption={text('figures.steps.title')}
          columns={[
            text('figures.steps.step'),
            text('figures.steps.median'),
            text('figures.steps.half'),
            text('figures.steps.p90'),
          ]}
          rows={steps.map(({ label, seconds }) => ({
            key: label,
            name: labels.titleOf(label),
            cells: [
              formats.duration(seconds.median),
              `${formats.duration(seconds.p25)} – ${formats.duration(seconds.p75)}`,
              formats.duration(seconds.p90),
            ],
            onOpen: null,
          }))}
        />
      </Chapter>
    </>
  );
}

function Failed({ parts, more }: { readonly parts: readonly PartSummary[]; readonly more: boolean }) {
  const text = useText();
  const formats = useFormats();
  const labels = useLabels();
  return (
    <Chapter title={text('figures.print.failed')}>
      {parts.length === 0 ? (
        <p>{text('figures.print.noneFailed')}</p>
      ) : (
        <FiguresTable
          caption={text('figures.print.failed')}
          columns={[
            text('figures.print.number'),
            text('figures.print.began'),
            text('figures.print.mistakes'),
            text('figures.print.acknowledged'),
          ]}
          rows={parts.map(({ id, number, code, problems, acknowledgement }) => ({
            key: id,
            name: code === null ? formats.number(number) : `${formats.number(number)} · ${code}`,
            cells: [
              formats.dateTime(id),
              problems
                .map(({ label, status }) => `${labels.titleOf(label)}: ${text(`common.step.${status}`)}`)
                .join('; '),
              acknowledgement === null
                ? text('figures.print.nobody')
                : `${acknowledgement.by}: ${acknowledgement.reason}`,
            ],
            onOpen: null,
          }))}
        />
      )}
      {more && (
        <p className="mt-2 text-muted text-sm">{text('figures.print.more', { count: parts.length })}</p>
      )}
    </Chapter>
  );
}

function Chapter({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="break-inside-avoid-page">
      <h2 className="mb-2 font-semibold text-xl">{title}</h2>
      {children}
    </section>
  );
}
