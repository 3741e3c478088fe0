import { ListTodo } from 'lucide-react';
import { useText } from '../text/index.tsx';
import { Button } from '../ui/index.ts';
import { openPage } from './route.ts';

/** On other pages while the station is new: the way back to the first steps. */
export function FirstStepsStrip() {
  const text = useText();
  return (
    <div role="status" className="flex flex-wrap items-center gap-x-4 gap-y-2 bg-accent-soft px-6 py-2">
      <ListTodo aria-hidden className="size-5 text-accent" />
      <p className="min-w-0 flex-1 font-medium">{text('firstStart.unfinished')}</p>
      <Button onClick={() => openPage('first-steps')}>{text('firstStart.goOn')}</Button>
    </div>
  );
}
