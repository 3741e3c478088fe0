import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '../../text/index.tsx';
import { classNames, toneText } from '../../ui/index.ts';
import type { FigureTone } from './health-items.ts';

/** A name and a value; a sign when it is not as it should be. */
export function Figure({
  label,
  tone = 'idle',
  children,
}: {
  readonly label: string;
  readonly tone?: FigureTone;
  readonly children: ReactNode;
}) {
  const text = useText();
  return (
    <div
      className={classNames(
        'flex items-baseline gap-1.5 whitespace-nowrap',
        // The strip may be wider than the screen: what needs attention is seen without scrolling.
        tone !== 'idle' && 'order-first',
      )}
    >
      <dt className="text-faint text-sm">{label}</dt>
      <dd
        className={classNames(
          'figures flex items-baseline gap-1 text-sm',
          tone === 'idle' ? 'font-medium text-text' : `font-bold ${toneText[tone]}`,
        )}
      >
        {tone !== 'idle' && (
          <TriangleAlert aria-label={text('live.health.bad')} className="size-4 self-center" />
        )}
        {children}
      </dd>
    </div>
  );
}
