import type { WebhookLinkSpec } from '../../../src-inference/contract/index.ts';
import { useText } from '../../text/index.tsx';
import { NumberField, Switch, TextField } from '../../ui/index.ts';
import { SecretField } from './secret-field.tsx';

export function WebhookFields({
  spec,
  onChange,
}: {
  readonly spec: WebhookLinkSpec;
  readonly onChange: (spec: WebhookLinkSpec) => void;
}) {
  const text = useText();
  return (
    <>
      <TextField
        label={text('setup.links.url')}
        hint={text('setup.links.urlHint')}
        value={spec.url}
        onChange={({ target }) => onChange({ ...spec, url: target.value })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <SecretField
          label={text('setup.links.secret')}
          hint={text('setup.links.secretHint')}
          value={spec.secret}
          onChange={(secret) => onChange({ ...spec, secret })}
        />
        <TextField
          label={text('setup.links.station')}
          value={spec.station}
          onChange={({ target }) => onChange({ ...spec, station: target.value })}
        />
        <TextField
          label={text('setup.links.caFile')}
          hint={text('setup.links.caFileHint')}
          value={spec.caFile ?? ''}
          onChange={({ target }) => onChange({ ...spec, caFile: target.value || null })}
        />
        <NumberField
          label={text('setup.links.timeout')}
          value={spec.timeoutSeconds}
          min={1}
          max={120}
          step={1}
          required
          onChange={(timeoutSeconds) => timeoutSeconds !== null && onChange({ ...spec, timeoutSeconds })}
        />
      </div>
      <Switch
        label={text('setup.links.steps')}
        hint={text('setup.links.stepsHint')}
        checked={spec.steps}
        onChange={(steps) => onChange({ ...spec, steps })}
      />
    </>
  );
}
