// Over the picture of a source that does not play: since when, how often it was tried, and a button to try it now.
import { MonitorX, RotateCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { SourceRetry, WatchedSource } from '../../../src-inference/contract/index.ts';
import { useCommand, useIsAllowed } from '../../hooks/index.ts';
import { nextAttemptMessage, triedMessage } from '../../messages/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { Button } from '../../ui/index.ts';

export function SourceWaiting({ source }: { readonly source: WatchedSource }) {
  const text = useText();
  return (
    <div className="absolute inset-0 flex flex-col items-center justify-center gap-3 px-4 text-center text-white">
      <MonitorX aria-hidden className="size-14 animate-breathe" strokeWidth={1.5} />
      <p className="font-semibold text-2xl">{text(`live.source.${source.state}`)}</p>
      {source.retry !== null && <Attempts retry={source.retry} />}
    </div>
  );
}

function Attempts({ retry }: { readonly retry: SourceRetry }) {
  const text = useText();
  const formats = useFormats();
  const now = useNow();
  const again = useCommand('retrySource');
  const may = useIsAllowed('retrySource');
  const isTrying = Date.parse(retry.nextAt) <= now;
  return (
    <>
      <p className="figures text-lg first-letter:uppercase">
        {triedMessage(retry, text, formats)}, {nextAttemptMessage(retry, now, text)}
      </p>
      <Button
        icon={RotateCw}
        busy={again.busy || isTrying}
        disabled={!may}
        onClick={() => void again.send(null)}
      >
        {text('sources.retry.tryNow')}
      </Button>
    </>
  );
}

/** Milliseconds since 1970, once a second. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
