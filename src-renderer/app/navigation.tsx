import {
  Activity,
  ChartNoAxesCombined,
  CircleHelp,
  Eye,
  GraduationCap,
  History,
  ListOrdered,
  type LucideIcon,
  Moon,
  SlidersHorizontal,
  Sun,
  Volume2,
  VolumeX,
} from 'lucide-react';
import { useState } from 'react';
import { useChangePreferences, useConnection, usePreferences } from '../hooks/index.ts';
import { languages } from '../station/index.ts';
import { useText } from '../text/index.tsx';
import { classNames, IconButton, useShortcut } from '../ui/index.ts';
import { type PageName, pageNames } from './route.ts';
import { ShortcutList } from './shortcut-list.tsx';

const icons: Record<PageName, LucideIcon> = {
  live: Activity,
  recipes: ListOrdered,
  history: History,
  figures: ChartNoAxesCombined,
  teach: GraduationCap,
  setup: SlidersHorizontal,
};

export function Navigation({ open }: { readonly open: PageName }) {
  const text = useText();
  return (
    <nav
      aria-label={text('app.navigation')}
      className="flex w-20 shrink-0 flex-col items-stretch gap-1 overflow-y-auto border-line border-r bg-panel px-2 py-3"
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
      {pageNames.map((page) => {
        const Icon = icons[page];
        return (
          <a
            key={page}
            href={`#/${page}`}
            aria-current={page === open ? 'page' : undefined}
            className={classNames(
              'flex min-h-16 flex-col items-center justify-center gap-1 rounded-xl font-medium text-xs',
              page === open ? 'bg-accent-soft text-accent' : 'text-muted hover:bg-raised hover:text-text',
            )}
          >
            <Icon aria-hidden className="size-6" />
            {text(`app.rooms.${page}`)}
          </a>
        );
      })}
      <div className="flex-1" />
      <ScreenControls />
    </nav>
  );
}

/** Sound, theme and language of this screen. */
function ScreenControls() {
  const text = useText();
  const { theme, muted, language } = usePreferences();
  const change = useChangePreferences();
  const connection = useConnection();
  const [listed, setListed] = useState(false);
  const toggleSound = () => change({ muted: !muted });
  const toggleTheme = () => change({ theme: theme === 'dark' ? 'light' : 'dark' });
  const nextLanguage = languages[(languages.indexOf(language) + 1) % languages.length]!;
  useShortcut('m', text(muted ? 'app.unmute' : 'app.mute'), toggleSound);
  useShortcut('t', text(theme === 'dark' ? 'app.toLight' : 'app.toDark'), toggleTheme);
  useShortcut('?', text('app.shortcuts'), () => setListed(true));
  return (
    <div className="flex flex-col items-center gap-1">
      {connection.state === 'connected' && connection.shell.role === 'viewer' && (
        <span
          title={text('app.viewerHint')}
          className="mb-1 flex flex-col items-center gap-0.5 rounded-lg bg-warn-soft px-1 py-1.5 text-center font-semibold text-warn text-xs"
        >
          <Eye aria-hidden className="size-5" />
          {text('app.viewer')}
        </span>
      )}
      <IconButton
        icon={muted ? VolumeX : Volume2}
        name={text(muted ? 'app.unmute' : 'app.mute')}
        onClick={toggleSound}
        className={muted ? 'text-warn' : ''}
      />
      <IconButton
        icon={theme === 'dark' ? Sun : Moon}
        name={text(theme === 'dark' ? 'app.toLight' : 'app.toDark')}
        onClick={toggleTheme}
      />
      <button
        type="button"
        onClick={() => change({ language: nextLanguage })}
        aria-label={`${text('app.language')}: ${language.toUpperCase()}`}
        className="size-11 rounded-lg font-semibold text-muted text-sm uppercase hover:bg-raised hover:text-text"
      >
        {language}
      </button>
      <IconButton icon={CircleHelp} name={text('app.shortcuts')} onClick={() => setListed(true)} />
      <ShortcutList open={listed} onClose={() => setListed(false)} />
    </div>
  );
}
