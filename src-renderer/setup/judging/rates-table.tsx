import type { ThresholdRates } from '../../../src-inference/contract/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { classNames } from '../../ui/index.ts';
import { rateGroups } from './rates.ts';

const names = rateGroups.flatMap(({ rates }) => rates);

/** The figures of the charts, named as there. A row is a threshold that can be chosen. */
export function RatesTable({
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
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
    <div tabIndex={0} className="overflow-x-auto rounded-lg border border-line">
      <table className="w-full border-collapse">
        <thead className="bg-raised text-left text-muted text-sm">
          <tr>
            <th rowSpan={2} scope="col" className="min-w-28 px-3 py-2 align-bottom font-medium">
              {text('setup.judging.failAbove')}
            </th>
            {rateGroups.map(({ group, rates: columns }) => (
              <th
                key={group}
                colSpan={columns.length}
                scope="colgroup"
                className="border-line border-b px-3 py-2 font-medium"
              >
                {text(`setup.judging.groups.${group}.title`)}
              </th>
            ))}
          </tr>
          <tr>
            {names.map((rate) => (
              <th key={rate} scope="col" className="min-w-36 px-3 py-2 font-medium">
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
              {names.map((rate) => (
                <td key={rate} className="figures px-3">
                  {formats.percent(row[rate], 1)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
