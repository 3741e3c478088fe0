import { useState } from 'react';
import {
  type PlantVersion,
  type RolloutGoesOn,
  type RolloutStagePlan,
  rolloutGoesOn,
} from '../../../src-inference/contract/index.ts';
import { useText } from '../../text/index.tsx';
import { Button, Dialog, ErrorNotice, NumberField, Select, Switch, TextField } from '../../ui/index.ts';
import { useChangePreferences, usePreferences } from '../data/plant-context.tsx';
import { useRollOut } from '../data/rollouts.ts';

type Turn = 'none' | 'first' | 'second';

/** Which stations get a version, and when. */
export function RollOutDialog({
  version,
  stations,
  onClose,
}: {
  readonly version: PlantVersion;
  /** Those that can get it. */
  readonly stations: readonly string[];
  readonly onClose: () => void;
}) {
  const text = useText();
  const { person } = usePreferences();
  const changePreferences = useChangePreferences();
  const [turns, setTurns] = useState<Readonly<Record<string, Turn>>>({});
  const [goesOn, setGoesOn] = useState<RolloutGoesOn>('person');
  const [amount, setAmount] = useState(20);
  const [use, setUse] = useState(true);
  const [recipe, setRecipe] = useState('');
  const [note, setNote] = useState('');
  const [by, setBy] = useState(person);
  const rollOut = useRollOut();
  const { kind, name, version: number, artifact } = version;
  const stages = stagesOf(stations, turns, goesOn, amount);
  const isStaged = stages.length === 2;
  const send = async (): Promise<void> => {
    changePreferences({ person: by.trim() });
    const plan = {
      artifact,
      version: number,
      use,
      recipe: kind === 'model' && recipe.trim() !== '' ? recipe.trim() : null,
      note: note.trim(),
      by: by.trim(),
      stages,
    };
    if ((await rollOut.run(plan)) !== undefined) onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      width="medium"
      title={`${text('plant.rollouts.rollOut')}: ${text(`setup.rollouts.artifact.${kind}`, { name, version: number })}`}
      description={text('plant.rollouts.rollOutHint')}
      footer={
        <>
          <Button onClick={onClose}>{text('common.cancel')}</Button>
          <Button
            variant="primary"
            busy={rollOut.busy}
            disabled={stages.length === 0 || by.trim() === ''}
            onClick={() => void send()}
          >
            {text('plant.rollouts.rollOut')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        {stations.length === 0 ? (
          <p className="text-warn">{text('plant.rollouts.noTargets')}</p>
        ) : (
          <StationTurns stations={stations} turns={turns} onChange={setTurns} />
        )}
        {isStaged && (
          <div className="grid items-end gap-4 sm:grid-cols-2">
            <Select
              label={text('plant.rollouts.goesOn')}
              value={goesOn}
              choices={rolloutGoesOn.map((one) => ({
                value: one,
                label: text(`plant.rollouts.goesOnChoice.${one}`),
              }))}
              onChange={setGoesOn}
            />
            {goesOn !== 'person' && (
              <NumberField
                label={text(`plant.rollouts.amount.${goesOn}`)}
                value={amount}
                min={1}
                max={1_000_000}
                step={1}
                required
                onChange={(next) => next !== null && setAmount(next)}
              />
            )}
          </div>
        )}
        {kind === 'recipe' ? (
          <Switch
            label={text('plant.rollouts.use')}
            hint={text('plant.rollouts.useHint')}
            checked={use}
            onChange={setUse}
          />
        ) : (
          <TextField
            label={text('plant.rollouts.recipe')}
            hint={text('plant.rollouts.recipeHint')}
            value={recipe}
            maxLength={64}
            onChange={({ target }) => setRecipe(target.value)}
          />
        )}
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={text('plant.rollouts.note')}
            value={note}
            maxLength={500}
            onChange={({ target }) => setNote(target.value)}
          />
          <TextField
            label={text('setup.rollouts.by')}
            value={by}
            maxLength={80}
            onChange={({ target }) => setBy(target.value)}
          />
        </div>
        {rollOut.error && <ErrorNotice error={rollOut.error} />}
      </div>
    </Dialog>
  );
}

function StationTurns({
  stations,
  turns,
  onChange,
}: {
  readonly stations: readonly string[];
  readonly turns: Readonly<Record<string, Turn>>;
  readonly onChange: (turns: Readonly<Record<string, Turn>>) => void;
}) {
  const text = useText();
  const choices = (['none', 'first', 'second'] as const).map((turn) => ({
    value: turn,
    label: text(`plant.rollouts.turn.${turn}`),
  }));
  const all = (turn: Turn): void => onChange(Object.fromEntries(stations.map((name) => [name, turn])));
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => all('first')}>{text('plant.rollouts.allAtOnce')}</Button>
        <Button
          onClick={() =>
            onChange(
              Object.fromEntries(stations.map((name, place) => [name, place === 0 ? 'first' : 'second'])),
            )
          }
        >
          {text('plant.rollouts.oneFirst')}
        </Button>
      </div>
      <ul className="grid max-h-72 gap-3 overflow-y-auto pr-1 sm:grid-cols-2">
        {stations.map((name) => (
          <li key={name}>
            <Select
              label={name}
              value={turns[name] ?? 'none'}
              choices={choices}
              onChange={(turn) => onChange({ ...turns, [name]: turn })}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

function stagesOf(
  stations: readonly string[],
  turns: Readonly<Record<string, Turn>>,
  goesOn: RolloutGoesOn,
  amount: number,
): readonly RolloutStagePlan[] {
  const of = (turn: Turn): readonly string[] => stations.filter((name) => turns[name] === turn);
  const stages = [
    { stations: of('first'), goesOn, amount: goesOn === 'person' ? 0 : amount },
    { stations: of('second'), goesOn: 'person', amount: 0 } as const,
  ];
  return stages.filter((stage) => stage.stations.length > 0);
}
