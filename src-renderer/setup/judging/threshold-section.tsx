// The threshold from which a mistake fails a part, with the false alarms and the missed mistakes of each choice.
import { checkerRates, type ModelState, ratesAt } from '../../../src-inference/contract/index.ts';
import { useSnapshot } from '../../hooks/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { NumberField } from '../../ui/index.ts';
import { ApplyBar, EffectNote, Section } from '../section.tsx';
import { useSettingsForm } from '../use-settings.ts';
import { ratesFor } from './rates.ts';
import { RatesChart } from './rates-chart.tsx';
import { RatesTable } from './rates-table.tsx';

export function ThresholdSection() {
  const text = useText();
  const formats = useFormats();
  const form = useSettingsForm('failAbove');
  const policy = useSnapshot(({ settings }) => settings.policy);
  const accuracy = useSnapshot(({ model }) => (model.state === 'ready' ? measuredAccuracy(model) : null));
  const rates = accuracy === null ? [] : ratesAt(accuracy);
  const { failAbove } = form.values;
  return (
    <Section title={text('setup.judging.threshold')} hint={text('setup.judging.thresholdHint')}>
      {policy !== 'alignment' && <EffectNote>{text('setup.judging.thresholdUnused')}</EffectNote>}
      <div className="max-w-56">
        <NumberField
          label={text('setup.judging.failAbove')}
          value={Math.round(failAbove * 1000) / 10}
          min={50}
          max={99.9}
          step={1}
          required
          disabled={!form.mayChange}
          onChange={(value) => value !== null && form.edit({ failAbove: value / 100 })}
        />
      </div>
      {accuracy === null || rates.length < 2 ? (
        <p className="text-muted">{text('setup.judging.ratesUnknown')}</p>
      ) : (
        <>
          <p className="max-w-prose font-medium">{sentence(ratesFor(failAbove, rates))}</p>
          <RatesChart rates={rates} threshold={failAbove} />
          <RatesTable
            rates={rates}
            threshold={failAbove}
            disabled={!form.mayChange}
            onChoose={(chosen) => form.edit({ failAbove: chosen })}
          />
          <details className="max-w-prose text-muted">
            <summary className="min-h-11 cursor-pointer py-2.5">{text('setup.judging.ratesFrom')}</summary>
            <p>
              {text('setup.judging.ratesOf', {
                accuracy: formats.percent(accuracy),
                parts: formats.number(checkerRates.parts),
              })}
            </p>
            <p className="mt-2">{text('setup.judging.ratesCondition')}</p>
          </details>
        </>
      )}
      <ApplyBar form={form} effect={text('setup.judging.effect')} />
    </Section>
  );

  function sentence({ goodFailed, goodWarned, badPassed, badWarned }: ReturnType<typeof ratesFor>): string {
    const of1000 = (rate: number): string => formats.number(rate * 1000);
    return text('setup.judging.ratesSentence', {
      goodFailed: of1000(goodFailed),
      goodWarned: of1000(goodWarned),
      badPassed: of1000(badPassed),
      badWarned: of1000(badWarned),
    });
  }
}

/** Accuracy of the network in use. An optimised network without a measurement counts as the exported one. */
function measuredAccuracy({ precision, info }: ModelState & { readonly state: 'ready' }): number | null {
  const measured = info.files.filter(({ quality }) => quality !== null);
  const file = measured.find((one) => one.precision === precision) ?? measured[0];
  return file?.quality?.accuracy ?? null;
}
