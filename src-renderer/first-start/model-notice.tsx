import { LoaderCircle } from 'lucide-react';
import { openPage } from '../app/index.ts';
import { useSnapshot } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { Button, ErrorNotice } from '../ui/index.ts';

/** Without a model nothing can be watched: says so while it is loaded, and when it cannot be. */
export function ModelNotice() {
  const text = useText();
  const model = useSnapshot((snapshot) => snapshot.model);
  switch (model.state) {
    case 'ready':
      return null;
    case 'loading':
      return (
        <p role="status" className="flex items-center gap-3 rounded-xl bg-raised p-4">
          <LoaderCircle aria-hidden className="size-6 shrink-0 animate-spin text-accent" />
          {text('firstStart.model.loading')}
        </p>
      );
    case 'failed':
      return (
        <ErrorNotice error={model.error}>
          <Button onClick={() => openPage('setup', 'model')}>{text('firstStart.model.toSetup')}</Button>
        </ErrorNotice>
      );
    default:
      return model satisfies never;
  }
}
