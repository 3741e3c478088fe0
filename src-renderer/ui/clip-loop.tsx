// The seconds around a mistake, again and again.
import { VideoOff } from 'lucide-react';
import { type Ref, useState } from 'react';
import { useText } from '../text/index.tsx';
import { classNames } from './class-names.ts';

/** @param name Path of a clip below the folder of evidence. */
export function evidenceAddress(name: string): string {
  return `/evidence/${name.split('/').map(encodeURIComponent).join('/')}`;
}

export function ClipLoop({
  ref,
  name,
  label,
  controls = false,
  className,
}: {
  readonly ref?: Ref<HTMLVideoElement>;
  /** Path below the folder of evidence. */
  readonly name: string;
  readonly label: string;
  readonly controls?: boolean;
  readonly className?: string;
}) {
  const text = useText();
  const [failed, setFailed] = useState<string | null>(null);
  if (failed === name) {
    return (
      <p className="flex items-center gap-3 rounded-lg bg-raised px-4 py-3 text-muted">
        <VideoOff aria-hidden className="size-5 shrink-0" />
        {text('common.clipFailed')}
      </p>
    );
  }
  return (
    <video
      ref={ref}
      src={evidenceAddress(name)}
      autoPlay
      loop
      muted
      playsInline
      controls={controls}
      aria-label={label}
      className={classNames('bg-black', className)}
      onError={() => setFailed(name)}
    />
  );
}
