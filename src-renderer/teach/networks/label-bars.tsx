// For each action: how much of it the network finds, and how often it is right when it names it.
import type { TeachReport } from '../../../src-inference/contract/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { ColorDot } from '../../ui/index.ts';
import type { LabelNames } from '../label-names.ts';

export function LabelBars({ report, names }: { readonly report: TeachReport; readonly names: LabelNames }) {
  const text = useText();
  const formats = useFormats();
  const rows = report.perLabel.toSorted((one, other) => one.f1 - other.f1);
  return (
    <table className="w-full border-separate border-spacing-y-1.5">
      <thead>
        <tr className="text-left text-muted text-sm">
          <th scope="col" className="font-medium">
            {text('teach.report.action')}
          </th>
          <th scope="col" className="w-[32%] font-medium">
            {text('teach.report.recall')}
          </th>
          <th scope="col" className="w-[32%] font-medium">
            {text('teach.report.precision')}
          </th>
          <th scope="col" className="w-24 text-right font-medium">
            {text('teach.report.windows')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, recall, precision, windows }) => (
          <tr key={label}>
            <th scope="row" className="pr-3 text-left font-medium">
              <span className="flex items-center gap-2">
                <ColorDot color={names.isBackground(label) ? null : names.colorOf(label)} />
                <span className="truncate">{names.titleOf(label)}</span>
              </span>
            </th>
            <td className="pr-6">
              <Bar share={recall} text={formats.percent(recall)} />
            </td>
            <td className="pr-6">
              <Bar share={precision} text={formats.percent(precision)} />
            </td>
            <td className="figures text-right text-muted">{formats.number(windows)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Bar({ share, text }: { readonly share: number; readonly text: string }) {
  return (
    <span className="flex items-center gap-3">
      <span aria-hidden className="h-2.5 flex-1 overflow-hidden rounded-full bg-raised">
        <span className="block h-full rounded-full bg-solid-active" style={{ width: `${share * 100}%` }} />
      </span>
      <span className="figures w-12 text-right">{text}</span>
    </span>
  );
}
