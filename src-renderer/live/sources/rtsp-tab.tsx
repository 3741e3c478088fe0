import { useState } from 'react';
import { useText } from '../../text/index.tsx';
import { Select, TextField } from '../../ui/index.ts';
import { Probe } from './probe.tsx';
import type { SourceTabProps } from './source-tab.ts';
import { type RtspForm, rtspText } from './source-text.ts';
import { useProbe } from './use-probe.ts';

const transports = ['tcp', 'udp'] as const;

export function RtspTab({ watch, busy }: SourceTabProps) {
  const text = useText();
  const [form, setForm] = useState<RtspForm>({
    host: '',
    port: '554',
    path: '/',
    user: '',
    password: '',
    transport: 'tcp',
  });
  const [tried, setTried] = useState(false);
  const { probe, foundOf, look } = useProbe();
  const { text: source, problems } = rtspText(form);
  const change = (part: Partial<RtspForm>): void => setForm((before) => ({ ...before, ...part }));
  const use = (then: (source: string) => unknown): void => {
    setTried(true);
    if (source !== null) then(source);
  };
  const problem = (field: keyof RtspForm, words: string): string | null =>
    tried && problems.some((one) => one === field) ? words : null;
  return (
    <div className="flex h-full flex-wrap gap-6 overflow-y-auto p-1">
      <div className="flex w-80 shrink-0 flex-col gap-4">
        <TextField
          label={text('sources.host')}
          value={form.host}
          problem={problem('host', text('sources.hostProblem'))}
          placeholder="192.168.1.20"
          onChange={(event) => change({ host: event.target.value })}
        />
        <div className="grid grid-cols-[1fr_6rem] gap-3">
          <TextField
            label={text('sources.rtspPath')}
            value={form.path}
            onChange={(event) => change({ path: event.target.value })}
          />
          <TextField
            label={text('sources.port')}
            inputMode="numeric"
            value={form.port}
            problem={problem('port', text('sources.portProblem'))}
            onChange={(event) => change({ port: event.target.value })}
          />
        </div>
        <TextField
          label={text('sources.user')}
          value={form.user}
          onChange={(event) => change({ user: event.target.value })}
        />
        <TextField
          label={text('sources.password')}
          hint={text('sources.passwordHint')}
          type="password"
          autoComplete="new-password"
          value={form.password}
          onChange={(event) => change({ password: event.target.value })}
        />
        <Select
          label={text('sources.transport')}
          value={form.transport}
          choices={transports.map((value) => ({ value, label: text(`sources.transports.${value}`) }))}
          onChange={(transport) => change({ transport })}
        />
      </div>
      <Probe
        probe={probe}
        found={foundOf(source)}
        lookLabel={text('sources.look')}
        onLook={() => use(look)}
        onWatch={() => use(watch)}
        busy={busy}
      />
    </div>
  );
}
