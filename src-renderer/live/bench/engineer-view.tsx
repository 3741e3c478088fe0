import { ActionLog } from '../log/action-log.tsx';
import { RecipePanel } from '../recipe/recipe-panel.tsx';
import { type ReplayControl, ReplayView } from '../replay/replay.tsx';
import { Video } from '../video/video.tsx';
import { InstructionPanel } from '../work/instruction-panel.tsx';

export interface BenchView {
  readonly onChoose: () => void;
  readonly replay: ReplayControl;
}

/** Video and log on the left, the work on the right. */
export function EngineerView({ onChoose, replay }: BenchView) {
  return (
    // The video is as wide as its height allows, so that the log keeps some rows and no black bars stand beside the picture.
    <div className="grid min-h-0 flex-1 grid-cols-[min(60%,calc((100vh-31rem)*16/9))_minmax(0,1fr)] gap-3 short:grid-cols-[min(58%,calc((100vh-32.5rem)*16/9))_minmax(0,1fr)]">
      <div className="flex min-h-0 min-w-0 flex-col gap-3">
        <Video onChoose={onChoose}>
          <ReplayView control={replay} />
        </Video>
        <ActionLog className="min-h-32 flex-1" />
      </div>
      <div className="flex min-h-0 min-w-0 flex-col gap-3">
        <InstructionPanel className="max-h-[62%] min-h-44 shrink-0" />
        <RecipePanel />
      </div>
    </div>
  );
}
