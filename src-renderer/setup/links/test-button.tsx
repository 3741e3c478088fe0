import { CircleCheck, PlugZap } from 'lucide-react';
import { useState } from 'react';
import type { LinkSetting } from '../../../src-inference/contract/index.ts';
import { useCommand, useIsAllowed } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { Button, ErrorNotice } from '../../ui/index.ts';

/** Tries the connection as it stands in the form, and says what is wrong. */
export function TestButton({
  link,
  disabled = false,
}: {
  readonly link: LinkSetting;
  readonly disabled?: boolean;
}) {
  const text = useText();
  const mayTest = useIsAllowed('testLink');
  const test = useCommand('testLink');
  /** What was tried, so that a good result does not stand beside a form that was changed since. */
  const [tried, setTried] = useState('');
  const now = JSON.stringify(link.spec);
  return (
    <div className="flex flex-col gap-3">
      <Button
        icon={PlugZap}
        className="self-start"
        busy={test.busy}
        disabled={disabled || !mayTest}
        onClick={() => void test.send(link).then(() => setTried(now))}
      >
        {text('setup.links.test')}
      </Button>
      <div aria-live="polite">
        {test.busy && <p className="text-muted">{text('setup.links.testing')}</p>}
        {!test.busy && tried === now && test.error && <ErrorNotice error={test.error} />}
        {!test.busy && tried === now && !test.error && (
          <p className="flex items-start gap-2">
            <CircleCheck aria-hidden className="mt-0.5 size-5 shrink-0" />
            {text('setup.links.tested')}. {text(`setup.links.testedHint.${link.spec.kind}`)}
          </p>
        )}
      </div>
    </div>
  );
}
