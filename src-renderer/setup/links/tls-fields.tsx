import type { LinkTls } from '../../../src-inference/contract/index.ts';
import { useText } from '../../text/index.tsx';
import { Switch, TextField } from '../../ui/index.ts';

const noFiles: LinkTls = { caFile: null, certificateFile: null, keyFile: null };

/** Whether a connection is encrypted, and its certificates. */
export function TlsFields({
  tls,
  label,
  hint,
  disabled = false,
  onChange,
}: {
  readonly tls: LinkTls | null;
  /** Left out: that of a connection. */
  readonly label?: string;
  readonly hint?: string;
  readonly disabled?: boolean;
  readonly onChange: (tls: LinkTls | null) => void;
}) {
  const text = useText();
  return (
    <>
      <Switch
        label={label ?? text('setup.links.tls')}
        {...(hint !== undefined && { hint })}
        checked={tls !== null}
        disabled={disabled}
        onChange={(on) => onChange(on ? noFiles : null)}
      />
      {tls !== null && <CertificateFields tls={tls} disabled={disabled} onChange={onChange} />}
    </>
  );
}

function CertificateFields({
  tls,
  disabled,
  onChange,
}: {
  readonly tls: LinkTls;
  readonly disabled: boolean;
  readonly onChange: (tls: LinkTls) => void;
}) {
  const text = useText();
  return (
    <div className="flex flex-col gap-4">
      <TextField
        label={text('setup.links.caFile')}
        hint={text('setup.links.caFileHint')}
        value={tls.caFile ?? ''}
        disabled={disabled}
        onChange={({ target }) => onChange({ ...tls, caFile: target.value || null })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={text('setup.links.certificateFile')}
          hint={text('setup.links.certificateHint')}
          value={tls.certificateFile ?? ''}
          disabled={disabled}
          onChange={({ target }) => onChange({ ...tls, certificateFile: target.value || null })}
        />
        <TextField
          label={text('setup.links.keyFile')}
          value={tls.keyFile ?? ''}
          disabled={disabled}
          onChange={({ target }) => onChange({ ...tls, keyFile: target.value || null })}
        />
      </div>
    </div>
  );
}
