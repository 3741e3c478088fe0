import { type MqttLinkSpec, mqttFormats } from '../../../src-inference/contract/index.ts';
import { useText } from '../../text/index.tsx';
import { NumberField, Select, Switch, TextField } from '../../ui/index.ts';
import { topicsOf } from './link-form.ts';
import { SecretField } from './secret-field.tsx';
import { TlsFields } from './tls-fields.tsx';

export function MqttFields({
  spec,
  onChange,
}: {
  readonly spec: MqttLinkSpec;
  readonly onChange: (spec: MqttLinkSpec) => void;
}) {
  const text = useText();
  const isJson = spec.format === 'json';
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
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
        <TextField
          label={text('setup.links.user')}
          hint={text('setup.links.userHint')}
          value={spec.user ?? ''}
          onChange={({ target }) => onChange({ ...spec, user: target.value || null })}
        />
        <SecretField
          label={text('setup.links.password')}
          hint={text('setup.links.passwordHint')}
          value={spec.password}
          onChange={(password) => onChange({ ...spec, password })}
        />
      </div>
      <TlsFields
        tls={spec.tls}
        hint={text('setup.links.tlsHint')}
        onChange={(tls) => onChange({ ...spec, tls })}
      />
      <div className="grid gap-4 sm:grid-cols-3">
        <Select
          label={text('setup.links.format')}
          value={spec.format}
          choices={mqttFormats.map((one) => ({ value: one, label: text(`setup.links.formats.${one}`) }))}
          onChange={(format) => onChange({ ...spec, format })}
        />
        <TextField
          label={text(isJson ? 'setup.links.topic' : 'setup.links.group')}
          value={spec.group}
          onChange={({ target }) => onChange({ ...spec, group: target.value })}
        />
        <TextField
          label={text(isJson ? 'setup.links.station' : 'setup.links.node')}
          value={spec.station}
          onChange={({ target }) => onChange({ ...spec, station: target.value })}
        />
      </div>
      <p className="break-all font-mono text-muted text-sm">
        {text('setup.links.topics', { topics: topicsOf(spec) })}
      </p>
      <Switch
        label={text('setup.links.steps')}
        hint={text('setup.links.stepsHint')}
        checked={spec.steps}
        onChange={(steps) => onChange({ ...spec, steps })}
      />
      {isJson && (
        <Switch
          label={text('setup.links.identity')}
          hint={text('setup.links.identityHint', { topic: `${spec.group}/${spec.station}/identity/set` })}
          checked={spec.identity}
          onChange={(identity) => onChange({ ...spec, identity })}
        />
      )}
    </>
  );
}
