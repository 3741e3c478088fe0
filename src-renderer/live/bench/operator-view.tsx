import { usePreferences } from '../../hooks/index.ts';
import { classNames } from '../../ui/index.ts';
import { RecipePanel } from '../recipe/recipe-panel.tsx';
import { ReplayView } from '../replay/replay.tsx';
import { Video } from '../video/video.tsx';
import { InstructionPanel } from '../work/instruction-panel.tsx';
import type { BenchView } from './engineer-view.tsx';

/** What the hands do now, larger than anything else; the video is an inset, or the larger half. */
export function OperatorView({ onChoose, replay }: BenchView) {
  const { largeVideo } = usePreferences();
  return (
    <div
      className={classNames(
        'grid min-h-0 flex-1 gap-3',
        largeVideo ? 'grid-cols-[minmax(0,1fr)_54%]' : 'grid-cols-[minmax(0,1fr)_34%]',
      )}
    >
      <InstructionPanel large className="min-h-0" />
      <div className="flex min-h-0 min-w-0 flex-col gap-3">
        <Video onChoose={onChoose} plain>
          <ReplayView control={replay} />
        </Video>
        <RecipePanel plain />
      </div>
    </div>
  );
}
