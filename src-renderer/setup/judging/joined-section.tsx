import { joinedPartRules } from '../../../src-inference/contract/index.ts';
import { useText } from '../../text/index.tsx';
import { ChoiceCards } from '../choice-cards.tsx';
import { ApplyBar, Section } from '../section.tsx';
import { useSettingsForm } from '../use-settings.ts';

/** What becomes of a part whose beginning was not seen. */
export function JoinedSection() {
  const text = useText();
  const form = useSettingsForm('joinedParts');
  return (
    <Section title={text('setup.judging.joined.title')} hint={text('setup.judging.joined.hint')}>
      <ChoiceCards
        legend={text('setup.judging.joined.rule')}
        name="joinedParts"
        choices={joinedPartRules.map((value) => ({
          value,
          label: text(`setup.judging.joined.${value}.name`),
          hint: text(`setup.judging.joined.${value}.hint`),
        }))}
        value={form.values.joinedParts}
        disabled={!form.mayChange}
        onChange={(joinedParts) => form.edit({ joinedParts })}
      />
      <ApplyBar form={form} effect={text('setup.judging.effect')} />
    </Section>
  );
}
