// Fields of an element that most elements leave empty: how often, how long, for which parts, and what helps the person.
import { breaches, recipeDefaults } from '../../../src-inference/contract/index.ts';
import { useText } from '../../text/index.tsx';
import { NumberField, Select, TextArea, TextField } from '../../ui/index.ts';
import { type DraftElement, type DraftStep, writeRounds } from '../draft.ts';
import { byDefault } from './action-lists.tsx';
import { useSet } from './use-set.ts';

interface FieldsProps<Element> {
  readonly element: Element;
  readonly text: string;
  readonly readOnly: boolean;
}

type WrittenElement = Exclude<DraftElement, { readonly kind: 'opaque' }>;

/** What the engine takes; the arrow keys go in half seconds. */
export const secondsRange = { min: 0.1, max: 86_400, step: 0.5, lenient: true } as const;

/** Rounds of a group, times of a step. */
export function RepeatFields({ element, text: draftText, readOnly }: FieldsProps<WrittenElement>) {
  const text = useText();
  const set = useSet(element, draftText);
  const rounds = element.repeat ?? { min: 1, max: 1 };
  const setRounds = (min: number, max: number): void =>
    set('repeat', min === 1 && max === 1 ? null : writeRounds({ min, max }));
  const [most, least] =
    element.kind === 'step'
      ? (['timesMost', 'timesLeast'] as const)
      : (['roundsMost', 'roundsLeast'] as const);
  return (
    <div className="grid grid-cols-2 gap-3">
      <NumberField
        label={text(`recipes.editor.${most}`)}
        value={rounds.max}
        min={1}
        max={1000}
        step={1}
        required
        lenient
        disabled={readOnly}
        onChange={(max) => max !== null && setRounds(rounds.min === rounds.max ? max : rounds.min, max)}
      />
      <NumberField
        label={text(`recipes.editor.${least}`)}
        value={rounds.min}
        min={0}
        max={rounds.max}
        step={1}
        required
        lenient
        disabled={readOnly}
        onChange={(min) => min !== null && setRounds(min, rounds.max)}
      />
    </div>
  );
}

/** What it means for the part that the step is left out, or done out of its turn. */
export function BreachFields({ element: step, text: draftText, readOnly }: FieldsProps<DraftStep>) {
  const text = useText();
  const set = useSet(step, draftText);
  return (
    <div className="flex flex-col gap-3">
      {(['missing', 'order'] as const).map((key) => (
        <Select
          key={key}
          label={text(`recipes.editor.${key}`)}
          value={breaches.find((breach) => breach === step[key]) ?? byDefault}
          choices={[
            {
              value: byDefault,
              label: text('recipes.rules.usual', {
                value: text(`recipes.rules.words.${recipeDefaults[key]}`),
              }),
            },
            ...breaches.map((breach) => ({ value: breach, label: text(`recipes.rules.words.${breach}`) })),
          ]}
          disabled={readOnly}
          onChange={(breach) => set(key, breach === byDefault ? null : breach)}
        />
      ))}
    </div>
  );
}

export function TimeAndHelpFields({ element: step, text: draftText, readOnly }: FieldsProps<DraftStep>) {
  const text = useText();
  const set = useSet(step, draftText);
  const { wait } = step;
  const seconds = { ...secondsRange, placeholder: text('recipes.editor.noLimit'), disabled: readOnly };
  return (
    <>
      <NumberField
        label={text('recipes.editor.hold')}
        hint={text('recipes.editor.holdHint')}
        value={step.holdSeconds}
        {...seconds}
        onChange={(value) => set('holdSeconds', value)}
      />
      <fieldset className="flex flex-col gap-3 rounded-lg border border-line p-3">
        <legend className="px-1 font-medium text-muted text-sm">{text('recipes.editor.wait')}</legend>
        <TextField
          label={text('recipes.editor.waitSince')}
          placeholder={text('live.recipe.stepBefore')}
          value={wait.since ?? ''}
          disabled={readOnly}
          onChange={({ target }) => set(['wait', 'since'], target.value || null)}
        />
        <div className="grid grid-cols-2 gap-3">
          <NumberField
            label={text('recipes.editor.waitLeast')}
            value={wait.minSeconds}
            {...seconds}
            onChange={(value) => set(['wait', 'minSeconds'], value)}
          />
          <NumberField
            label={text('recipes.editor.waitMost')}
            value={wait.maxSeconds}
            {...seconds}
            onChange={(value) => set(['wait', 'maxSeconds'], value)}
          />
        </div>
      </fieldset>
      <TextArea
        label={text('recipes.editor.noteForPerson')}
        value={step.note ?? ''}
        disabled={readOnly}
        onChange={({ target }) => set('note', target.value || null)}
      />
      <TextField
        label={text('recipes.editor.picture')}
        hint={text('recipes.editor.pictureHint')}
        placeholder="pictures/base.jpg"
        value={step.picture ?? ''}
        disabled={readOnly}
        onChange={({ target }) => set('picture', target.value || null)}
      />
    </>
  );
}

/** Patterns of codes, with commas between them. */
export function CodeFields({ element, text: draftText, readOnly }: FieldsProps<WrittenElement>) {
  const text = useText();
  const set = useSet(element, draftText);
  return (
    <div className="grid grid-cols-2 gap-3">
      {(['when', 'unless'] as const).map((key) => (
        <TextField
          key={key}
          label={text(`recipes.editor.${key}`)}
          placeholder="L*, R*"
          value={element[key].join(', ')}
          disabled={readOnly}
          onChange={({ target }) => {
            const patterns = target.value.split(',').map((pattern) => pattern.trim());
            set(key, target.value.trim() === '' ? null : patterns);
          }}
        />
      ))}
    </div>
  );
}
