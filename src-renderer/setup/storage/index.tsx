import { FolderPlus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useSnapshot } from '../../hooks/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { Button, IconButton } from '../../ui/index.ts';
import { PathField } from '../path-field.tsx';
import { ApplyBar, Section } from '../section.tsx';
import { useSettingsForm } from '../use-settings.ts';
import { RetentionBox } from './retention-box.tsx';
import { UseBox } from './use-box.tsx';

/** What takes up the disk, how long files stay, the folder of the recordings, and the folders that screens may open. */
export function StorageSection() {
  const text = useText();
  const formats = useFormats();
  const free = useSnapshot((snapshot) => snapshot.health?.freeDiskBytes ?? null);
  const recordings = useSettingsForm('recordings');
  const folders = useSettingsForm('folders');
  const [added, setAdded] = useState('');
  const list = folders.values.folders;
  const add = (path: string): void => {
    if (path.trim() !== '' && !list.includes(path.trim())) folders.edit({ folders: [...list, path.trim()] });
    setAdded('');
  };
  return (
    <>
      <UseBox />
      <RetentionBox />
      <Section title={text('setup.storage.recordings')} hint={text('setup.storage.recordingsHint')}>
        <PathField
          label={text('setup.storage.folder')}
          value={recordings.values.recordings}
          disabled={!recordings.mayChange}
          onChange={(path) => recordings.edit({ recordings: path })}
        />
        {free !== null && (
          <p className="figures text-muted">{text('setup.storage.free', { size: formats.bytes(free) })}</p>
        )}
        <ApplyBar form={recordings} effect={text('setup.storage.recordingsEffect')} />
      </Section>
      <Section title={text('setup.storage.folders')} hint={text('setup.storage.foldersHint')}>
        <ul className="flex flex-col gap-2">
          {list.map((path) => (
            <li key={path} className="flex items-center gap-3 rounded-lg bg-raised pl-4">
              <span className="min-w-0 flex-1 break-all font-mono text-sm">{path}</span>
              <IconButton
                icon={Trash2}
                name={text('setup.storage.remove', { path })}
                disabled={!folders.mayChange}
                onClick={() => folders.edit({ folders: list.filter((one) => one !== path) })}
              />
            </li>
          ))}
          {list.length === 0 && <li className="text-muted">{text('setup.storage.noFolders')}</li>}
        </ul>
        <div className="flex flex-wrap items-end gap-3">
          <div className="min-w-64 flex-1">
            <PathField
              label={text('setup.storage.another')}
              value={added}
              disabled={!folders.mayChange}
              onChange={setAdded}
            />
          </div>
          <Button
            icon={FolderPlus}
            disabled={!folders.mayChange || added.trim() === ''}
            onClick={() => add(added)}
          >
            {text('setup.storage.add')}
          </Button>
        </div>
        <ApplyBar form={folders} effect={text('setup.storage.foldersEffect')} />
      </Section>
    </>
  );
}
