import type { LinkTls } from '../../../src-inference/contract/index.ts';
import { useText } from '../../text/index.tsx';
import { Switch, TextField } from '../../ui/index.ts';

const noFiles: LinkTls = { caFile: null, certificateFile: null, keyFile: null };

/** Whether a connection is encrypted, and its certificates. */
export function TlsFields({
  tls,
  hint,
  onChange,
}: {
  readonly tls: LinkTls | null;
  readonly hint: string;
  readonly onChange: (tls: LinkTls | null) => void;
}) {
  const text = useText();
  return (
    <>
      <Switch
        label={text('setup.links.tls')}
        hint={hint}
        checked={tls !== null}
        onChange={(on) => onChange(on ? noFiles : null)}
      />
      {tls !== null && <CertificateFields tls={tls} onChange={onChange} />}
    </>
  );
}

function CertificateFields({
  tls,
  onChange,
}: {
  readonly tls: LinkTls;
  readonly onChange: (tls: LinkTls) => void;
}) {
  const text = useText();
  return (
    <div className="flex flex-col gap-4">
      <TextField
        label={text('setup.links.caFile')}
        hint={text('setup.links.caFileHint')}
        value={tls.caFile ?? ''}
        onChange={({ target }) => onChange({ ...tls, caFile: target.value || null })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={text('setup.links.certificateFile')}
          hint={text('setup.links.certificateHint')}
          value={tls.certificateFile ?? ''}
          onChange={({ target }) => onChange({ ...tls, certificateFile: target.value || null })}
        />
        <TextField
          label={text('setup.links.keyFile')}
          value={tls.keyFile ?? ''}
          onChange={({ target }) => onChange({ ...tls, keyFile: target.value || null })}
        />
      </div>
    </div>
  );
}
