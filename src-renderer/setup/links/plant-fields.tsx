import { type PlantLinkSpec, rolloutAcceptances } from '../../../src-inference/contract/index.ts';
import { useText } from '../../text/index.tsx';
import { Select, TextField } from '../../ui/index.ts';
import { SecretField } from './secret-field.tsx';

export function PlantFields({
  spec,
  onChange,
}: {
  readonly spec: PlantLinkSpec;
  readonly onChange: (spec: PlantLinkSpec) => void;
}) {
  const text = useText();
  return (
    <>
      <TextField
        label={text('setup.links.plantUrl')}
        hint={text('setup.links.plantUrlHint')}
        value={spec.url}
        onChange={({ target }) => onChange({ ...spec, url: target.value })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={text('setup.links.station')}
          value={spec.station}
          onChange={({ target }) => onChange({ ...spec, station: target.value })}
        />
        <SecretField
          label={text('setup.links.token')}
          hint={text('setup.links.tokenHint')}
          value={spec.token}
          onChange={(token) => onChange({ ...spec, token: token ?? '' })}
        />
        <Select
          label={text('setup.links.accept')}
          value={spec.accept}
          choices={rolloutAcceptances.map((one) => ({
            value: one,
            label: text(`setup.links.acceptances.${one}`),
          }))}
          onChange={(accept) => onChange({ ...spec, accept })}
        />
        <TextField
          label={text('setup.links.caFile')}
          hint={text('setup.links.caFileHint')}
          value={spec.caFile ?? ''}
          onChange={({ target }) => onChange({ ...spec, caFile: target.value || null })}
        />
      </div>
    </>
  );
}
