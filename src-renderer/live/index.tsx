// The page of the operator: verdict, video, next step, recipe and log.
import { lazy, Suspense, useState } from 'react';
import { useIsAllowed, useIsCurrent } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { classNames, useShortcut } from '../ui/index.ts';
import { VerdictBand } from './band/verdict-band.tsx';
import { HealthStrip } from './health/health-strip.tsx';
import { BenchPanel } from './identity/bench-panel.tsx';
import { IdentityNotices } from './identity/identity-notices.tsx';
import { useScannedCodes } from './identity/use-scanned-codes.ts';
import { ActionLog } from './log/action-log.tsx';
import { NoticeStrips } from './notice-strips.tsx';
import { PartActions } from './part-actions.tsx';
import { NextStep } from './recipe/next-step.tsx';
import { RecipePanel } from './recipe/recipe-panel.tsx';
import { ReplayView, useReplay } from './replay/replay.tsx';
import { ShiftPanel } from './shift/shift-panel.tsx';
import { useSounds } from './sound/use-sounds.ts';
import { Video } from './video/video.tsx';

const SourcePicker = lazy(() => import('./sources/source-picker.tsx'));

export function Live() {
  const text = useText();
  const [choosing, setChoosing] = useState(false);
  const fresh = useIsCurrent();
  const soundBlocked = useSounds();
  useScannedCodes();
  const choose = (): void => setChoosing(true);
  const replay = useReplay();
  useShortcut('s', text('live.video.change'), choose, useIsAllowed('openSource'));
  return (
    <>
      <VerdictBand onChoose={choose} replay={replay} />
      <IdentityNotices />
      <NoticeStrips soundBlocked={soundBlocked} />
      {/* Without colours while the data may be old. */}
      <div
        className={classNames(
          'grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_minmax(25rem,34%)] gap-3 p-3',
          !fresh && 'grayscale',
        )}
      >
        <div className="flex min-h-0 min-w-0 flex-col gap-3">
          <Video onChoose={choose}>
            <ReplayView control={replay} />
          </Video>
          <ActionLog className="h-[25%] min-h-48 shrink-0" />
        </div>
        {/* On a low screen the picture of the next step takes the place of the recipe. */}
        <div className="group flex min-h-0 min-w-0 flex-col gap-3">
          <NextStep />
          <RecipePanel />
          <BenchPanel />
          <ShiftPanel />
          <PartActions />
        </div>
      </div>
      <HealthStrip />
      {choosing && (
        <Suspense>
          <SourcePicker onClose={() => setChoosing(false)} />
        </Suspense>
      )}
    </>
  );
}
