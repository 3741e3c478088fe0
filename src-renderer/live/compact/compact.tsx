// The live page on small panels and tablets, either way up: what to do and the picture, then the steps.
import { ListOrdered, ScrollText } from 'lucide-react';
import { useState } from 'react';
import { useIsCurrent } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { classNames, Tabs } from '../../ui/index.ts';
import { SmallBand } from '../band/small-band.tsx';
import { FailuresButton } from '../failures/failures-button.tsx';
import { HealthStrip } from '../health/health-strip.tsx';
import { BenchPanel } from '../identity/bench-panel.tsx';
import { IdentityNotices } from '../identity/identity-notices.tsx';
import type { LiveView } from '../live-view.ts';
import { ActionLog } from '../log/action-log.tsx';
import { NoticeStrips } from '../notice-strips.tsx';
import { PartActions } from '../part-actions.tsx';
import { RecipePanel } from '../recipe/recipe-panel.tsx';
import { ReplayView, useReplay } from '../replay/replay.tsx';
import { ShiftPanel } from '../shift/shift-panel.tsx';
import { Video } from '../video/video.tsx';
import { InstructionPanel } from '../work/instruction-panel.tsx';

export function Compact({ onChoose, soundBlocked }: LiveView) {
  const fresh = useIsCurrent();
  const replay = useReplay();
  return (
    <>
      <SmallBand onChoose={onChoose} replay={replay} />
      <IdentityNotices />
      <NoticeStrips soundBlocked={soundBlocked} />
      {/* Without colours while the data may be old. */}
      <div
        className={classNames(
          'grid min-h-0 flex-1 gap-3 p-3 portrait:grid-rows-[minmax(0,1fr)_27rem] landscape:grid-cols-2',
          !fresh && 'grayscale',
        )}
      >
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <div tabIndex={0} className="scroll-fade-y flex min-h-0 min-w-0 flex-col gap-3 overflow-y-auto">
          <InstructionPanel className="shrink-0" />
          <div className="flex min-h-56 flex-col portrait:max-h-[30vh]">
            <Video onChoose={onChoose} small>
              <ReplayView control={replay} />
            </Video>
          </div>
        </div>
        <div className="flex min-h-0 min-w-0 gap-3 landscape:flex-col">
          <Lists />
          <div className="flex shrink-0 flex-col gap-3 portrait:w-72">
            <BenchPanel />
            <ShiftPanel />
            <div className="flex flex-wrap gap-2 portrait:flex-col">
              <FailuresButton />
              <div className="flex-1">
                <PartActions />
              </div>
            </div>
          </div>
        </div>
      </div>
      <HealthStrip />
    </>
  );
}

type ListName = 'steps' | 'log';

/** One list at a time: there is no room for both. */
function Lists() {
  const text = useText();
  const [open, setOpen] = useState<ListName>('steps');
  return (
    <Tabs
      label={text('live.lists')}
      tabs={[
        { name: 'steps', label: text('live.recipe.title'), icon: ListOrdered },
        { name: 'log', label: text('live.log.title'), icon: ScrollText },
      ]}
      open={open}
      onOpen={setOpen}
    >
      {open === 'steps' && (
        <div className="flex h-full flex-col">
          <RecipePanel />
        </div>
      )}
      {open === 'log' && <ActionLog className="h-full" />}
    </Tabs>
  );
}
