import { FilterX } from 'lucide-react';
import { type Figures, figuresPeriods, localDay } from '../../src-inference/contract/index.ts';
import { useSnapshot } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { Button, daySpans, FilterFold, Select, TextField } from '../ui/index.ts';
import { type FiguresFilter, isFiltered } from './figures-filter.ts';
import { useNames } from './names.ts';

export function FilterBar({
  filter,
  choices,
  onChange,
}: {
  readonly filter: FiguresFilter;
  readonly choices: Figures['choices'];
  readonly onChange: (filter: FiguresFilter) => void;
}) {
  const text = useText();
  const names = useNames();
  const starts = useSnapshot((snapshot) => snapshot.settings.shifts.starts);
  const shifts = [...new Set(starts.map(({ name }) => name))];
  const set = (change: Partial<FiguresFilter>): void => onChange({ ...filter, ...change });
  const today = localDay(new Date());
  return (
    <FilterFold
      summary={isFiltered(filter) ? text('history.filterOn') : text(`figures.spans.${filter.span}`)}
    >
      <fieldset
        aria-label={text('figures.filters')}
        className="grid w-full grid-cols-2 items-end gap-3 max-xl:order-last xl:w-auto xl:flex-1 md:grid-cols-[repeat(auto-fit,minmax(9rem,13rem))]"
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
        {(shifts.length > 0 || filter.shift !== null) && (
          <>
            <NameSelect
              label={text('figures.shift')}
              value={filter.shift}
              names={shifts}
              titleOf={(name) => name}
              onChange={(shift) => set({ shift })}
            />
            <Select
              label={text('figures.per')}
              value={filter.per}
              choices={figuresPeriods.map((one) => ({ value: one, label: text(`figures.periods.${one}`) }))}
              onChange={(per) => set({ per })}
            />
          </>
        )}
        <NameSelect
          label={text('figures.recipe')}
          value={filter.recipe}
          names={choices.recipes}
          titleOf={names.recipe}
          onChange={(recipe) => set({ recipe })}
        />
        <NameSelect
          label={text('figures.operator')}
          value={filter.operator}
          names={choices.operators}
          titleOf={names.operator}
          onChange={(operator) => set({ operator })}
        />
        <NameSelect
          label={text('figures.model')}
          value={filter.model}
          names={choices.models}
          titleOf={names.model}
          onChange={(model) => set({ model })}
        />
        {isFiltered(filter) && (
          <Button
            icon={FilterX}
            className="justify-self-start"
            onClick={() => set({ shift: null, recipe: null, operator: null, model: null })}
          >
            {text('history.clear')}
          </Button>
        )}
      </fieldset>
    </FilterFold>
  );
}

/** Left out when there is nothing to choose from. An empty name, which a list cannot have as a value, gets a mark in front. */
function NameSelect({
  label,
  value,
  names,
  titleOf,
  onChange,
}: {
  readonly label: string;
  readonly value: string | null;
  readonly names: readonly string[];
  readonly titleOf: (name: string) => string;
  readonly onChange: (name: string | null) => void;
}) {
  const text = useText();
  const known = value === null || names.includes(value) ? names : [...names, value];
  if (known.length < 2 && value === null) return null;
  return (
    <Select
      label={label}
      value={value === null ? 'any' : `=${value}`}
      choices={[
        { value: 'any', label: text('figures.any') },
        ...known.map((name) => ({ value: `=${name}`, label: titleOf(name) })),
      ]}
      onChange={(choice) => onChange(choice === 'any' ? null : choice.slice(1))}
    />
  );
}
