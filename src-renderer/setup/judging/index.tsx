import { policies } from '../../../src-inference/contract/index.ts';
import { useSnapshot } from '../../hooks/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { NumberField, Switch } from '../../ui/index.ts';
import { ChoiceCards } from '../choice-cards.tsx';
import { ApplyBar, Section } from '../section.tsx';
import { useSettingsForm } from '../use-settings.ts';
import { JoinedSection } from './joined-section.tsx';
import { ThresholdSection } from './threshold-section.tsx';

/** How actions become verdicts, and how often the network runs. */
export function JudgingSection() {
  const text = useText();
  const formats = useFormats();
  const model = useSnapshot((snapshot) => snapshot.model);
  const judging = useSettingsForm('policy', 'minProbability');
  const pace = useSettingsForm('hopSeconds');
  const card = model.state === 'ready' ? model.info : null;
  const hop = pace.values.hopSeconds ?? card?.hopSeconds ?? null;
  return (
    <>
      <Section title={text('setup.judging.title')} hint={text('setup.judging.hint')}>
        <ChoiceCards
          legend={text('setup.judging.policy')}
          name="policy"
          choices={policies.map((value) => ({
            value,
            label: text(`setup.judging.policies.${value}.name`),
            hint: text(`setup.judging.policies.${value}.hint`),
          }))}
          value={judging.values.policy}
          disabled={!judging.mayChange}
          onChange={(policy) => judging.edit({ policy })}
        />
        <div className="grid max-w-2xl gap-x-6 gap-y-2 sm:grid-cols-[14rem_1fr]">
          <NumberField
            label={text('setup.judging.minProbability')}
            value={Math.round(judging.values.minProbability * 1000) / 10}
            min={0}
            max={100}
            step={5}
            required
            disabled={!judging.mayChange}
            onChange={(value) => value !== null && judging.edit({ minProbability: value / 100 })}
          />
          <p className="text-muted sm:mt-7">
            {judging.values.minProbability === 0
              ? text('setup.judging.minProbabilityNone')
              : text('setup.judging.minProbabilityHint', {
                  percent: formats.percent(judging.values.minProbability),
                })}
          </p>
        </div>
        <ApplyBar form={judging} effect={text('setup.judging.effect')} />
      </Section>
      <ThresholdSection />
      <JoinedSection />
      <Section title={text('setup.judging.pace')} hint={text('setup.judging.paceHint')}>
        <Switch
          label={text('setup.judging.asCard')}
          {...(card !== null && {
            hint: text('setup.judging.asCardHint', { seconds: formats.number(card.hopSeconds, 2) }),
          })}
          checked={pace.values.hopSeconds === null}
          disabled={!pace.mayChange}
          onChange={(asCard) => pace.edit({ hopSeconds: asCard ? null : (card?.hopSeconds ?? 0.5) })}
        />
        {pace.values.hopSeconds !== null && (
          <div className="max-w-56">
            <NumberField
              label={text('setup.judging.hop')}
              value={pace.values.hopSeconds}
              min={0.01}
              max={60}
              step={0.05}
              required
              disabled={!pace.mayChange}
              onChange={(value) => value !== null && pace.edit({ hopSeconds: value })}
            />
          </div>
        )}
        {hop !== null && card !== null && (
          <p className="text-muted">
            {text('setup.judging.looks', {
              perSecond: formats.number(1 / hop, 1),
              window: formats.number(card.windowSeconds, 1),
            })}
          </p>
        )}
        <ApplyBar form={pace} effect={text('setup.judging.effect')} />
      </Section>
    </>
  );
}
