// The way to the pages: on the left; on a phone below, where a thumb reaches it, with the less usual pages in a menu.
import { CircleHelp, Ellipsis, Eye } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useConnection, usePreferences } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { classNames, IconButton, Menu, useLayout, useShortcut } from '../ui/index.ts';
import { pageIcons } from './page-icons.ts';
import { openPage, type PageName, pageNames } from './route.ts';
import { useScreenControls } from './screen-controls.ts';
import { ShortcutList } from './shortcut-list.tsx';

/** What a team leader looks at on the way. */
const thumbPages: readonly PageName[] = ['live', 'history', 'figures', 'recipes'];

export function Navigation({ open }: { readonly open: PageName }) {
  return useLayout() === 'phone' ? <ThumbBar open={open} /> : <Rail open={open} />;
}

function Rail({ open }: { readonly open: PageName }) {
  return (
    <Frame open={open} className="w-20 flex-col gap-1 overflow-y-auto border-r px-2 py-3">
      {pageNames.map((page) => (
        <PageLink key={page} page={page} isOpen={page === open} className="min-h-16" />
      ))}
      <div className="flex-1" />
      <Controls />
    </Frame>
  );
}

function Controls() {
  const text = useText();
  const { language, muted } = usePreferences();
  const controls = useScreenControls();
  const [listed, setListed] = useState(false);
  useShortcut('?', text('app.shortcuts'), () => setListed(true));
  return (
    <div className="flex flex-col items-center gap-1">
      <ViewerBadge className="mb-1" />
      {controls.map(({ key, icon, name, run }) =>
        key === 'language' ? (
          <button
            key={key}
            type="button"
            onClick={run}
            aria-label={name}
            className="size-11 rounded-lg font-semibold text-muted text-sm uppercase hover:bg-raised hover:text-text"
          >
            {language}
          </button>
        ) : (
          <IconButton
            key={key}
            icon={icon}
            name={name}
            onClick={run}
            className={key === 'sound' && muted ? 'text-warn' : ''}
          />
        ),
      )}
      <IconButton icon={CircleHelp} name={text('app.shortcuts')} onClick={() => setListed(true)} />
      <ShortcutList open={listed} onClose={() => setListed(false)} />
    </div>
  );
}

function ThumbBar({ open }: { readonly open: PageName }) {
  const text = useText();
  const controls = useScreenControls();
  const others = pageNames.filter((page) => !thumbPages.includes(page));
  return (
    <Frame open={open} className="gap-1 border-t px-1 pb-[env(safe-area-inset-bottom)]">
      {thumbPages.map((page) => (
        <PageLink key={page} page={page} isOpen={page === open} className="min-h-14 min-w-0 flex-1" />
      ))}
      <Menu
        entries={[
          ...others.map((page) => ({
            key: page,
            label: text(`app.rooms.${page}`),
            icon: pageIcons[page],
            run: () => openPage(page),
          })),
          'line' as const,
          ...controls.map(({ key, icon, name, run }) => ({ key, icon, label: name, run })),
        ]}
      >
        <button
          type="button"
          className={classNames(linkStyle, linkColours(others.includes(open)), 'min-h-14 min-w-0 flex-1')}
        >
          <Ellipsis aria-hidden className="size-6" />
          {text('app.more')}
        </button>
      </Menu>
      <ViewerBadge className="self-center" />
    </Frame>
  );
}

function Frame({
  open,
  className,
  children,
}: {
  readonly open: PageName;
  readonly className: string;
  readonly children: ReactNode;
}) {
  const text = useText();
  return (
    <nav
      aria-label={text('app.navigation')}
      className={classNames('flex shrink-0 items-stretch border-line bg-panel', className)}
    >
      <a
        href={`#/${open}`}
        onClick={(event) => {
          event.preventDefault();
          document.getElementById('content')?.focus();
        }}
        className="sr-only z-50 rounded-lg bg-solid-active p-3 text-on-solid focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
      >
        {text('app.skipToContent')}
      </a>
      {children}
    </nav>
  );
}

const linkStyle = 'flex flex-col items-center justify-center gap-1 rounded-xl font-medium text-xs';

const linkColours = (isOpen: boolean): string =>
  isOpen ? 'bg-accent-soft text-accent' : 'text-muted hover:bg-raised hover:text-text';

function PageLink({
  page,
  isOpen,
  className,
}: {
  readonly page: PageName;
  readonly isOpen: boolean;
  readonly className: string;
}) {
  const text = useText();
  const Icon = pageIcons[page];
  return (
    <a
      href={`#/${page}`}
      aria-current={isOpen ? 'page' : undefined}
      className={classNames(linkStyle, linkColours(isOpen), className)}
    >
      <Icon aria-hidden className="size-6" />
      {text(`app.rooms.${page}`)}
    </a>
  );
}

function ViewerBadge({ className }: { readonly className: string }) {
  const text = useText();
  const connection = useConnection();
  if (connection.state !== 'connected' || connection.shell.role !== 'viewer') return null;
  return (
    <span
      title={text('app.viewerHint')}
      className={classNames(
        'flex flex-col items-center gap-0.5 rounded-lg bg-warn-soft px-1 py-1.5 text-center font-semibold text-warn text-xs',
        className,
      )}
    >
      <Eye aria-hidden className="size-5" />
      {text('app.viewer')}
    </span>
  );
}
