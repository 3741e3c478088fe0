import { useConnection, useIsCurrent, useSnapshot } from '../../hooks/index.ts';
import type { Band } from './band.ts';
import { bandState } from './band-state.ts';

/** The state of the band now. */
export function useBand(): Band {
  const connection = useConnection();
  const fresh = useIsCurrent();
  const snapshot = useSnapshot((whole) => whole);
  return bandState(connection, fresh, snapshot);
}
