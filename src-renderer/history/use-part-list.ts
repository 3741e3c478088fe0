// The parts that fit the filter, page by page, and kept up with what happens meanwhile.
import { useCallback, useEffect, useRef, useState } from 'react';
import {
  type PartFilter,
  type PartSummary,
  type StationError,
  toStationError,
} from '../../src-inference/contract/index.ts';
import { useStation, useStationEvents } from '../binding/index.tsx';

export type PartConditions = Omit<PartFilter, 'before' | 'limit'>;

export interface PartList {
  readonly state: 'loading' | 'ready' | 'failed';
  /** Newest first. */
  readonly parts: readonly PartSummary[];
  readonly more: boolean;
  readonly error: StationError | null;
  loadMore(): void;
  again(): void;
}

const pageParts = 100;

type Known = Pick<PartList, 'state' | 'parts' | 'more' | 'error'>;
const nothing: Known = { state: 'loading', parts: [], more: false, error: null };

export function usePartList(conditions: PartConditions): PartList {
  const { ask } = useStation();
  const [known, setKnown] = useState<Known>(nothing);
  const key = JSON.stringify(conditions);
  /** Of the newest question: an answer to an older one is of no use. */
  const round = useRef(0);
  const loading = useRef(false);

  const load = useCallback(
    async (before: string | null, how: 'afresh' | 'append' | 'renew'): Promise<void> => {
      if (how === 'append' && loading.current) return;
      if (how === 'afresh') {
        round.current += 1;
        setKnown(nothing);
      }
      const mine = round.current;
      loading.current = true;
      try {
        const filter: PartFilter = { ...(JSON.parse(key) as PartConditions), before, limit: pageParts };
        const page = await ask('listParts', filter);
        if (mine !== round.current) return;
        setKnown((now) => {
          if (how === 'append') {
            return { state: 'ready', error: null, parts: [...now.parts, ...page.parts], more: page.more };
          }
          // What was loaded further down stays: only the newest page is new.
          const oldest = page.parts.at(-1)?.id;
          const rest = oldest === undefined ? [] : now.parts.filter(({ id }) => id < oldest);
          const more = rest.length > 0 ? now.more : page.more;
          return { state: 'ready', error: null, parts: [...page.parts, ...rest], more };
        });
      } catch (thrown) {
        if (mine === round.current)
          setKnown((now) => ({ ...now, state: 'failed', error: toStationError(thrown) }));
      } finally {
        if (mine === round.current) loading.current = false;
      }
    },
    [ask, key],
  );

  useEffect(() => void load(null, 'afresh'), [load]);
  useStationEvents(({ event }) => {
    const changes = ['partEnded', 'partAborted', 'partAcknowledged'];
    if (changes.includes(event.type)) void load(null, 'renew');
  });
  return {
    ...known,
    loadMore: () => void load(known.parts.at(-1)?.id ?? null, 'append'),
    again: () => void load(null, 'afresh'),
  };
}
