// The figures of many parts: which mistake comes back, how long the work takes, and whether either is changing.
import { ChartNoAxesCombined, LoaderCircle, Printer, RotateCcw } from 'lucide-react';
import type { Figures } from '../../src-inference/contract/index.ts';
import { openPage, useRoute } from '../app/index.ts';
import { TrendBox } from '../charts/index.ts';
import { useFormats, useText } from '../text/index.tsx';
import { Button, classNames, EmptyState, ErrorNotice } from '../ui/index.ts';
import { Cards } from './cards.tsx';
import { type FiguresFilter, lastWeek, queryOf, readFilter, writeFilter } from './figures-filter.ts';
import { FilterBar } from './filter-bar.tsx';
import { HoursBox } from './hours-box.tsx';
import { useNames } from './names.ts';
import { type OpenParts, openPartsOf } from './open-parts.ts';
import { Pareto } from './pareto.tsx';
import { Report } from './report.tsx';
import { StepsBox } from './steps-box.tsx';
import { useFigures } from './use-figures.ts';

const noChoices: Figures['choices'] = { recipes: [], operators: [], models: [] };
/** In front of the conditions, in the address of the report. */
const reportMark = 'report?';

export function FiguresPage() {
  const { path } = useRoute();
  const isReport = path.startsWith(reportMark);
  const filter = readFilter(path.replace(/^(report)?\?/, ''));
  return isReport ? (
    <Report filter={filter} onBack={() => openPage('figures', `?${writeFilter(filter)}`)} />
  ) : (
    <Overview filter={filter} />
  );
}

function Overview({ filter }: { readonly filter: FiguresFilter }) {
  const text = useText();
  const query = queryOf(filter, new Date());
  const found = useFigures(query);
  const change = (next: FiguresFilter): void => openPage('figures', `?${writeFilter(next)}`);
  const figures = found.state === 'ready' ? found.figures : null;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex flex-wrap items-end gap-x-6 gap-y-3 border-line border-b px-6 py-4 phone:items-center phone:gap-3 phone:px-4 phone:py-2">
        <h1 className="font-semibold text-2xl leading-11 max-xl:flex-1">{text('figures.title')}</h1>
        <FilterBar filter={filter} choices={figures?.choices ?? noChoices} onChange={change} />
        <Button
          icon={Printer}
          disabled={figures === null || isEmpty(figures)}
          onClick={() => openPage('figures', `${reportMark}${writeFilter(filter)}`)}
        >
          {text('figures.report')}
        </Button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard */}
      <div tabIndex={0} className="min-h-0 flex-1 overflow-y-auto">
        {found.state === 'failed' && (
          <div className="p-6">
            <ErrorNotice error={found.error}>
              <Button icon={RotateCcw} onClick={found.retry}>
                {text('common.retry')}
              </Button>
            </ErrorNotice>
          </div>
        )}
        {found.state === 'counting' && <Counting done={found.done} />}
        {figures !== null && isEmpty(figures) && (
          <EmptyState
            icon={ChartNoAxesCombined}
            title={text('figures.empty')}
            description={text('figures.emptyHint')}
          >
            <Button onClick={() => change({ ...lastWeek, span: 'month' })}>{text('figures.wider')}</Button>
          </EmptyState>
        )}
        {figures !== null && !isEmpty(figures) && (
          <div className={classNames(found.state === 'ready' && found.isOld && 'opacity-60')}>
            <Boxes figures={figures} onOpen={openPartsOf(query)} />
          </div>
        )}
      </div>
    </div>
  );
}

function Counting({ done }: { readonly done: number }) {
  const text = useText();
  const formats = useFormats();
  return (
    <div role="status" className="h-full">
      <EmptyState
        icon={LoaderCircle}
        title={text('figures.counting', { done: formats.percent(done) })}
        description={text('figures.countingHint')}
      >
        <div aria-hidden className="h-3 w-72 overflow-hidden rounded-full bg-raised">
          <div className="h-full bg-solid-active" style={{ width: `${done * 100}%` }} />
        </div>
      </EmptyState>
    </div>
  );
}

function Boxes({ figures, onOpen }: { readonly figures: Figures; readonly onOpen: OpenParts }) {
  const text = useText();
  const formats = useFormats();
  const names = useNames();
  const { trend, takt } = figures;
  return (
    <div className="flex flex-col gap-5 p-6">
      <Cards figures={figures} onOpen={onOpen} />
      <Pareto pareto={figures.pareto} onOpen={onOpen} />
      <div className="grid gap-5 xl:grid-cols-2">
        <TrendBox
          title={text('figures.trend.yield')}
          chart={trend.yield}
          bad="low"
          target={null}
          most={1}
          format={(share) => formats.percent(share, 1)}
          periodName={names.period}
          onOpen={onOpen}
        />
        <TrendBox
          title={text('figures.trend.cycle')}
          chart={trend.cycle}
          bad="high"
          target={takt?.seconds ?? null}
          most={null}
          format={formats.duration}
          periodName={names.period}
          onOpen={onOpen}
        />
        <StepsBox steps={figures.steps} onOpen={onOpen} />
        <HoursBox hours={figures.hours} onOpen={onOpen} />
      </div>
    </div>
  );
}

function isEmpty({ parts }: Figures): boolean {
  return parts.pass + parts.warn + parts.fail + parts.aborted === 0;
}
