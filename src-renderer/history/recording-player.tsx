import { VideoOff } from 'lucide-react';
import { type Ref, useImperativeHandle, useRef, useState } from 'react';
import type { PartRecording } from '../../src-inference/contract/index.ts';
import { useText } from '../text/index.tsx';

export interface RecordingHandle {
  /** @param seconds Of the source. */
  seek(seconds: number): void;
}

export function RecordingPlayer({
  ref,
  recording: { name, fromSeconds },
  beginSeconds,
  onTime,
}: {
  readonly ref: Ref<RecordingHandle>;
  readonly recording: PartRecording;
  /** Where playback begins, in seconds of the source. */
  readonly beginSeconds: number;
  /** Called with the time that is shown, in seconds of the source. */
  readonly onTime: (seconds: number) => void;
}) {
  const text = useText();
  const video = useRef<HTMLVideoElement>(null);
  const [failed, setFailed] = useState(false);
  const seek = (seconds: number): void => {
    if (video.current !== null) video.current.currentTime = Math.max(0, seconds - fromSeconds);
  };
  useImperativeHandle(ref, () => ({ seek }));
  if (failed) {
    return (
      <p className="flex items-center gap-3 rounded-lg bg-raised px-4 py-3 text-muted">
        <VideoOff aria-hidden className="size-5 shrink-0" />
        {text('history.recordingFailed')}
      </p>
    );
  }
  return (
    <video
      ref={video}
      src={`/recordings/${name.split('/').map(encodeURIComponent).join('/')}`}
      controls
      muted
      playsInline
      preload="metadata"
      aria-label={text('history.recording')}
      className="max-h-[52vh] w-full rounded-xl bg-black"
      onLoadedMetadata={() => seek(beginSeconds)}
      onTimeUpdate={({ currentTarget }) => onTime(currentTarget.currentTime + fromSeconds)}
      onError={() => setFailed(true)}
    />
  );
}
