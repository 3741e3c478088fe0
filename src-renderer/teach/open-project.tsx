import { FolderOpen } from 'lucide-react';
import { useState } from 'react';
import { FolderBrowser } from '../folders/index.tsx';
import { useCommand, useIsAllowed } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { Button, Dialog, ErrorNotice } from '../ui/index.ts';

/** Another project than the one of the settings. */
export function OpenProject() {
  const text = useText();
  const open = useCommand('teachOpen');
  const may = useIsAllowed('teachOpen');
  const [browsing, setBrowsing] = useState(false);
  const take = async (directory: string): Promise<void> => {
    const { ok } = await open.attempt({ directory });
    if (ok) setBrowsing(false);
  };
  return (
    <>
      <Button icon={FolderOpen} disabled={!may} onClick={() => setBrowsing(true)}>
        {text('teach.open.button')}
      </Button>
      <Dialog
        open={browsing}
        onClose={() => setBrowsing(false)}
        title={text('teach.open.button')}
        description={text('teach.open.description')}
        width="medium"
      >
        <div className="flex flex-col gap-4">
          {open.error && <ErrorNotice error={open.error} />}
          <FolderBrowser wish="folder" chosen={null} onChoose={(path) => void take(path)} />
        </div>
      </Dialog>
    </>
  );
}
