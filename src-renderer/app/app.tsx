// The frame: navigation, the open page, and what is shown on every page.

import { LoaderCircle } from 'lucide-react';
import { type ComponentType, lazy, Suspense, useEffect } from 'react';
import { useConnection, usePreferences, useSnapshotState } from '../hooks/index.ts';
import { Live } from '../live/index.tsx';
import { useText } from '../text/index.tsx';
import { EmptyState, ErrorBoundary, ShortcutProvider, ToastProvider, useShortcut } from '../ui/index.ts';
import { ConnectionStrip } from './connection-strip.tsx';
import { Navigation } from './navigation.tsx';
import { openPage, type PageName, pageNames, useRoute } from './route.ts';
import { StartScreen } from './start-screen.tsx';

// The live page is part of the first load; the others are loaded when they are opened.
const pages: Record<PageName, ComponentType> = {
  live: Live,
  recipes: lazy(() => import('../recipes/index.tsx').then(({ Recipes }) => ({ default: Recipes }))),
  history: lazy(() => import('../history/index.tsx').then(({ History }) => ({ default: History }))),
  figures: lazy(() => import('../figures/index.tsx').then(({ FiguresPage }) => ({ default: FiguresPage }))),
  teach: lazy(() => import('../teach/index.tsx').then(({ Teach }) => ({ default: Teach }))),
  setup: lazy(() => import('../setup/index.tsx').then(({ Setup }) => ({ default: Setup }))),
};

export function App() {
  const { theme, language } = usePreferences();
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
    document.documentElement.lang = language;
  }, [theme, language]);
  return (
    <ToastProvider>
      <ShortcutProvider>
        <Frame />
      </ShortcutProvider>
    </ToastProvider>
  );
}

function Frame() {
  const { page } = useRoute();
  const text = useText();
  const hasSnapshot = useSnapshotState() !== 'none';
  const connection = useConnection();
  usePageShortcuts();
  // Pages need a snapshot. There is none when the session is over at once, or the engine never started.
  if (!hasSnapshot) return <StartScreen connection={connection} />;
  const Screen = pages[page];
  return (
    <div className="flex h-full">
      <Navigation open={page} />
      <main id="content" tabIndex={-1} className="flex min-h-0 min-w-0 flex-1 flex-col outline-none">
        {page !== 'live' && <ConnectionStrip />}
        <ErrorBoundary key={page}>
          <Suspense fallback={<EmptyState icon={LoaderCircle} title={text('common.loading')} />}>
            <Screen />
          </Suspense>
        </ErrorBoundary>
      </main>
    </div>
  );
}

function usePageShortcuts(): void {
  const text = useText();
  const word = (page: PageName) => text('app.openRoom', { room: text(`app.rooms.${page}`) });
  useShortcut('1', word('live'), () => openPage(pageNames[0]));
  useShortcut('2', word('recipes'), () => openPage(pageNames[1]));
  useShortcut('3', word('history'), () => openPage(pageNames[2]));
  useShortcut('4', word('figures'), () => openPage(pageNames[3]));
  useShortcut('5', word('teach'), () => openPage(pageNames[4]));
  useShortcut('6', word('setup'), () => openPage(pageNames[5]));
}
