// The threshold from which a mistake fails a part, with the false alarms and misses of each choice.
import {
  checkerRates,
  type ModelState,
  ratesAt,
  type ThresholdRates,
} from '../../src-inference/contract/index.ts';
import { useSnapshot } from '../hooks/index.ts';
import { useFormats, useText } from '../text/index.tsx';
import { classNames, NumberField } from '../ui/index.ts';
import { RatesChart } from './rates-chart.tsx';
import { ApplyBar, Section } from './section.tsx';
import { useSettingsForm } from './use-settings.ts';

const columns = [
  'goodFailed',
  'goodWarned',
  'badPassed',
  'badWarned',
] as const satisfies readonly (keyof ThresholdRates)[];

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
      {policy !== 'alignment' && <p className="text-warn">{text('setup.judging.thresholdUnused')}</p>}
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
          <p className="text-muted">
            {text('setup.judging.ratesOf', {
              accuracy: formats.percent(accuracy),
              parts: formats.number(checkerRates.parts),
            })}
          </p>
          <p className="text-muted">{text('setup.judging.ratesCondition')}</p>
          <RatesChart rates={rates} threshold={failAbove} />
          <RatesTable
            rates={rates}
            threshold={failAbove}
            disabled={!form.mayChange}
            onChoose={(chosen) => form.edit({ failAbove: chosen })}
          />
        </>
      )}
      <ApplyBar form={form} />
    </Section>
  );
}

/** Accuracy of the network in use. An optimised network without a measurement counts as the exported one. */
function measuredAccuracy({ precision, info }: ModelState & { readonly state: 'ready' }): number | null {
  const measured = info.files.filter(({ quality }) => quality !== null);
  const file = measured.find((one) => one.precision === precision) ?? measured[0];
  return file?.quality?.accuracy ?? null;
}

function RatesTable({
  rates,
  threshold,
  disabled,
  onChoose,
}: {
  readonly rates: readonly ThresholdRates[];
  readonly threshold: number;
  readonly disabled: boolean;
  readonly onChoose: (failAbove: number) => void;
}) {
  const text = useText();
  const formats = useFormats();
  return (
    <div className="overflow-x-auto rounded-lg border border-line">
      <table className="w-full border-collapse">
        <thead className="bg-raised text-left text-muted text-sm">
          <tr>
            <th scope="col" className="px-3 py-2 font-medium">
              {text('setup.judging.failAbove')}
            </th>
            {columns.map((rate) => (
              <th key={rate} scope="col" className="px-3 py-2 font-medium">
                {text(`setup.judging.rates.${rate}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rates.map((row) => (
            <tr
              key={row.failAbove}
              className={classNames('border-line border-t', row.failAbove === threshold && 'bg-accent-soft')}
            >
              <th scope="row" className="p-0 text-left font-semibold">
                <label className="flex min-h-11 cursor-pointer items-center gap-3 px-3">
                  <input
                    type="radio"
                    name="failAbove"
                    className="size-5 accent-solid-active"
                    checked={row.failAbove === threshold}
                    disabled={disabled}
                    onChange={() => onChoose(row.failAbove)}
                  />
                  <span className="figures">{formats.percent(row.failAbove)}</span>
                </label>
              </th>
              {columns.map((rate) => (
                <td key={rate} className="figures px-3">
                  {text('setup.judging.rate', { percent: formats.number(row[rate] * 100, 1) })}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
