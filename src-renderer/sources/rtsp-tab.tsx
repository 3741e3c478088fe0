import { useState } from 'react';
import type { SourceLogin } from '../../src-inference/contract/index.ts';
import { useKeptForm, useStationQuery } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { Select, TextField } from '../ui/index.ts';
import { LossRuleSelect } from './loss-rule-select.tsx';
import { Probe } from './probe.tsx';
import type { SourceTabProps } from './source-tab.ts';
import { type RtspForm, rtspText } from './source-text.ts';
import { useProbe } from './use-probe.ts';

const transports = ['tcp', 'udp'] as const;

export function RtspTab({ watch, busy }: SourceTabProps) {
  const text = useText();
  const [form, change] = useKeptForm<RtspForm>('rtsp', {
    host: '',
    port: '554',
    path: '/',
    transport: 'tcp',
    afterLoss: 'skip',
  });
  // Neither is kept in the browser, nor shown again.
  const [user, setUser] = useState('');
  const [password, setPassword] = useState('');
  const login = user.trim() === '' ? undefined : { user: user.trim(), password };
  const [tried, setTried] = useState(false);
  const { probe, foundOf, look } = useProbe();
  const { text: source, problems } = rtspText(form);
  const kept = useStationQuery(
    'readLogin',
    { source: source ?? '' },
    { enabled: source !== null, transient: true },
  );
  const use = (then: (source: string, login?: SourceLogin) => unknown): void => {
    setTried(true);
    if (source !== null) then(source, login);
  };
  const problem = (field: keyof RtspForm, words: string): string | null =>
    tried && problems.some((one) => one === field) ? words : null;
  return (
    <div className="flex h-full flex-wrap gap-6 overflow-y-auto p-1">
      <div className="flex w-80 max-w-full shrink-0 flex-col gap-4">
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
          hint={kept.data ? text('sources.loginKept', { user: kept.data.user }) : text('sources.userHint')}
          autoComplete="off"
          value={user}
          onChange={(event) => setUser(event.target.value)}
        />
        <TextField
          label={text('sources.password')}
          hint={text('sources.passwordHint')}
          type="password"
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Select
          label={text('sources.transport')}
          value={form.transport}
          choices={transports.map((value) => ({ value, label: text(`sources.transports.${value}`) }))}
          onChange={(transport) => change({ transport })}
        />
        <LossRuleSelect value={form.afterLoss} onChange={(afterLoss) => change({ afterLoss })} />
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
