// The frame: navigation, the open page, and what is shown on every page.

import { LoaderCircle } from 'lucide-react';
import { type ComponentType, lazy, Suspense, useEffect } from 'react';
import type { Role } from '../../src-inference/contract/index.ts';
import { useConnection, usePreferences, useSnapshot, useSnapshotState } from '../hooks/index.ts';
import { Live, Wall } from '../live/index.tsx';
import { useText } from '../text/index.tsx';
import { EmptyState, ErrorBoundary, ShortcutProvider, ToastProvider, useShortcut } from '../ui/index.ts';
import { BeingSetUp } from './being-set-up.tsx';
import { ConnectionStrip } from './connection-strip.tsx';
import { FirstStepsStrip } from './first-steps-strip.tsx';
import { Navigation } from './navigation.tsx';
import { type FramedPage, openPage, type PageName, pageNames, useRoute } from './route.ts';
import { shownPage } from './shown-page.ts';
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

const FirstSteps = lazy(() => import('../first-start/index.tsx'));

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
  const hasSnapshot = useSnapshotState() !== 'none';
  const connection = useConnection();
  if (page === 'wall') return <Wall />;
  // Pages need a snapshot. There is none when the session is over at once, or the engine never started.
  return hasSnapshot ? <Opened page={page} /> : <StartScreen connection={connection} />;
}

function Opened({ page }: { readonly page: FramedPage }) {
  const { setUp, name } = useSnapshot((snapshot) => snapshot.settings);
  const role = useRole();
  useEffect(() => {
    document.title = name === null ? 'Stepwatch' : `${name} · Stepwatch`;
  }, [name]);
  const shown = shownPage(page, setUp, role);
  switch (shown) {
    case 'beingSetUp':
      return <BeingSetUp />;
    case 'first-steps':
      return (
        <div className="flex h-full flex-col">
          <ConnectionStrip />
          <Loaded page={shown} screen={FirstSteps} />
        </div>
      );
    default:
      return <Page page={shown} isSetUp={setUp} />;
  }
}

function Page({ page, isSetUp }: { readonly page: PageName; readonly isSetUp: boolean }) {
  usePageShortcuts();
  return (
    <div className="flex h-full phone:flex-col-reverse">
      <Navigation open={page} />
      <main id="content" tabIndex={-1} className="flex min-h-0 min-w-0 flex-1 flex-col outline-none">
        {page !== 'live' && <ConnectionStrip />}
        {!isSetUp && <FirstStepsStrip />}
        <Loaded page={page} screen={pages[page]} />
      </main>
    </div>
  );
}

/** A page of its own chunk, and what stands in its place while it is loaded, or when it has failed. */
function Loaded({ page, screen: Screen }: { readonly page: string; readonly screen: ComponentType }) {
  const text = useText();
  return (
    <ErrorBoundary key={page}>
      <Suspense fallback={<EmptyState icon={LoaderCircle} title={text('common.loading')} />}>
        <Screen />
      </Suspense>
    </ErrorBoundary>
  );
}

/** Null before the shell has said it. */
function useRole(): Role | null {
  const connection = useConnection();
  return connection.state === 'connected' || connection.state === 'lost'
    ? (connection.shell?.role ?? null)
    : null;
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
