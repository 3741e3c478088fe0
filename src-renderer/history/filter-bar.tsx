import { FilterX } from 'lucide-react';
import { useState } from 'react';
import { localDay } from '../../src-inference/contract/index.ts';
import { useLabels, useStationQuery } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { Button, daySpans, FilterFold, Select, TextField } from '../ui/index.ts';
import { LinkedConditionButtons } from './linked-conditions.tsx';
import { type HistoryFilter, isFiltered, outcomes, wholeToday } from './part-filter.ts';

/** The choice for no condition. */
const any = 'any';

interface FilterProps {
  readonly filter: HistoryFilter;
  readonly onChange: (filter: HistoryFilter) => void;
}

export function FilterBar({ filter, onChange }: FilterProps) {
  const text = useText();
  return (
    <FilterFold
      summary={isFiltered(filter) ? text('history.filterOn') : text(`figures.spans.${filter.span}`)}
    >
      <div className="grid w-full grid-cols-2 items-end gap-3 max-xl:order-last md:grid-cols-[repeat(auto-fit,minmax(8rem,1fr))] xl:w-auto xl:flex-1">
        <Fields filter={filter} onChange={onChange} />
      </div>
    </FilterFold>
  );
}

function Fields({ filter, onChange }: FilterProps) {
  const text = useText();
  const labels = useLabels();
  const { data: recipes = [] } = useStationQuery('listRecipes', null);
  const recipeChoices = recipes.map(({ name, title }) => ({ value: name, label: title || name }));
  const set = (change: Partial<HistoryFilter>): void => onChange({ ...filter, ...change });
  const today = localDay(new Date());
  return (
    <>
      <Select
        label={text('history.days')}
        value={filter.span}
        choices={daySpans.map((span) => ({ value: span, label: text(`figures.spans.${span}`) }))}
        onChange={(span) => set({ span, ...(span === 'chosen' && { fromDay: today, toDay: today }) })}
      />
      {filter.span === 'chosen' && (
        <>
          <TextField
            label={text('history.from')}
            type="date"
            max={filter.toDay ?? today}
            value={filter.fromDay ?? ''}
            onChange={({ target }) => set({ fromDay: target.value || null })}
          />
          <TextField
            label={text('history.to')}
            type="date"
            min={filter.fromDay ?? undefined}
            max={today}
            value={filter.toDay ?? ''}
            onChange={({ target }) => set({ toDay: target.value || null })}
          />
        </>
      )}
      <Select
        label={text('history.verdict')}
        value={filter.verdict ?? any}
        choices={[
          { value: any, label: text('history.any') },
          ...outcomes.map((one) => ({ value: one, label: text(`common.verdict.${one}`) })),
        ]}
        onChange={(verdict) => set({ verdict: verdict === any ? null : verdict })}
      />
      <Select
        label={text('history.recipe')}
        value={filter.recipe ?? any}
        choices={[{ value: any, label: text('history.any') }, ...recipeChoices]}
        onChange={(recipe) => set({ recipe: recipe === any ? null : recipe })}
      />
      <Select
        label={text('history.step')}
        value={filter.step ?? any}
        choices={[
          { value: any, label: text('history.any') },
          ...labels.actions.map(({ name, title }) => ({ value: name, label: title })),
        ]}
        onChange={(step) => set({ step: step === any ? null : step })}
      />
      <SerialField serial={filter.serial} onChange={(serial) => set({ serial })} />
      {filter.linked.kept !== true && (
        <Button
          title={text('history.evidence.kept')}
          onClick={() => set({ linked: { ...filter.linked, kept: true } })}
        >
          {text('history.evidence.keptShort')}
        </Button>
      )}
      {isFiltered(filter) && (
        <div className="col-span-full flex flex-wrap gap-2">
          <LinkedConditionButtons linked={filter.linked} onChange={(linked) => set({ linked })} />
          <Button
            icon={FilterX}
            onClick={() =>
              onChange({ ...wholeToday, span: filter.span, fromDay: filter.fromDay, toDay: filter.toDay })
            }
          >
            {text('history.clear')}
          </Button>
        </div>
      )}
    </>
  );
}

/** Asks when it is left or with Enter: half a serial number finds nothing. */
function SerialField({
  serial,
  onChange,
}: {
  readonly serial: string | null;
  readonly onChange: (serial: string | null) => void;
}) {
  const text = useText();
  const [typed, setTyped] = useState<string | null>(null);
  const apply = (): void => {
    if (typed !== null) onChange(typed.trim() || null);
    setTyped(null);
  };
  return (
    <TextField
      label={text('identity.serial')}
      value={typed ?? serial ?? ''}
      onChange={({ target }) => setTyped(target.value)}
      onBlur={apply}
      onKeyDown={({ key }) => key === 'Enter' && apply()}
    />
  );
}
