import { VideoOff } from 'lucide-react';
import { useRef, useState } from 'react';
import { useText } from '../text/index.tsx';
import { classNames } from '../ui/index.ts';

const stillness = window.matchMedia('(prefers-reduced-motion: reduce)');

/** A muted video in a loop; its first picture only, for those who want no motion. */
export function Clip({
  address,
  name,
  plays,
  controls = false,
  className,
}: {
  readonly address: string;
  readonly name: string;
  readonly plays: boolean;
  readonly controls?: boolean;
  readonly className: string;
}) {
  const text = useText();
  const [failed, setFailed] = useState(false);
  const hasPlayed = useRef(false);
  if (failed) {
    return (
      <span
        title={text('plant.clip.failed')}
        className={classNames('flex items-center justify-center bg-raised text-faint', className)}
      >
        <VideoOff aria-hidden className="size-6" />
        <span className="sr-only">{text('plant.clip.failed')}</span>
      </span>
    );
  }
  return (
    <video
      src={address}
      aria-label={name}
      muted
      loop
      playsInline
      controls={controls}
      autoPlay={plays && !stillness.matches}
      preload="metadata"
      onLoadedData={() => {
        hasPlayed.current = true;
      }}
      onError={({ currentTarget }) => {
        // Its place in a bucket is good for some minutes only: it is asked for again.
        if (hasPlayed.current) currentTarget.load();
        else setFailed(true);
        hasPlayed.current = false;
      }}
      className={classNames('bg-black', className)}
    />
  );
}
