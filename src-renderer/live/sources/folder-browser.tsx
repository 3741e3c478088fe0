import { ArrowUp, FileVideo, Folder, FolderX, LoaderCircle } from 'lucide-react';
import { useState } from 'react';
import { useAnswer } from '../../binding/index.tsx';
import { useFormats, useText } from '../../text/index.tsx';
import { Button, classNames, EmptyState, ErrorNotice } from '../../ui/index.ts';
import { crumbsOf } from './crumbs.ts';

/** Videos on the station's machine, below the folders that its settings allow. */
export function FolderBrowser({
  chosen,
  onChoose,
}: {
  readonly chosen: string;
  readonly onChoose: (path: string) => void;
}) {
  const text = useText();
  const [path, setPath] = useState<string | null>(null);
  const listing = useAnswer('listFolder', { path, kind: 'video' });
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-hidden rounded-xl border border-line">
      <nav
        aria-label={text('sources.folders')}
        className="flex min-h-13 shrink-0 items-center gap-1 overflow-x-auto border-line border-b bg-raised px-1.5"
      >
        <Button
          look="quiet"
          icon={ArrowUp}
          disabled={path === null || listing.state !== 'ready'}
          onClick={() => listing.state === 'ready' && setPath(listing.output.parent)}
        >
          {text('sources.up')}
        </Button>
        {crumbsOf(path).map((crumb) => (
          <span key={crumb} className="whitespace-nowrap text-muted">
            / {crumb}
          </span>
        ))}
      </nav>
      <div className="min-h-0 flex-1 overflow-y-auto p-1.5">
        {listing.state === 'loading' && <EmptyState icon={LoaderCircle} title={text('common.loading')} />}
        {listing.state === 'failed' && (
          <ErrorNotice error={listing.error}>
            <Button onClick={() => (path === null ? listing.again() : setPath(null))}>
              {text('common.retry')}
            </Button>
          </ErrorNotice>
        )}
        {listing.state === 'ready' && listing.output.folders.length + listing.output.files.length === 0 && (
          <EmptyState icon={FolderX} title={text('sources.emptyFolder')} />
        )}
        {listing.state === 'ready' && (
          <ul>
            {listing.output.folders.map((folder) => (
              <li key={folder.path}>
                <button
                  type="button"
                  onClick={() => setPath(folder.path)}
                  className="flex min-h-12 w-full items-center gap-3 rounded-lg px-3 text-left hover:bg-raised"
                >
                  <Folder aria-hidden className="size-5 shrink-0 text-accent" />
                  <span className="min-w-0 flex-1 truncate">{folder.name}</span>
                </button>
              </li>
            ))}
            {listing.output.files.map((file) => (
              <FileRow key={file.path} file={file} chosen={file.path === chosen} onChoose={onChoose} />
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

function FileRow({
  file,
  chosen,
  onChoose,
}: {
  readonly file: { readonly name: string; readonly path: string; readonly bytes: number };
  readonly chosen: boolean;
  readonly onChoose: (path: string) => void;
}) {
  const formats = useFormats();
  return (
    <li>
      <button
        type="button"
        aria-pressed={chosen}
        onClick={() => onChoose(file.path)}
        className={classNames(
          'flex min-h-12 w-full items-center gap-3 rounded-lg px-3 text-left',
          chosen ? 'bg-accent-soft font-semibold text-accent' : 'hover:bg-raised',
        )}
      >
        <FileVideo aria-hidden className="size-5 shrink-0" />
        <span className="min-w-0 flex-1 truncate">{file.name}</span>
        <span className="figures shrink-0 text-muted text-sm">{formats.bytes(file.bytes)}</span>
      </button>
    </li>
  );
}
