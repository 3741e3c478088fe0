import { Video } from 'lucide-react';
import type { RunningRecording } from '../../../src-inference/contract/index.ts';
import { useText } from '../../text/index.tsx';
import { Button } from '../../ui/index.ts';
import { clockText } from '../editing/time-view.ts';
import { useElapsedSeconds } from './use-elapsed.ts';

/** A recording is being made, and its dialog is closed. */
export function RunningStrip({
  running,
  onShow,
}: {
  readonly running: RunningRecording;
  readonly onShow: () => void;
}) {
  const text = useText();
  const seconds = useElapsedSeconds(running.startedAt);
  return (
    <div className="flex items-center gap-3 rounded-xl bg-fail-soft px-4 py-2 text-fail">
      <Video aria-hidden className="size-5 animate-breathe" />
      <p className="figures min-w-0 flex-1 font-semibold">
        {text('teach.record.runningStrip', { operator: running.operator, time: clockText(seconds) })}
      </p>
      <Button onClick={onShow}>{text('teach.record.show')}</Button>
    </div>
  );
}
