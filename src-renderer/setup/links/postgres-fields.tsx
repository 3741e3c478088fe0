import type { PostgresLinkSpec } from '../../../src-inference/contract/index.ts';
import { useText } from '../../text/index.tsx';
import { NumberField, TextField } from '../../ui/index.ts';
import { SecretField } from './secret-field.tsx';
import { TlsFields } from './tls-fields.tsx';

export function PostgresFields({
  spec,
  onChange,
}: {
  readonly spec: PostgresLinkSpec;
  readonly onChange: (spec: PostgresLinkSpec) => void;
}) {
  const text = useText();
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
          label={text('setup.links.database')}
          value={spec.database}
          onChange={({ target }) => onChange({ ...spec, database: target.value })}
        />
        <TextField
          label={text('setup.links.station')}
          hint={text('setup.links.stationOwn')}
          value={spec.station}
          onChange={({ target }) => onChange({ ...spec, station: target.value })}
        />
        <TextField
          label={text('setup.links.databaseUser')}
          value={spec.user}
          onChange={({ target }) => onChange({ ...spec, user: target.value })}
        />
        <SecretField
          label={text('setup.links.password')}
          hint={text('setup.links.passwordHint')}
          value={spec.password}
          onChange={(password) => onChange({ ...spec, password })}
        />
        <NumberField
          label={text('setup.links.earlierDays')}
          hint={text('setup.links.earlierDaysHint')}
          value={spec.earlierDays}
          min={0}
          max={3650}
          step={1}
          required
          onChange={(earlierDays) => earlierDays !== null && onChange({ ...spec, earlierDays })}
        />
      </div>
      <TlsFields
        tls={spec.tls}
        hint={text('setup.links.databaseTlsHint')}
        onChange={(tls) => onChange({ ...spec, tls })}
      />
    </>
  );
}
