import { FolderOpen } from 'lucide-react';
import { useState } from 'react';
import { type Pace, paces } from '../../src-inference/contract/index.ts';
import { FolderBrowser } from '../folders/index.tsx';
import { useCommand, useConnection, useKeptForm } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { Button, DialogFooter, ErrorNotice, Select, Switch, TextField } from '../ui/index.ts';
import type { SourceTabProps } from './source-tab.ts';
import { fileText } from './source-text.ts';

export function FileTab({ watch, busy }: SourceTabProps) {
  const text = useText();
  const connection = useConnection();
  const choosePath = useCommand('choosePath');
  const [form, change] = useKeptForm<{ readonly path: string; readonly pace: Pace; readonly loop: boolean }>(
    'file',
    { path: '', pace: 'realTime', loop: false },
  );
  const [tried, setTried] = useState(false);
  const draft = fileText(form);
  const desktop = connection.state === 'connected' && connection.shell.kind === 'desktop';
  const start = (): void => {
    setTried(true);
    if (draft.text === null) return;
    // The next file is played as usual, whatever was wished for this one.
    change({ pace: 'realTime', loop: false });
    watch(draft.text);
  };
  return (
    <div className="flex h-full min-h-0 flex-col gap-4">
      {desktop ? (
        <div>
          <Button
            large
            icon={FolderOpen}
            busy={choosePath.busy}
            onClick={async () => {
              const chosen = await choosePath.send({ what: 'video' });
              if (chosen) change({ path: chosen });
            }}
          >
            {text('sources.choose')}
          </Button>
          {choosePath.error && <ErrorNotice error={choosePath.error} />}
        </div>
      ) : (
        <FolderBrowser wish="video" chosen={form.path} onChoose={(path) => change({ path })} />
      )}
      <TextField
        label={text('sources.path')}
        hint={text('sources.pathHint')}
        problem={tried && draft.text === null ? text('sources.pathProblem') : null}
        value={form.path}
        onChange={(event) => change({ path: event.target.value })}
        onKeyDown={(event) => event.key === 'Enter' && start()}
      />
      <div className="flex flex-wrap items-end gap-x-6 gap-y-4">
        <div className="w-64">
          <Select
            label={text('sources.pace')}
            value={form.pace}
            choices={paces.toReversed().map((value) => ({ value, label: text(`sources.paces.${value}`) }))}
            onChange={(pace) => change({ pace })}
          />
        </div>
        <Switch label={text('sources.loop')} checked={form.loop} onChange={(loop) => change({ loop })} />
        <DialogFooter>
          <Button variant="primary" large busy={busy} onClick={start}>
            {text('sources.watch')}
          </Button>
        </DialogFooter>
      </div>
    </div>
  );
}
