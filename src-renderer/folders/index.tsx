// Looks through the folders of the station that the settings allow: for a video, a model, or a folder.
import { ArrowUp, FileVideo, Folder } from 'lucide-react';
import { useState } from 'react';
import type { Commands } from '../../src-inference/contract/index.ts';
import { useAnswer } from '../binding/index.tsx';
import { useFormats, useText } from '../text/index.tsx';
import { Button, ErrorNotice } from '../ui/index.ts';

/** `model`: a folder with a model card; `folder`: any. */
export type FolderWish = 'video' | 'model' | 'folder';

export function FolderBrowser({
  wish,
  chosen,
  onChoose,
}: {
  readonly wish: FolderWish;
  /** Path that is marked. */
  readonly chosen: string | null;
  readonly onChoose: (path: string) => void;
}) {
  const text = useText();
  const formats = useFormats();
  const [path, setPath] = useState<string | null>(null);
  const kind: Commands['listFolder']['input']['kind'] = wish === 'folder' ? 'any' : wish;
  const listing = useAnswer('listFolder', { path, kind });
  const row =
    'flex min-h-12 w-full items-center gap-3 rounded-md px-3 text-left hover:bg-raised aria-pressed:bg-accent-soft';
  return (
    <section aria-label={text('folders.title')} className="flex min-h-0 flex-col gap-3">
      <div className="flex items-center gap-3">
        <Button
          icon={ArrowUp}
          disabled={path === null}
          onClick={() => setPath(listing.state === 'ready' ? listing.output.parent : null)}
        >
          {text('folders.up')}
        </Button>
        <p className="min-w-0 flex-1 break-all font-mono text-muted text-sm">{path ?? text('folders.top')}</p>
        {path !== null && wish !== 'video' && (
          <Button look="primary" onClick={() => onChoose(path)}>
            {text('folders.take')}
          </Button>
        )}
      </div>
      {listing.state === 'failed' && <ErrorNotice error={listing.error} />}
      <ul className="max-h-80 min-h-24 overflow-y-auto rounded-lg border border-line bg-ground p-1">
        {listing.state === 'loading' && <li className="p-3 text-muted">{text('common.loading')}</li>}
        {listing.state === 'ready' &&
          listing.output.folders.map((folder) => (
            <li key={folder.path}>
              <button type="button" className={row} onClick={() => setPath(folder.path)}>
                <Folder aria-hidden className="size-5 shrink-0 text-accent" />
                <span className="truncate">{folder.name}</span>
              </button>
            </li>
          ))}
        {listing.state === 'ready' &&
          wish === 'video' &&
          listing.output.files.map((file) => (
            <li key={file.path}>
              <button
                type="button"
                className={row}
                aria-pressed={file.path === chosen}
                onClick={() => onChoose(file.path)}
              >
                <FileVideo aria-hidden className="size-5 shrink-0 text-muted" />
                <span className="min-w-0 flex-1 truncate">{file.name}</span>
                <span className="figures text-muted text-sm">{formats.bytes(file.bytes)}</span>
              </button>
            </li>
          ))}
        {listing.state === 'ready' && listing.output.folders.length + listing.output.files.length === 0 && (
          <li className="p-3 text-muted">{text('folders.empty')}</li>
        )}
      </ul>
    </section>
  );
}
