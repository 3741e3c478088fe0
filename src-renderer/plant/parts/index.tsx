// The parts behind a figure: the conditions that it was counted by, and the list.
import { ArrowLeft, X } from 'lucide-react';
import { type Text, useFormats, useText } from '../../text/index.tsx';
import { Button } from '../../ui/index.ts';
import { readPartConditions, writeConditions } from '../conditions.ts';
import { usePlant } from '../data/plant-context.tsx';
import type { PartConditions } from '../data/queries.ts';
import { labelText } from '../mistake-text.ts';
import { openRoute } from '../route.ts';
import { PartList } from './part-list.tsx';

export function PartsPage({ filter }: { readonly filter: string }) {
  const text = useText();
  const formats = useFormats();
  const stations = usePlant((state) => state.stations);
  const conditions = readPartConditions(filter);
  const without = (name: keyof PartConditions): void =>
    openRoute({ page: 'parts', filter: writeConditions({ ...conditions, [name]: null }) });
  const nameOf = (id: number): string => stations.find((one) => one.id === id)?.name ?? String(id);
  return (
    <>
      <header className="flex flex-wrap items-center gap-3 border-line border-b px-4 py-3 sm:px-6">
        <Button icon={ArrowLeft} variant="quiet" onClick={() => window.history.back()}>
          {text('plant.back')}
        </Button>
        <h2 className="font-semibold text-2xl">{text('history.parts')}</h2>
        <ul className="flex flex-wrap gap-2">
          {conditionTexts(conditions, text, formats.dayOfYear, nameOf).map(({ name, label }) => (
            <li key={name}>
              <button
                type="button"
                onClick={() => without(name)}
                title={text('history.linked.remove')}
                className="flex min-h-11 items-center gap-2 rounded-lg border border-line-strong px-3 hover:bg-raised"
              >
                {label}
                <X aria-hidden className="size-4" />
              </button>
            </li>
          ))}
        </ul>
      </header>
      <PartList conditions={conditions} withStation={conditions.station === null} />
    </>
  );
}

interface ConditionText {
  readonly name: keyof PartConditions;
  readonly label: string;
}

function conditionTexts(
  { fromDay, toDay, station, recipe, verdict, step, status, hour, faulty, serial }: PartConditions,
  text: Text,
  dayText: (day: string) => string,
  stationText: (id: number) => string,
): readonly ConditionText[] {
  const texts: readonly (ConditionText | null)[] = [
    fromDay === null ? null : { name: 'fromDay', label: `${text('figures.from')} ${dayText(fromDay)}` },
    toDay === null ? null : { name: 'toDay', label: `${text('figures.to')} ${dayText(toDay)}` },
    station === null ? null : { name: 'station', label: stationText(station) },
    recipe === null ? null : { name: 'recipe', label: recipe || text('figures.none.recipe') },
    verdict === null ? null : { name: 'verdict', label: text(`common.verdict.${verdict}`) },
    step === null ? null : { name: 'step', label: labelText(step) },
    status === null ? null : { name: 'status', label: text(`common.step.${status}`) },
    hour === null
      ? null
      : { name: 'hour', label: text('history.linked.hour', { hour: `${String(hour).padStart(2, '0')}:00` }) },
    faulty === null ? null : { name: 'faulty', label: text('history.linked.faulty') },
    serial === null ? null : { name: 'serial', label: serial },
  ];
  return texts.filter((one) => one !== null);
}
