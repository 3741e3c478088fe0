// The frame: navigation, the room that is open, and what is said in every room.

import { LoaderCircle } from 'lucide-react';
import { type ComponentType, lazy, Suspense, useEffect } from 'react';
import { useConnection, usePreferences, useSnapshotState } from '../hooks/index.ts';
import { Live } from '../live/index.tsx';
import { useText } from '../text/index.tsx';
import { EmptyState, ShortcutProvider, ToastProvider, useShortcut } from '../ui/index.ts';
import { ConnectionStrip } from './connection-strip.tsx';
import { DefectBoundary } from './error-boundary.tsx';
import { Navigation } from './navigation.tsx';
import { openRoom, type Room, rooms, useRoute } from './route.ts';
import { Opening } from './start-screen.tsx';

// The live room is what a station shows; the others come when they are opened.
const roomScreens: Record<Room, ComponentType> = {
  live: Live,
  recipes: lazy(() => import('../recipes/index.tsx').then(({ Recipes }) => ({ default: Recipes }))),
  history: lazy(() => import('../history/index.tsx').then(({ History }) => ({ default: History }))),
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
  const { room } = useRoute();
  const text = useText();
  const hasSnapshot = useSnapshotState() !== 'none';
  const connection = useConnection();
  useRoomShortcuts();
  // A session that is over before anything was seen, or an engine that never came up, has nothing to show a room of.
  if (!hasSnapshot) return <Opening connection={connection} />;
  const Screen = roomScreens[room];
  return (
    <div className="flex h-full">
      <Navigation open={room} />
      <main id="content" tabIndex={-1} className="flex min-h-0 min-w-0 flex-1 flex-col outline-none">
        {room !== 'live' && <ConnectionStrip />}
        <DefectBoundary key={room}>
          <Suspense fallback={<EmptyState icon={LoaderCircle} title={text('common.loading')} />}>
            <Screen />
          </Suspense>
        </DefectBoundary>
      </main>
    </div>
  );
}

function useRoomShortcuts(): void {
  const text = useText();
  const word = (room: Room) => text('app.openRoom', { room: text(`app.rooms.${room}`) });
  useShortcut('1', word('live'), () => openRoom(rooms[0]));
  useShortcut('2', word('recipes'), () => openRoom(rooms[1]));
  useShortcut('3', word('history'), () => openRoom(rooms[2]));
  useShortcut('4', word('setup'), () => openRoom(rooms[3]));
}
