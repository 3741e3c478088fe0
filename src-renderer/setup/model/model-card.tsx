import { CircleCheck } from 'lucide-react';
import { Fragment, useState } from 'react';
import { type ModelInfo, networkName } from '../../../src-inference/contract/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { Badge, ColorDot, ConfusionMatrix, Select } from '../../ui/index.ts';

/** The model card: the actions that the model knows, and its measured quality. */
export function ModelCard({
  info,
  running,
}: {
  readonly info: ModelInfo;
  /** The file that is loaded; null: this model is not loaded. */
  readonly running: { readonly precision: string; readonly backend: string } | null;
}) {
  const text = useText();
  const formats = useFormats();
  const facts = [
    [text('setup.model.window'), `${formats.number(info.windowSeconds, 2)} s`],
    [text('setup.model.hop'), `${formats.number(info.hopSeconds, 2)} s`],
    [text('setup.model.input'), info.input],
    ...(running === null ? [] : [[text('setup.model.backend'), running.backend]]),
  ] as const;
  return (
    <div className="flex flex-col gap-6">
      <div>
        <h3 className="font-semibold text-lg">{info.name}</h3>
        <p className="mt-1 max-w-prose text-muted">{info.description}</p>
      </div>
      <dl className="grid grid-cols-2 gap-4 lg:grid-cols-4">
        {facts.map(([name, value]) => (
          <div key={name} className="min-w-0">
            <dt className="text-muted text-sm">{name}</dt>
            <dd className="figures wrap-anywhere font-medium">{value}</dd>
          </div>
        ))}
      </dl>
      <div>
        <h4 className="mb-2 text-muted text-sm">{text('setup.model.labels')}</h4>
        <ul className="flex flex-wrap gap-2">
          {info.labels.map(({ name, title, color }) => (
            <li key={name} className="flex min-h-9 items-center gap-2 rounded-lg bg-raised px-3">
              <ColorDot color={color} />
              {title}
              {name === info.background && (
                <span className="text-faint text-sm">{text('setup.model.background')}</span>
              )}
            </li>
          ))}
        </ul>
      </div>
      <Quality info={info} isRunning={running !== null} />
    </div>
  );
}

const rates = ['accuracy', 'precision', 'recall', 'f1'] as const;

function Quality({ info, isRunning }: { readonly info: ModelInfo; readonly isRunning: boolean }) {
  const text = useText();
  const formats = useFormats();
  const measured = info.files.filter(({ quality }) => quality?.confusion);
  const running = isRunning ? networkName(info.choice) : null;
  const [chosen, setChosen] = useState(running ?? (measured[0] && networkName(measured[0])) ?? '');
  const shown = measured.find((file) => networkName(file) === chosen) ?? measured[0];
  const cell = 'px-3 py-2.5 text-right';
  return (
    <div className="flex flex-col gap-5">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard */}
      <div tabIndex={0} className="overflow-x-auto rounded-lg border border-line">
        <table className="figures w-full border-collapse">
          <caption className="sr-only">{text('setup.model.quality')}</caption>
          <thead className="bg-raised text-muted text-sm">
            <tr>
              <th scope="col" className="px-3 py-2.5 text-left font-medium">
                {text('setup.model.file')}
              </th>
              <th scope="col" className={`${cell} font-medium`}>
                {text('setup.model.size')}
              </th>
              {rates.map((rate) => (
                <th key={rate} scope="col" className={`${cell} font-medium`}>
                  {text(`setup.model.rates.${rate}`)}
                </th>
              ))}
              <th scope="col" className={`${cell} font-medium`}>
                {text('setup.model.windows')}
              </th>
            </tr>
          </thead>
          <tbody>
            {info.files.map((file) => (
              <tr key={networkName(file)} className="border-line border-t">
                <th scope="row" className="px-3 py-2.5 text-left font-semibold">
                  <span className="flex items-center gap-3">
                    {networkName(file)}
                    {networkName(file) === running && (
                      <Badge tone="idle" icon={CircleCheck} label={text('setup.model.running')} />
                    )}
                  </span>
                </th>
                <td className={`${cell} text-muted`}>{formats.bytes(file.bytes)}</td>
                {rates.map((rate) => (
                  <td key={rate} className={cell}>
                    {file.quality ? formats.number(file.quality[rate], 3) : '–'}
                  </td>
                ))}
                <td className={`${cell} text-muted`}>
                  {file.quality ? formats.number(file.quality.windows) : text('setup.model.notMeasured')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <dl className="grid max-w-prose gap-x-4 gap-y-1 text-sm sm:grid-cols-[auto_1fr]">
        {(['file', ...rates] as const).map((name) => (
          <Fragment key={name}>
            <dt className="font-medium">
              {text(name === 'file' ? 'setup.model.file' : `setup.model.rates.${name}`)}
            </dt>
            <dd className="text-muted max-sm:mb-2">{text(`setup.model.meaning.${name}`)}</dd>
          </Fragment>
        ))}
      </dl>
      {shown?.quality?.confusion && (
        <div className="flex flex-col gap-4">
          {measured.length > 1 && (
            <div className="max-w-60">
              <Select
                label={text('setup.model.file')}
                value={networkName(shown)}
                choices={measured.map((file) => ({ value: networkName(file), label: networkName(file) }))}
                onChange={setChosen}
              />
            </div>
          )}
          <ConfusionMatrix labels={info.labels} counts={shown.quality.confusion} />
          <p className="text-faint text-sm">{text('setup.model.data', { data: shown.quality.data })}</p>
        </div>
      )}
    </div>
  );
}
