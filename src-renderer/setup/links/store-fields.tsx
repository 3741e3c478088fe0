import type { StoreLinkSpec, StoreTarget } from '../../../src-inference/contract/index.ts';
import { useText } from '../../text/index.tsx';
import { Select, TextField } from '../../ui/index.ts';
import { newBucket, newFolder, storeNames } from './link-form.ts';
import { SecretField } from './secret-field.tsx';

const targetTypes = ['folder', 's3'] as const;

export function StoreFields({
  spec,
  onChange,
}: {
  readonly spec: StoreLinkSpec;
  readonly onChange: (spec: StoreLinkSpec) => void;
}) {
  const text = useText();
  const { target } = spec;
  const change = (next: StoreTarget): void => onChange({ ...spec, target: next });
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          label={text('setup.links.targetType')}
          value={target.type}
          choices={targetTypes.map((one) => ({ value: one, label: text(`setup.links.targets.${one}`) }))}
          onChange={(type) => type !== target.type && change(type === 'folder' ? newFolder : newBucket)}
        />
        <TextField
          label={text('setup.links.station')}
          value={spec.station}
          onChange={({ target: field }) => onChange({ ...spec, station: field.value })}
        />
      </div>
      {target.type === 'folder' ? (
        <TextField
          label={text('setup.links.storePath')}
          hint={text('setup.links.storePathHint')}
          value={target.path}
          onChange={({ target: field }) => change({ ...target, path: field.value })}
        />
      ) : (
        <BucketFields target={target} onChange={change} />
      )}
      <p className="break-all font-mono text-muted text-sm">
        {text('setup.links.storeNames', { names: storeNames(spec) })}
      </p>
    </>
  );
}

function BucketFields({
  target,
  onChange,
}: {
  readonly target: Extract<StoreTarget, { type: 's3' }>;
  readonly onChange: (target: StoreTarget) => void;
}) {
  const text = useText();
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField
        label={text('setup.links.endpoint')}
        hint={text('setup.links.endpointHint')}
        value={target.endpoint}
        onChange={({ target: field }) => onChange({ ...target, endpoint: field.value })}
      />
      <TextField
        label={text('setup.links.region')}
        value={target.region}
        onChange={({ target: field }) => onChange({ ...target, region: field.value })}
      />
      <TextField
        label={text('setup.links.bucket')}
        value={target.bucket}
        onChange={({ target: field }) => onChange({ ...target, bucket: field.value })}
      />
      <TextField
        label={text('setup.links.prefix')}
        hint={text('setup.links.prefixHint')}
        value={target.prefix}
        onChange={({ target: field }) => onChange({ ...target, prefix: field.value })}
      />
      <TextField
        label={text('setup.links.accessKey')}
        value={target.accessKeyId}
        autoComplete="off"
        onChange={({ target: field }) => onChange({ ...target, accessKeyId: field.value })}
      />
      <SecretField
        label={text('setup.links.secretKey')}
        hint={text('setup.links.secretKeyHint')}
        value={target.secretAccessKey}
        onChange={(key) => onChange({ ...target, secretAccessKey: key ?? '' })}
      />
      <TextField
        label={text('setup.links.caFile')}
        hint={text('setup.links.caFileHint')}
        value={target.caFile ?? ''}
        onChange={({ target: field }) => onChange({ ...target, caFile: field.value || null })}
      />
    </div>
  );
}
