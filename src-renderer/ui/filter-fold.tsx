import { ListFilter } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import { useLayout } from './layout.ts';

/** The fields of a filter. On a phone they are shown when they are asked for: what they filter needs the room. */
export function FilterFold({
  summary,
  children,
}: {
  /** What is chosen, in one or two words. */
  readonly summary: string;
  readonly children: ReactNode;
}) {
  const folds = useLayout() === 'phone';
  const [asked, setAsked] = useState(false);
  return (
    <>
      {folds && (
        <Button icon={ListFilter} aria-expanded={asked} onClick={() => setAsked(!asked)}>
          {summary}
        </Button>
      )}
      {(asked || !folds) && children}
    </>
  );
}
