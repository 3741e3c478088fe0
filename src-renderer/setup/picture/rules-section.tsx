import {
  type PictureRule,
  pictureRules,
  pictureSensitivities,
  pictureStates,
  type UnusualPicture,
} from '../../../src-inference/contract/index.ts';
import { useText } from '../../text/index.tsx';
import { Select } from '../../ui/index.ts';
import { ChoiceCards } from '../choice-cards.tsx';
import { ApplyBar, Section } from '../section.tsx';
import { useSettingsForm } from '../use-settings.ts';

const unusual = pictureStates.filter((state): state is UnusualPicture => state !== 'usual');

/** What follows from a picture that is not the usual one, and how soon. */
export function RulesSection() {
  const text = useText();
  const form = useSettingsForm('picture');
  const { sensitivity, rules } = form.values.picture;
  const setRule = (state: UnusualPicture, rule: PictureRule): void =>
    form.edit({ picture: { sensitivity, rules: { ...rules, [state]: rule } } });
  return (
    <Section title={text('setup.picture.rules')} hint={text('setup.picture.rulesHint')}>
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {unusual.map((state) => (
          <Select
            key={state}
            label={text(`live.picture.${state}.word`)}
            value={rules[state]}
            choices={pictureRules.map((value) => ({ value, label: text(`setup.picture.rule.${value}`) }))}
            disabled={!form.mayChange}
            onChange={(rule) => setRule(state, rule)}
          />
        ))}
      </div>
      <ChoiceCards
        legend={text('setup.picture.sensitivity')}
        name="pictureSensitivity"
        choices={pictureSensitivities.map((value) => ({
          value,
          label: text(`setup.picture.sensitivities.${value}.name`),
          hint: text(`setup.picture.sensitivities.${value}.hint`),
        }))}
        value={sensitivity}
        disabled={!form.mayChange}
        onChange={(chosen) => form.edit({ picture: { sensitivity: chosen, rules } })}
      />
      <ApplyBar form={form} effect={text('setup.picture.effect')} />
    </Section>
  );
}
