import { TriangleAlert } from 'lucide-react';
import type { InferenceServerSpec } from '../../../src-inference/contract/index.ts';
import { useSnapshot } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { ErrorNotice, Select } from '../../ui/index.ts';
import { ApplyBar, Section } from '../section.tsx';
import { useSettingsForm } from '../use-settings.ts';
import { ServerFields } from './server-fields.tsx';
import { problemOf, runOn } from './server-form.ts';
import { ServerTests } from './server-tests.tsx';

/** Where the network runs: on this machine, or on inference servers. */
export function ServerSection() {
  const text = useText();
  const form = useSettingsForm('inferenceServer');
  const { inferenceServer: setting } = form.values;
  const place = setting?.enabled ? 'server' : 'here';
  const problem = setting?.enabled ? problemOf(setting.spec) : null;
  const edit = (spec: InferenceServerSpec): void => form.edit({ inferenceServer: { enabled: true, spec } });
  return (
    <Section title={text('setup.server.title')} hint={text('setup.server.hint')}>
      <Present />
      <div className="max-w-md">
        <Select
          label={text('setup.server.where')}
          value={place}
          disabled={!form.mayChange}
          choices={(['here', 'server'] as const).map((value) => ({
            value,
            label: text(`setup.server.places.${value}`),
          }))}
          onChange={(next) => form.edit({ inferenceServer: runOn(next, setting) })}
        />
      </div>
      {setting?.enabled && (
        <>
          <ServerFields spec={setting.spec} disabled={!form.mayChange} onChange={edit} />
          {problem !== null && form.dirty && (
            <p className="text-fail">
              {text(`setup.server.problem.${problem.name}`, { address: problem.address })}
            </p>
          )}
          <ServerTests spec={setting.spec} disabled={problem !== null} />
        </>
      )}
      <ApplyBar
        form={problem === null ? form : { ...form, dirty: false }}
        effect={text('setup.server.effect')}
      />
    </Section>
  );
}

/** Where windows are named just now, and why not where they should be. */
function Present() {
  const text = useText();
  const serving = useSnapshot((snapshot) => snapshot.serving);
  if (serving === null) return null;
  const { place, server, error } = serving;
  return (
    <div className="flex flex-col gap-3" aria-live="polite">
      <dl>
        <dt className="text-muted text-sm">{text('setup.server.now')}</dt>
        <dd
          className={
            place === 'here' ? 'flex items-center gap-2 font-semibold text-warn' : 'break-all font-medium'
          }
        >
          {place === 'here' && <TriangleAlert aria-hidden className="size-5 shrink-0" />}
          {place === 'server'
            ? text('setup.server.nowServer', { server: server ?? '' })
            : text('setup.server.nowHere')}
        </dd>
      </dl>
      {error !== null && <ErrorNotice error={error} />}
    </div>
  );
}
