// The live page from 1280 pixels of width, as this screen has it: for whoever looks after the station, or for the hands.
import { useIsCurrent, usePreferences } from '../../hooks/index.ts';
import { classNames } from '../../ui/index.ts';
import { VerdictBand } from '../band/verdict-band.tsx';
import { HealthStrip } from '../health/health-strip.tsx';
import { IdentityNotices } from '../identity/identity-notices.tsx';
import type { LiveView } from '../live-view.ts';
import { NoticeStrips } from '../notice-strips.tsx';
import { useReplay } from '../replay/replay.tsx';
import { DeskBar } from './desk-bar.tsx';
import { EngineerView } from './engineer-view.tsx';
import { OperatorView } from './operator-view.tsx';

export function Bench({ onChoose, soundBlocked }: LiveView) {
  const fresh = useIsCurrent();
  const replay = useReplay();
  const { liveView } = usePreferences();
  const View = liveView === 'operator' ? OperatorView : EngineerView;
  return (
    <>
      <VerdictBand onChoose={onChoose} replay={replay} />
      <IdentityNotices />
      <NoticeStrips soundBlocked={soundBlocked} />
      {/* Without colours while the data may be old. */}
      <div
        data-view={liveView}
        className={classNames('flex min-h-0 flex-1 flex-col gap-3 p-3', !fresh && 'grayscale')}
      >
        <View onChoose={onChoose} replay={replay} />
        <DeskBar />
      </div>
      {liveView === 'engineer' && <HealthStrip />}
    </>
  );
}
