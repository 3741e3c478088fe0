import { FolderOpen } from 'lucide-react';
import { useState } from 'react';
import { FolderBrowser } from '../folders/index.tsx';
import { useCommand, useConnection } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { Button, Dialog, ErrorNotice, TextField } from '../ui/index.ts';

/** A path on the station: typed, chosen in the folder browser, or on the desktop in the dialog of the system. */
export function PathField({
  label,
  hint,
  value,
  disabled,
  onChange,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly disabled: boolean;
  readonly onChange: (path: string) => void;
}) {
  const text = useText();
  const connection = useConnection();
  const choose = useCommand('choosePath');
  const [browsing, setBrowsing] = useState(false);
  const isDesktop = connection.state === 'connected' && connection.shell.kind === 'desktop';
  const browse = async (): Promise<void> => {
    if (!isDesktop) {
      setBrowsing(true);
      return;
    }
    const path = await choose.send({ what: 'folder' });
    if (path !== undefined && path !== null) onChange(path);
  };
  return (
    <>
      <div className="flex items-end gap-3">
        <div className="min-w-0 flex-1">
          <TextField
            label={label}
            {...(hint !== undefined && { hint })}
            value={value}
            disabled={disabled}
            onChange={({ target }) => onChange(target.value)}
          />
        </div>
        <Button icon={FolderOpen} disabled={disabled} busy={choose.busy} onClick={() => void browse()}>
          {text('setup.browse')}
        </Button>
      </div>
      {choose.error && <ErrorNotice error={choose.error} />}
      <Dialog open={browsing} onClose={() => setBrowsing(false)} width="medium" title={label}>
        <FolderBrowser
          wish="folder"
          chosen={value}
          onChoose={(path) => {
            onChange(path);
            setBrowsing(false);
          }}
        />
      </Dialog>
    </>
  );
}
