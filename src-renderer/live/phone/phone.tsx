// The live page in the hand of a team leader: how it stands, what failed last and why, and the counts. One column.
import { Camera, CameraOff } from 'lucide-react';
import { useState } from 'react';
import { useIsCurrent } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { Button, classNames } from '../../ui/index.ts';
import { SmallBand } from '../band/small-band.tsx';
import { LastFailures } from '../failures/last-failures.tsx';
import { IdentityNotices } from '../identity/identity-notices.tsx';
import type { LiveView } from '../live-view.ts';
import { NoticeStrips } from '../notice-strips.tsx';
import { ShiftPanel } from '../shift/shift-panel.tsx';
import { Picture } from '../video/picture.tsx';
import { InstructionPanel } from '../work/instruction-panel.tsx';

export function Phone({ onChoose, soundBlocked }: LiveView) {
  const text = useText();
  const fresh = useIsCurrent();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div tabIndex={0} className="min-h-0 flex-1 overflow-y-auto outline-none">
      <SmallBand onChoose={onChoose} />
      <IdentityNotices />
      <NoticeStrips soundBlocked={soundBlocked} />
      {/* Without colours while the data may be old. */}
      <div className={classNames('mx-auto flex max-w-2xl flex-col gap-3 p-3', !fresh && 'grayscale')}>
        <InstructionPanel />
        <ShiftPanel />
        <Bench onChoose={onChoose} />
        <section aria-labelledby="live-failures">
          <h2 id="live-failures" className="px-1 py-2 font-semibold text-lg">
            {text('live.lastFailures.title')}
          </h2>
          <LastFailures />
        </section>
      </div>
    </div>
  );
}

/** The picture of the bench, when it is asked for: on the way, bytes may be dear. */
function Bench({ onChoose }: { readonly onChoose: () => void }) {
  const text = useText();
  const [shown, setShown] = useState(false);
  return (
    <section aria-label={text('live.video.title')} className="flex flex-col gap-3">
      <Button large icon={shown ? CameraOff : Camera} aria-pressed={shown} onClick={() => setShown(!shown)}>
        {text(shown ? 'live.video.hide' : 'live.video.show')}
      </Button>
      {shown && <Picture onChoose={onChoose} plain className="rounded-xl" />}
    </section>
  );
}
