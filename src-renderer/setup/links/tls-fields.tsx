import type { LinkTls } from '../../../src-inference/contract/index.ts';
import { useText } from '../../text/index.tsx';
import { TextField } from '../../ui/index.ts';

export const noCertificates: LinkTls = { caFile: null, certificateFile: null, keyFile: null };

/** Certificates of an encrypted connection. */
export function TlsFields({
  tls,
  disabled = false,
  onChange,
}: {
  readonly tls: LinkTls;
  readonly disabled?: boolean;
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
