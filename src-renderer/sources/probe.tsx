import { ImageOff, Radio } from 'lucide-react';
import type { SourceProbe } from '../../src-inference/contract/index.ts';
import { type Command, useIsAllowed } from '../hooks/index.ts';
import { useFormats, useText } from '../text/index.tsx';
import { Button, DialogFooter, ErrorNotice } from '../ui/index.ts';

/** Width of the thumbnail, in pixels. */
export const probeWidth = 640;

/** The first picture of a source before it is used, and the buttons to look at it and to use it. */
export function Probe({
  probe,
  found,
  lookLabel,
  onLook,
  onWatch,
  busy,
}: {
  readonly probe: Command<'probeSource'>;
  /** Null until the source has been looked at. */
  readonly found: SourceProbe | null;
  readonly lookLabel: string;
  readonly onLook: () => void;
  readonly onWatch: () => void;
  readonly busy: boolean;
}) {
  const text = useText();
  const may = useIsAllowed('probeSource');
  return (
    <div className="flex min-w-0 flex-1 basis-72 flex-col gap-4">
      <div className="relative aspect-video w-full max-w-2xl overflow-hidden rounded-xl border border-line bg-ground">
        {found !== null ? (
          <img
            src={`data:image/jpeg;base64,${found.thumbnail}`}
            alt={text('sources.thumbnail')}
            className="size-full object-contain"
          />
        ) : (
          <p
            role="status"
            className="flex size-full flex-col items-center justify-center gap-3 p-6 text-center text-muted"
          >
            {probe.busy ? (
              <Radio aria-hidden className="size-10 animate-breathe text-accent" />
            ) : (
              <ImageOff aria-hidden className="size-10 text-faint" />
            )}
            {text(probe.busy ? 'sources.listening' : 'sources.lookFirst')}
          </p>
        )}
      </div>
      {found !== null && <Found found={found} />}
      {probe.error && <ErrorNotice error={probe.error} />}
      <DialogFooter>
        <Button large icon={Radio} busy={probe.busy} disabled={!may} onClick={onLook}>
          {lookLabel}
        </Button>
        <Button variant="primary" large busy={busy} disabled={probe.busy} onClick={onWatch}>
          {text('sources.watch')}
        </Button>
      </DialogFooter>
    </div>
  );
}

function Found({ found }: { readonly found: SourceProbe }) {
  const text = useText();
  const formats = useFormats();
  const facts = [
    found.format,
    found.codec,
    text('sources.size', { width: found.width, height: found.height }),
    found.framesPerSecond === null
      ? null
      : text('sources.fps', { value: formats.number(found.framesPerSecond) }),
  ].filter(Boolean);
  return (
    <p role="status">
      <span className="font-semibold text-pass">{text('sources.recognised')}</span>
      <span className="text-muted"> · {facts.join(' · ')}</span>
    </p>
  );
}
