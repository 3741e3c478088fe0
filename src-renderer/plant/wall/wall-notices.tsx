// In place of the wall while there is nothing to show: why, and what to do.
import { DatabaseZap, LoaderCircle, PlugZap } from 'lucide-react';
import { useText } from '../../text/index.tsx';
import { EmptyState, ErrorNotice } from '../../ui/index.ts';
import { usePlant } from '../data/plant-context.tsx';

export function NothingYet() {
  const text = useText();
  const database = usePlant((state) => state.database);
  if (database.state !== 'failed') {
    return <EmptyState icon={LoaderCircle} title={text('plant.loading')} />;
  }
  return (
    <EmptyState
      icon={DatabaseZap}
      title={text('plant.database.none')}
      description={text('plant.database.retrying')}
    >
      <div className="w-full max-w-2xl text-left">
        <ErrorNotice error={database.error} />
      </div>
    </EmptyState>
  );
}

export function NoStations() {
  const text = useText();
  return (
    <EmptyState icon={PlugZap} title={text('plant.wall.empty')} description={text('plant.wall.emptyHint')} />
  );
}
