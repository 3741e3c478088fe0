// Figures of the whole plant: which mistakes come back, where, and whether the yield is changing.
import { ChartNoAxesCombined, LoaderCircle, RotateCcw } from 'lucide-react';
import { localDay, type PlantFigures } from '../../../src-inference/contract/index.ts';
import { TrendBox } from '../../charts/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { Button, classNames, daySpans, EmptyState, ErrorNotice, Select, TextField } from '../../ui/index.ts';
import { conditionsOf, type FiguresFilter, readFiguresFilter, writeConditions } from '../conditions.ts';
import { usePlantFigures } from '../data/queries.ts';
import { openRoute } from '../route.ts';
import { FiguresCards } from './cards.tsx';
import type { OpenParts } from './open-parts.ts';
import { PlantPareto } from './pareto.tsx';
import { StationsBox } from './stations-box.tsx';

export function PlantFiguresPage({ filter: filterText }: { readonly filter: string }) {
  const text = useText();
  const filter = readFiguresFilter(filterText);
  const conditions = conditionsOf(filter, new Date());
  const { data, error, isPlaceholderData, refetch } = usePlantFigures(conditions);
  const change = (next: FiguresFilter): void => openRoute({ page: 'figures', filter: writeConditions(next) });
  const onOpen: OpenParts = (more) =>
    openRoute({ page: 'parts', filter: writeConditions({ ...conditions, ...more }) });
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex flex-wrap items-end gap-x-6 gap-y-3 border-line border-b px-4 py-4 sm:px-6">
        <h2 className="w-full font-semibold text-2xl md:w-auto md:leading-11">
          {text('plant.pages.figures')}
        </h2>
        <FilterBar filter={filter} choices={data?.choices} onChange={change} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard */}
      <div tabIndex={0} className="min-h-0 flex-1 overflow-y-auto">
        {error !== null && (
          <div className="p-6 pb-0">
            <ErrorNotice error={error}>
              <Button icon={RotateCcw} onClick={() => void refetch()}>
                {text('common.retry')}
              </Button>
            </ErrorNotice>
          </div>
        )}
        {data === undefined && error === null && (
          <EmptyState icon={LoaderCircle} title={text('common.loading')} />
        )}
        {data !== undefined && isEmpty(data) && (
          <EmptyState
            icon={ChartNoAxesCombined}
            title={text('figures.empty')}
            description={text('figures.emptyHint')}
          >
            <Button onClick={() => change({ ...filter, span: 'month', station: null, recipe: null })}>
              {text('figures.wider')}
            </Button>
          </EmptyState>
        )}
        {data !== undefined && !isEmpty(data) && (
          <div className={classNames((isPlaceholderData || error !== null) && 'opacity-60')}>
            <Boxes figures={data} onOpen={onOpen} />
          </div>
        )}
      </div>
    </div>
  );
}

function Boxes({ figures, onOpen }: { readonly figures: PlantFigures; readonly onOpen: OpenParts }) {
  const text = useText();
  const formats = useFormats();
  return (
    <div className="flex flex-col gap-5 p-4 sm:p-6">
      <FiguresCards figures={figures} onOpen={onOpen} />
      <PlantPareto figures={figures} onOpen={onOpen} />
      <div className="grid gap-5 xl:grid-cols-2">
        <TrendBox
          title={text('figures.trend.yield')}
          chart={figures.trend}
          bad="low"
          target={null}
          most={1}
          format={(share) => formats.percent(share, 1)}
          periodName={({ day }) => formats.dayOfYear(day)}
          onOpen={({ fromDay, toDay }) => onOpen({ fromDay, toDay })}
        />
        <StationsBox figures={figures} onOpen={onOpen} />
      </div>
    </div>
  );
}

function FilterBar({
  filter,
  choices,
  onChange,
}: {
  readonly filter: FiguresFilter;
  readonly choices: PlantFigures['choices'] | undefined;
  readonly onChange: (filter: FiguresFilter) => void;
}) {
  const text = useText();
  const set = (change: Partial<FiguresFilter>): void => onChange({ ...filter, ...change });
  const today = localDay(new Date());
  const any = { value: 'any', label: text('figures.any') };
  // A select has no empty value: the values have a letter in front.
  const recipes = choices?.recipes ?? (filter.recipe === null ? [] : [filter.recipe]);
  return (
    <fieldset
      aria-label={text('figures.filters')}
      className="grid flex-1 grid-cols-2 items-end gap-3 md:grid-cols-[repeat(auto-fit,minmax(9rem,13rem))]"
    >
      <Select
        label={text('figures.days')}
        value={filter.span}
        choices={daySpans.map((span) => ({ value: span, label: text(`figures.spans.${span}`) }))}
        onChange={(span) => set({ span, ...(span === 'chosen' && { fromDay: today, toDay: today }) })}
      />
      {filter.span === 'chosen' && (
        <>
          <TextField
            label={text('figures.from')}
            type="date"
            max={filter.toDay ?? today}
            value={filter.fromDay ?? ''}
            onChange={({ target }) => set({ fromDay: target.value || null })}
          />
          <TextField
            label={text('figures.to')}
            type="date"
            min={filter.fromDay ?? undefined}
            max={today}
            value={filter.toDay ?? ''}
            onChange={({ target }) => set({ toDay: target.value || null })}
          />
        </>
      )}
      <Select
        label={text('plant.station')}
        value={filter.station === null ? 'any' : `s${filter.station}`}
        choices={[
          any,
          ...(choices?.stations ?? []).map(({ id, name }) => ({ value: `s${id}`, label: name })),
        ]}
        onChange={(value) => set({ station: value === 'any' ? null : Number(value.slice(1)) })}
      />
      <Select
        label={text('figures.recipe')}
        value={filter.recipe === null ? 'any' : `r${filter.recipe}`}
        choices={[
          any,
          ...recipes.map((name) => ({ value: `r${name}`, label: name || text('figures.none.recipe') })),
        ]}
        onChange={(value) => set({ recipe: value === 'any' ? null : value.slice(1) })}
      />
    </fieldset>
  );
}

function isEmpty({ parts }: PlantFigures): boolean {
  return parts.pass + parts.warn + parts.fail + parts.aborted === 0;
}
