import { CalendarPlus, Trash2 } from 'lucide-react';
import type { ShiftStart } from '../../src-inference/contract/index.ts';
import { useFormats, useText } from '../text/index.tsx';
import { Button, IconButton, Switch, TextField } from '../ui/index.ts';
import { ApplyBar, Section } from './section.tsx';
import { shiftProblem, usualShifts } from './shift-form.ts';
import { useSettingsForm } from './use-settings.ts';

/** From Monday on, as a week of work is written. */
const weekdays = [1, 2, 3, 4, 5, 6, 0] as const;

/** The shift calendar: figures are counted by it, and the counts of the shift may follow it. */
export function ShiftsSection() {
  const text = useText();
  const form = useSettingsForm('shifts');
  const { starts, restartCounts } = form.values.shifts;
  const problem = shiftProblem(starts);
  const edit = (next: readonly ShiftStart[]): void =>
    form.edit({ shifts: { ...form.values.shifts, starts: next } });
  return (
    <Section title={text('setup.shifts.title')} hint={text('setup.shifts.hint')}>
      {starts.length === 0 ? (
        <div className="flex flex-wrap items-center gap-4">
          <p className="text-muted">{text('setup.shifts.none')}</p>
          <Button disabled={!form.mayChange} onClick={() => edit(usualShifts(text))}>
            {text('setup.shifts.usual')}
          </Button>
        </div>
      ) : (
        <ul className="flex flex-col gap-4">
          {starts.map((start, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own while they are typed
            <li key={place}>
              <ShiftRow
                start={start}
                mayChange={form.mayChange}
                onChange={(change) =>
                  edit(starts.map((one, other) => (other === place ? { ...one, ...change } : one)))
                }
                onRemove={() => edit(starts.filter((_, other) => other !== place))}
              />
            </li>
          ))}
        </ul>
      )}
      {problem !== null && (
        <p role="alert" className="text-fail">
          {text(`setup.shifts.problems.${problem}`)}
        </p>
      )}
      <Button
        icon={CalendarPlus}
        className="self-start"
        disabled={!form.mayChange}
        onClick={() => edit([...starts, { name: '', weekdays: [1, 2, 3, 4, 5], start: '06:00' }])}
      >
        {text('setup.shifts.add')}
      </Button>
      <Switch
        label={text('setup.shifts.restartCounts')}
        hint={text('setup.shifts.restartCountsHint')}
        checked={restartCounts}
        disabled={!form.mayChange}
        onChange={(on) => form.edit({ shifts: { ...form.values.shifts, restartCounts: on } })}
      />
      <ApplyBar
        form={{ ...form, dirty: form.dirty && problem === null }}
        effect={text('setup.shifts.effect')}
      />
    </Section>
  );
}

function ShiftRow({
  start: { name, weekdays: days, start },
  mayChange,
  onChange,
  onRemove,
}: {
  readonly start: ShiftStart;
  readonly mayChange: boolean;
  readonly onChange: (change: Partial<ShiftStart>) => void;
  readonly onRemove: () => void;
}) {
  const text = useText();
  const formats = useFormats();
  return (
    <div className="flex flex-wrap items-end gap-3 max-md:rounded-lg max-md:border max-md:border-line max-md:p-3">
      <div className="w-44">
        <TextField
          label={text('setup.shifts.name')}
          value={name}
          maxLength={40}
          disabled={!mayChange}
          onChange={({ target }) => onChange({ name: target.value })}
        />
      </div>
      <div className="w-36">
        <TextField
          label={text('setup.shifts.start')}
          type="time"
          required
          value={start}
          disabled={!mayChange}
          onChange={({ target }) => onChange({ start: target.value })}
        />
      </div>
      <fieldset disabled={!mayChange}>
        <legend className="mb-1.5 font-medium text-muted text-sm">{text('setup.shifts.weekdays')}</legend>
        <div className="flex flex-wrap gap-1">
          {weekdays.map((weekday) => (
            <button
              key={weekday}
              type="button"
              aria-pressed={days.includes(weekday)}
              onClick={() =>
                onChange({
                  weekdays: days.includes(weekday)
                    ? days.filter((one) => one !== weekday)
                    : [...days, weekday].sort(),
                })
              }
              className="min-h-11 min-w-11 rounded-lg border border-line-strong px-1.5 text-muted text-sm disabled:opacity-50 aria-pressed:border-solid-active aria-pressed:bg-solid-active aria-pressed:font-semibold aria-pressed:text-on-solid"
            >
              {formats.weekday(weekday)}
            </button>
          ))}
        </div>
      </fieldset>
      <IconButton
        icon={Trash2}
        name={text('setup.shifts.remove', { name })}
        disabled={!mayChange}
        onClick={onRemove}
      />
    </div>
  );
}
