import { Wrench } from 'lucide-react';
import { useText } from '../text/index.tsx';
import { EmptyState } from '../ui/index.ts';
import { ConnectionStrip } from './connection-strip.tsx';

/** For whoever may only look on, while somebody else does the first steps. */
export function BeingSetUp() {
  const text = useText();
  return (
    <div className="flex h-full flex-col">
      <ConnectionStrip />
      <main className="min-h-0 flex-1" aria-labelledby="being-set-up">
        <h1 id="being-set-up" className="sr-only">
          {text('firstStart.beingSetUp.title')}
        </h1>
        <EmptyState
          icon={Wrench}
          title={text('firstStart.beingSetUp.title')}
          description={text('firstStart.beingSetUp.sentence')}
        />
      </main>
    </div>
  );
}
