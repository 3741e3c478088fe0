import { policies } from '../../src-inference/contract/index.ts';
import { useSnapshot } from '../hooks/index.ts';
import { useFormats, useText } from '../text/index.tsx';
import { NumberField, Switch } from '../ui/index.ts';
import { ApplyBar, Section } from './section.tsx';
import { ThresholdSection } from './threshold-section.tsx';
import { useSettingsForm } from './use-settings.ts';

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
        <fieldset className="flex flex-col gap-2" disabled={!judging.mayChange}>
          <legend className="mb-2 font-medium text-muted text-sm">{text('setup.judging.policy')}</legend>
          {policies.map((policy) => (
            <label
              key={policy}
              className="flex cursor-pointer gap-4 rounded-xl border border-line p-4 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-3 has-focus-visible:outline-accent"
            >
              <input
                type="radio"
                name="policy"
                className="mt-1 size-5 shrink-0 accent-solid-active"
                checked={judging.values.policy === policy}
                onChange={() => judging.edit({ policy })}
              />
              <span>
                <span className="block font-semibold">{text(`setup.judging.policies.${policy}.name`)}</span>
                <span className="block text-muted">{text(`setup.judging.policies.${policy}.hint`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
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
          <p className="self-center text-muted">
            {judging.values.minProbability === 0
              ? text('setup.judging.minProbabilityNone')
              : text('setup.judging.minProbabilityHint', {
                  percent: formats.percent(judging.values.minProbability),
                })}
          </p>
        </div>
        <ApplyBar form={judging} />
      </Section>
      <ThresholdSection />
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
        <ApplyBar form={pace} />
      </Section>
    </>
  );
}
