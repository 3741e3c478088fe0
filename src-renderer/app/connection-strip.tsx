import { CloudOff } from 'lucide-react';
import { useConnection } from '../hooks/index.ts';
import { isEngineRunning } from '../station/index.ts';
import { useText } from '../text/index.tsx';

/** On pages without the verdict band: says that the data may be old. */
export function ConnectionStrip() {
  const text = useText();
  const connection = useConnection();
  if (isEngineRunning(connection)) return null;
  const sentence =
    connection.state === 'refused' ? 'refused' : connection.state === 'connected' ? 'engine' : 'lost';
  return (
    <p role="status" className="flex items-center gap-3 bg-solid-warn px-6 py-2.5 font-semibold text-on-warn">
      <CloudOff aria-hidden className="size-5" />
      {text(`app.strip.${sentence}`)}
    </p>
  );
}
