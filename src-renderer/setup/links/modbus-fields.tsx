import {
  type ModbusLinkSpec,
  type SignalName,
  signalNames,
  signalsOf,
  stationConditions,
} from '../../../src-inference/contract/index.ts';
import { useText } from '../../text/index.tsx';
import { classNames, NumberField, Select, TextField } from '../../ui/index.ts';
import { withTable } from './link-form.ts';

interface FieldsProps {
  readonly spec: ModbusLinkSpec;
  readonly onChange: (spec: ModbusLinkSpec) => void;
}

export function ModbusFields({ spec, onChange }: FieldsProps) {
  const text = useText();
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-3">
        <TextField
          label={text('setup.links.host')}
          value={spec.host}
          onChange={({ target }) => onChange({ ...spec, host: target.value })}
        />
        <NumberField
          label={text('setup.links.port')}
          value={spec.port}
          min={1}
          max={65_535}
          step={1}
          required
          onChange={(port) => port !== null && onChange({ ...spec, port })}
        />
        <NumberField
          label={text('setup.links.unit')}
          value={spec.unit}
          min={0}
          max={255}
          step={1}
          required
          onChange={(unit) => unit !== null && onChange({ ...spec, unit })}
        />
        <NumberField
          label={text('setup.links.heartbeat')}
          value={spec.heartbeatSeconds}
          min={0.1}
          max={60}
          step={0.5}
          required
          onChange={(heartbeatSeconds) =>
            heartbeatSeconds !== null && onChange({ ...spec, heartbeatSeconds })
          }
        />
        <NumberField
          label={text('setup.links.horn')}
          value={spec.hornSeconds}
          min={0}
          max={3600}
          step={1}
          required
          onChange={(hornSeconds) => hornSeconds !== null && onChange({ ...spec, hornSeconds })}
        />
      </div>
      <fieldset className="flex flex-col gap-3">
        <legend className="font-semibold">{text('setup.links.address')}</legend>
        <p className="text-faint text-sm">{text('setup.links.addressHint')}</p>
        {signalNames.map((signal) => (
          <AddressRow key={signal} signal={signal} spec={spec} onChange={onChange} />
        ))}
        <p className="text-muted text-sm">{text('setup.links.heartbeatHint')}</p>
      </fieldset>
      <SignalTable />
    </>
  );
}

function AddressRow({ signal, spec, onChange }: FieldsProps & { readonly signal: SignalName }) {
  const text = useText();
  const at = spec.addresses[signal];
  const set = (next: ModbusLinkSpec['addresses'][SignalName]): void =>
    onChange({ ...spec, addresses: { ...spec.addresses, [signal]: next } });
  const tables = ['coil', 'register', 'none'] as const;
  return (
    <div className="grid grid-cols-[1fr_10rem_8rem] items-end gap-3">
      <span className="pb-2.5">{text(`setup.links.signal.${signal}`)}</span>
      <Select
        label={text('setup.links.table')}
        value={at?.table ?? 'none'}
        choices={tables.map((one) => ({ value: one, label: text(`setup.links.tables.${one}`) }))}
        onChange={(table) => set(withTable(at, table === 'none' ? null : table))}
      />
      {at !== null && (
        <NumberField
          label={text('setup.links.number')}
          value={at.address}
          min={0}
          max={65_535}
          step={1}
          required
          onChange={(address) => address !== null && set({ ...at, address })}
        />
      )}
    </div>
  );
}

const lampColours: Partial<Record<SignalName, string>> = {
  green: 'bg-solid-pass',
  yellow: 'bg-solid-warn',
  red: 'bg-solid-fail',
};

/** What each state of the station shows: the same table by which the signals are written. */
function SignalTable() {
  const text = useText();
  const shown = signalNames.filter((name) => name !== 'heartbeat');
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-left text-sm">
        <caption className="pb-2 text-left font-semibold text-base">{text('setup.links.preview')}</caption>
        <thead>
          <tr className="border-line border-b text-faint">
            <th className="py-2 pr-3 font-medium">{text('setup.links.previewState')}</th>
            {shown.map((signal) => (
              <th key={signal} className="px-2 py-2 text-center font-medium">
                {text(`setup.links.short.${signal}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {stationConditions.map((condition) => (
            <tr key={condition} className="border-line border-b last:border-0">
              <th className="py-2 pr-3 font-normal">{text(`setup.links.condition.${condition}`)}</th>
              {shown.map((signal) => {
                const isOn = signalsOf(condition)[signal];
                return (
                  <td key={signal} className="px-2 py-2 text-center">
                    <span
                      aria-hidden
                      className={classNames(
                        'inline-block size-4 rounded-full border border-line-strong',
                        isOn && (lampColours[signal] ?? 'bg-text'),
                      )}
                    />
                    <span className="sr-only">
                      {text(isOn ? 'setup.links.previewOn' : 'setup.links.previewOff')}
                    </span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
