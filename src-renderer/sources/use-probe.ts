import { useState } from 'react';
import type { SourceLogin, SourceProbe } from '../../src-inference/contract/index.ts';
import { type Command, useCommand } from '../hooks/index.ts';
import { probeWidth } from './probe.tsx';

/** Looks at a source. The result is valid only for the text that was looked at. */
export function useProbe(): {
  readonly probe: Command<'probeSource'>;
  foundOf(source: string | null): SourceProbe | null;
  look(source: string, login?: SourceLogin): Promise<SourceProbe | null>;
} {
  const probe = useCommand('probeSource');
  const [found, setFound] = useState<{ readonly source: string; readonly probe: SourceProbe } | null>(null);
  return {
    probe,
    foundOf: (source) => (found !== null && found.source === source ? found.probe : null),
    async look(source, login) {
      setFound(null);
      const output = await probe.send({ source, width: probeWidth, ...(login && { login }) });
      if (output === undefined) return null;
      setFound({ source, probe: output });
      return output;
    },
  };
}
