import { type OpcuaLinkSpec, opcuaSecurities } from '../../../src-inference/contract/index.ts';
import { useText } from '../../text/index.tsx';
import { NumberField, Select, Switch, TextField } from '../../ui/index.ts';
import { SecretField } from './secret-field.tsx';

export function OpcuaFields({
  spec,
  onChange,
}: {
  readonly spec: OpcuaLinkSpec;
  readonly onChange: (spec: OpcuaLinkSpec) => void;
}) {
  const text = useText();
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
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
          label={text('setup.links.station')}
          value={spec.station}
          onChange={({ target }) => onChange({ ...spec, station: target.value })}
        />
        <TextField
          label={text('setup.links.user')}
          hint={text('setup.links.opcuaUserHint')}
          autoComplete="off"
          value={spec.user ?? ''}
          onChange={({ target }) => onChange({ ...spec, user: target.value || null })}
        />
        <SecretField
          label={text('setup.links.password')}
          hint={text('setup.links.passwordHint')}
          value={spec.password}
          onChange={(password) => onChange({ ...spec, password })}
        />
        <Select
          label={text('setup.links.security')}
          value={spec.security}
          choices={opcuaSecurities.map((one) => ({
            value: one,
            label: text(`setup.links.securities.${one}`),
          }))}
          onChange={(security) => onChange({ ...spec, security })}
        />
      </div>
      <Switch
        label={text('setup.links.anonymous')}
        hint={text('setup.links.anonymousHint')}
        checked={spec.anonymous}
        onChange={(anonymous) => onChange({ ...spec, anonymous })}
      />
      <p className="text-muted text-sm">{text('setup.links.trust')}</p>
    </>
  );
}
