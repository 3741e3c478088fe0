// The page of the operator. What it shows depends on the screen; what it listens to does not.
import { type ComponentType, lazy, Suspense, useState } from 'react';
import { useIsAllowed } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { type Layout, useLayout, useShortcut } from '../ui/index.ts';
import { Bench } from './bench/bench.tsx';
import { Compact } from './compact/compact.tsx';
import { useScannedCodes } from './identity/use-scanned-codes.ts';
import type { LiveView } from './live-view.ts';
import { Phone } from './phone/phone.tsx';
import { useSounds } from './sound/use-sounds.ts';

export { Wall } from './wall/wall.tsx';

const SourcePicker = lazy(() => import('../sources/index.ts'));

const layouts: Record<Layout, ComponentType<LiveView>> = { bench: Bench, compact: Compact, phone: Phone };

export function Live() {
  const text = useText();
  const Layout = layouts[useLayout()];
  const [choosing, setChoosing] = useState(false);
  const soundBlocked = useSounds();
  useScannedCodes();
  const choose = (): void => setChoosing(true);
  useShortcut('s', text('live.video.change'), choose, useIsAllowed('openSource'));
  return (
    <>
      <Layout onChoose={choose} soundBlocked={soundBlocked} />
      {choosing && (
        <Suspense>
          <SourcePicker onClose={() => setChoosing(false)} />
        </Suspense>
      )}
    </>
  );
}
