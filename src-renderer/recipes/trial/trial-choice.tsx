// Which parts the draft is tried on, and how far the trial is.
import { CircleStop, FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { localDay } from '../../../src-inference/contract/index.ts';
import { useIsAllowed, useSnapshot, useStation, useStationQuery } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { Button, ErrorNotice, Select, TextField } from '../../ui/index.ts';
import { lastParts, startTrial, stopTrial, type TrialRange, type TrialRun } from './trial-run.ts';

/** Choices that are no name. */
const all = '*';

/** @param recipe Name of the recipe that is edited: its parts are the ones to compare with; null: it is new. */
export function TrialChoice({
  text: draftText,
  recipe,
  isValid,
  run,
}: {
  readonly text: string;
  readonly recipe: string | null;
  readonly isValid: boolean;
  readonly run: TrialRun | null;
}) {
  const text = useText();
  const station = useStation();
  const mayRun = useIsAllowed('tryOnParts');
  const names = (useStationQuery('listRecipes', null).data ?? []).map(({ name }) => name);
  const starts = useSnapshot(({ settings }) => settings.shifts.starts);
  const shifts = [...new Set(starts.map(({ name }) => name))];
  const [kind, setKind] = useState<TrialRange['kind']>('last');
  const [day, setDay] = useState(() => localDay(new Date()));
  const [shift, setShift] = useState(all);
  const [chosen, setChosen] = useState<string | null>(null);
  const of = chosen ?? (recipe !== null && names.includes(recipe) ? recipe : all);
  const start = (): void => {
    const common = { recipe: of === all ? null : of };
    const range: TrialRange =
      kind === 'last' ? { kind, ...common } : { kind, day, shift: shift === all ? null : shift, ...common };
    void startTrial(station, draftText, range);
  };
  return (
    <div className="flex flex-col gap-4">
      <Select
        label={text('recipes.trial.range')}
        value={kind}
        choices={[
          { value: 'last', label: text('recipes.trial.last', { count: lastParts }) },
          { value: 'day', label: text('recipes.trial.day') },
        ]}
        onChange={setKind}
      />
      {kind === 'day' && (
        <TextField
          type="date"
          label={text('recipes.trial.whichDay')}
          value={day}
          max={localDay(new Date())}
          onChange={({ target }) => target.value !== '' && setDay(target.value)}
        />
      )}
      {kind === 'day' && shifts.length > 0 && (
        <Select
          label={text('recipes.trial.shift')}
          value={shift}
          choices={[
            { value: all, label: text('recipes.trial.wholeDay') },
            ...shifts.map((name) => ({ value: name, label: name })),
          ]}
          onChange={setShift}
        />
      )}
      <Select
        label={text('recipes.trial.recipe')}
        hint={text('recipes.trial.recipeHint')}
        value={of}
        choices={[
          { value: all, label: text('recipes.trial.allRecipes') },
          ...names.map((name) => ({ value: name, label: name })),
        ]}
        onChange={setChosen}
      />
      {run?.state === 'running' ? (
        <Running run={run} />
      ) : (
        <Button variant="primary" large icon={FlaskConical} disabled={!mayRun || !isValid} onClick={start}>
          {text('recipes.trial.start')}
        </Button>
      )}
      {run?.error && <ErrorNotice error={run.error} />}
    </div>
  );
}

function Running({ run: { rows, total } }: { readonly run: TrialRun }) {
  const text = useText();
  return (
    <div className="flex flex-col gap-3">
      <div role="status" className="figures font-medium">
        {total === null
          ? text('recipes.trial.looking')
          : text('recipes.trial.progress', { done: rows.length, total })}
      </div>
      <progress
        aria-label={text('recipes.trial.running')}
        className="h-2 w-full overflow-hidden rounded-full bg-raised accent-(--accent)"
        {...(total !== null && { value: rows.length, max: Math.max(total, 1) })}
      />
      <Button large icon={CircleStop} onClick={stopTrial}>
        {text('recipes.trial.stop')}
      </Button>
    </div>
  );
}
