import { useState } from 'react';
import {
  type InferenceServerSpec,
  serverProtocols,
  usualServerPorts,
} from '../../../src-inference/contract/index.ts';
import { useText } from '../../text/index.tsx';
import { NumberField, Select, TextArea, TextField } from '../../ui/index.ts';
import { SecretField } from '../links/secret-field.tsx';
import { TlsFields } from '../links/tls-fields.tsx';
import { readAddresses } from './server-form.ts';

/** Addresses, model and access of the inference servers. */
export function ServerFields({
  spec,
  disabled,
  onChange,
}: {
  readonly spec: InferenceServerSpec;
  readonly disabled: boolean;
  readonly onChange: (spec: InferenceServerSpec) => void;
}) {
  const text = useText();
  const [typed, setTyped] = useState(spec.addresses.join('\n'));
  const isTyped = readAddresses(typed).join() === spec.addresses.join();
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-[14rem_1fr]">
        <Select
          label={text('setup.server.protocol')}
          value={spec.protocol}
          disabled={disabled}
          choices={serverProtocols.map((value) => ({
            value,
            label: text(`setup.server.protocols.${value}`),
          }))}
          onChange={(protocol) => onChange({ ...spec, protocol })}
        />
        <TextArea
          label={text('setup.server.addresses')}
          hint={text('setup.server.addressesHint')}
          className="figures resize-y font-mono"
          rows={2}
          spellCheck={false}
          placeholder={`inference.plant.example:${usualServerPorts[spec.protocol]}`}
          value={isTyped ? typed : spec.addresses.join('\n')}
          disabled={disabled}
          onChange={({ target }) => {
            setTyped(target.value);
            onChange({ ...spec, addresses: readAddresses(target.value) });
          }}
        />
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={text('setup.server.model')}
          hint={text('setup.server.modelHint')}
          value={spec.model}
          disabled={disabled}
          onChange={({ target }) => onChange({ ...spec, model: target.value })}
        />
        <TextField
          label={text('setup.server.version')}
          hint={text('setup.server.versionHint')}
          value={spec.version ?? ''}
          disabled={disabled}
          onChange={({ target }) => onChange({ ...spec, version: target.value || null })}
        />
        <SecretField
          label={text('setup.server.token')}
          hint={text('setup.server.tokenHint')}
          kept={text('setup.server.tokenKept')}
          value={spec.token}
          disabled={disabled}
          onChange={(token) => onChange({ ...spec, token })}
        />
        <NumberField
          label={text('setup.server.timeout')}
          hint={text('setup.server.timeoutHint')}
          value={spec.timeoutSeconds}
          min={0.02}
          max={60}
          step={0.1}
          required
          disabled={disabled}
          onChange={(timeoutSeconds) => timeoutSeconds !== null && onChange({ ...spec, timeoutSeconds })}
        />
      </div>
      <TlsFields
        tls={spec.tls}
        label={text('setup.server.tls')}
        disabled={disabled}
        onChange={(tls) => onChange({ ...spec, tls })}
      />
    </div>
  );
}
