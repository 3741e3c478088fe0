// A browser of the station's folders, as far as the settings allow: to choose a video, a model or a folder.
import { ArrowUp, FileVideo, Folder, FolderX, LoaderCircle } from 'lucide-react';
import { useState } from 'react';
import type { Commands, FolderListing } from '../../src-inference/contract/index.ts';
import { useStationQuery } from '../hooks/index.ts';
import { useFormats, useText } from '../text/index.tsx';
import { Button, EmptyState, ErrorNotice } from '../ui/index.ts';

/** `model`: a folder with a model card; `folder`: any folder. */
export type FolderPurpose = 'video' | 'model' | 'folder';

const rowStyle =
  'flex min-h-12 w-full items-center gap-3 rounded-lg px-3 text-left hover:bg-raised aria-pressed:bg-accent-soft aria-pressed:font-semibold aria-pressed:text-accent';

/** Fills the height that it is given. */
export function FolderBrowser({
  wish,
  chosen,
  onChoose,
}: {
  readonly wish: FolderPurpose;
  /** Path of the file that is marked as chosen. */
  readonly chosen: string | null;
  readonly onChoose: (path: string) => void;
}) {
  const text = useText();
  const [path, setPath] = useState<string | null>(null);
  const kind: Commands['listFolder']['input']['kind'] = wish === 'folder' ? 'any' : wish;
  const listing = useStationQuery('listFolder', { path, kind }, { keepPrevious: true });
  const isOfPath = listing.isSuccess && !listing.isPlaceholderData;
  return (
    <section
      aria-label={text('folders.title')}
      className="flex max-h-[60vh] min-h-60 flex-1 flex-col overflow-hidden rounded-xl border border-line"
    >
      <header className="flex min-h-13 shrink-0 items-center gap-2 border-line border-b bg-raised px-1.5">
        <Button
          variant="quiet"
          icon={ArrowUp}
          disabled={path === null || !(isOfPath || listing.isError)}
          onClick={() => setPath(isOfPath ? listing.data.parent : null)}
        >
          {text('folders.up')}
        </Button>
        <p className="min-w-0 flex-1 truncate text-muted text-sm" title={path ?? ''}>
          {path ?? text('folders.top')}
        </p>
        {path !== null && wish !== 'video' && (
          <Button variant="primary" onClick={() => onChoose(path)}>
            {text('folders.take')}
          </Button>
        )}
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto p-1.5">
        {listing.isPending && <EmptyState icon={LoaderCircle} title={text('common.loading')} />}
        {listing.isError && (
          <ErrorNotice error={listing.error}>
            <Button onClick={() => (path === null ? void listing.refetch() : setPath(null))}>
              {text('common.retry')}
            </Button>
          </ErrorNotice>
        )}
        {listing.isSuccess && (
          <Listing listing={listing.data} wish={wish} chosen={chosen} onOpen={setPath} onChoose={onChoose} />
        )}
      </div>
    </section>
  );
}

function Listing({
  listing: { folders, files },
  wish,
  chosen,
  onOpen,
  onChoose,
}: {
  readonly listing: FolderListing;
  readonly wish: FolderPurpose;
  readonly chosen: string | null;
  readonly onOpen: (path: string) => void;
  readonly onChoose: (path: string) => void;
}) {
  const text = useText();
  const formats = useFormats();
  const shownFiles = wish === 'video' ? files : [];
  if (folders.length + shownFiles.length === 0)
    return <EmptyState icon={FolderX} title={text('folders.empty')} />;
  return (
    <ul>
      {folders.map((folder) => (
        <li key={folder.path}>
          <button type="button" className={rowStyle} onClick={() => onOpen(folder.path)}>
            <Folder aria-hidden className="size-5 shrink-0 text-accent" />
            <span className="truncate">{folder.name}</span>
          </button>
        </li>
      ))}
      {shownFiles.map((file) => (
        <li key={file.path}>
          <button
            type="button"
            className={rowStyle}
            aria-pressed={file.path === chosen}
            onClick={() => onChoose(file.path)}
          >
            <FileVideo aria-hidden className="size-5 shrink-0" />
            <span className="min-w-0 flex-1 truncate">{file.name}</span>
            <span className="figures shrink-0 text-muted text-sm">{formats.bytes(file.bytes)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
