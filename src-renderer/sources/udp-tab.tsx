import { streamFormats } from '../../src-inference/contract/index.ts';
import { useKeptForm } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { Select, TextField } from '../ui/index.ts';
import { LossRuleSelect } from './loss-rule-select.tsx';
import { Probe } from './probe.tsx';
import type { SourceTabProps } from './source-tab.ts';
import { type UdpForm, udpText } from './source-text.ts';
import { useProbe } from './use-probe.ts';

export function UdpTab({ watch, busy }: SourceTabProps) {
  const text = useText();
  const [form, change] = useKeptForm<UdpForm>('udp', {
    address: '0.0.0.0',
    port: '5000',
    interface: '',
    format: 'auto',
    afterLoss: 'skip',
  });
  const { probe, foundOf, look } = useProbe();
  const { text: source, problems } = udpText(form);
  return (
    <div className="flex h-full flex-wrap gap-6 overflow-y-auto p-1">
      <div className="flex w-80 max-w-full shrink-0 flex-col gap-4">
        <TextField
          label={text('sources.port')}
          inputMode="numeric"
          value={form.port}
          problem={problems.length > 0 ? text('sources.portProblem') : null}
          onChange={(event) => change({ port: event.target.value })}
        />
        <TextField
          label={text('sources.address')}
          hint={text('sources.addressHint')}
          value={form.address}
          onChange={(event) => change({ address: event.target.value })}
        />
        <TextField
          label={text('sources.interface')}
          hint={text('sources.interfaceHint')}
          value={form.interface}
          onChange={(event) => change({ interface: event.target.value })}
        />
        <Select
          label={text('sources.format')}
          value={form.format}
          choices={[
            { value: 'auto', label: text('sources.formatAuto') },
            ...streamFormats.map((value) => ({ value, label: value })),
          ]}
          onChange={(format) => change({ format })}
        />
        <LossRuleSelect value={form.afterLoss} onChange={(afterLoss) => change({ afterLoss })} />
      </div>
      <Probe
        probe={probe}
        found={foundOf(source)}
        lookLabel={text('sources.listen')}
        onLook={() => source !== null && void look(source)}
        onWatch={() => source !== null && watch(source)}
        busy={busy}
      />
    </div>
  );
}
