import { FolderOpen } from 'lucide-react';
import { useState } from 'react';
import { type Pace, paces } from '../../../src-inference/contract/index.ts';
import { FolderBrowser } from '../../folders/index.tsx';
import { useCommand, useConnection } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { Button, ErrorNotice, Select, Switch, TextField } from '../../ui/index.ts';
import type { SourceTabProps } from './source-tab.ts';
import { fileText } from './source-text.ts';

export function FileTab({ watch, busy }: SourceTabProps) {
  const text = useText();
  const connection = useConnection();
  const choosePath = useCommand('choosePath');
  const [path, setPath] = useState('');
  const [pace, setPace] = useState<Pace>('realTime');
  const [loop, setLoop] = useState(false);
  const [tried, setTried] = useState(false);
  const draft = fileText({ path, pace, loop });
  const desktop = connection.state === 'connected' && connection.shell.kind === 'desktop';
  const start = (): void => {
    setTried(true);
    if (draft.text !== null) watch(draft.text);
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
              if (chosen) setPath(chosen);
            }}
          >
            {text('sources.choose')}
          </Button>
          {choosePath.error && <ErrorNotice error={choosePath.error} />}
        </div>
      ) : (
        <FolderBrowser wish="video" chosen={path} onChoose={setPath} />
      )}
      <TextField
        label={text('sources.path')}
        hint={text('sources.pathHint')}
        problem={tried && draft.text === null ? text('sources.pathProblem') : null}
        value={path}
        onChange={(event) => setPath(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && start()}
      />
      <div className="flex flex-wrap items-end gap-x-6 gap-y-4">
        <div className="w-64">
          <Select
            label={text('sources.pace')}
            value={pace}
            choices={paces.toReversed().map((value) => ({ value, label: text(`sources.paces.${value}`) }))}
            onChange={setPace}
          />
        </div>
        <Switch label={text('sources.loop')} checked={loop} onChange={setLoop} />
        <Button variant="primary" large busy={busy} onClick={start} className="ml-auto">
          {text('sources.watch')}
        </Button>
      </div>
    </div>
  );
}
