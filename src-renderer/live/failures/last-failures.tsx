// The parts that failed last, with what shows their mistakes. Whoever is answerable for the line acknowledges them here.
import { PackageCheck } from 'lucide-react';
import { allParts } from '../../../src-inference/contract/index.ts';
import { openPage } from '../../app/index.ts';
import { useSnapshot, useStationQuery } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { Button, EmptyState, ErrorNotice } from '../../ui/index.ts';
import { FailureCard } from './failure-card.tsx';

/** Older ones are in the history. */
const mostFailures = 12;

export function LastFailures() {
  const text = useText();
  const waiting = useSnapshot((snapshot) => snapshot.unacknowledged);
  const failed = useStationQuery(
    'listParts',
    { ...allParts, verdict: 'fail', before: null, limit: mostFailures },
    { keepPrevious: true },
  );
  if (failed.isError) {
    return (
      <ErrorNotice error={failed.error}>
        <Button onClick={() => void failed.refetch()}>{text('common.retry')}</Button>
      </ErrorNotice>
    );
  }
  if (failed.isPending) return <p role="status">{text('common.loading')}</p>;
  const { parts } = failed.data;
  const notListed = waiting.filter((id) => !parts.some((part) => part.id === id)).length;
  if (parts.length === 0) return <EmptyState icon={PackageCheck} title={text('live.lastFailures.none')} />;
  return (
    <div className="flex flex-col gap-3">
      <ul className="flex flex-col gap-3">
        {parts.map((part) => (
          <li key={part.id}>
            <FailureCard part={part} waits={waiting.includes(part.id)} />
          </li>
        ))}
      </ul>
      <Button onClick={() => openPage('history', notListed > 0 ? '?unacknowledged=true' : '?verdict=fail')}>
        {notListed > 0
          ? text('live.lastFailures.older', { count: notListed })
          : text('live.lastFailures.all')}
      </Button>
    </div>
  );
}
