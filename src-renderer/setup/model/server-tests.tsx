import { CircleCheck, PlugZap, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import {
  type InferenceServerSpec,
  networkName,
  type ServerTest,
} from '../../../src-inference/contract/index.ts';
import { useCommand, useIsAllowed } from '../../hooks/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { Button, ErrorNotice } from '../../ui/index.ts';

/** Tries every server of the form as the station would use it, and says what is wrong with which. */
export function ServerTests({
  spec,
  disabled,
}: {
  readonly spec: InferenceServerSpec;
  readonly disabled: boolean;
}) {
  const text = useText();
  const mayTest = useIsAllowed('testInferenceServer');
  const test = useCommand('testInferenceServer');
  /** With what was tried: a result must not stand beside a form that was changed since. */
  const [tried, setTried] = useState<{ readonly of: string; readonly tests: readonly ServerTest[] } | null>(
    null,
  );
  const now = JSON.stringify(spec);
  const isPresent = !test.busy && tried?.of === now;
  return (
    <div className="flex flex-col gap-3">
      <Button
        icon={PlugZap}
        className="self-start"
        busy={test.busy}
        disabled={disabled || !mayTest}
        onClick={() => void test.send(spec).then((tests) => setTried({ of: now, tests: tests ?? [] }))}
      >
        {text('setup.server.test')}
      </Button>
      <div aria-live="polite" className="flex flex-col gap-3">
        {test.busy && <p className="text-muted">{text('setup.server.testing')}</p>}
        {isPresent && test.error && <ErrorNotice error={test.error} />}
        {isPresent &&
          tried.tests.map((one) => (
            <TestResult key={one.server} test={one} timeoutSeconds={spec.timeoutSeconds} />
          ))}
      </div>
    </div>
  );
}

function TestResult({
  test: { server, error, milliseconds, network },
  timeoutSeconds,
}: {
  readonly test: ServerTest;
  readonly timeoutSeconds: number;
}) {
  const text = useText();
  const formats = useFormats();
  if (error !== null) return <ErrorNotice error={error} />;
  if (milliseconds === null || network === null) return null;
  const isSlow = milliseconds > timeoutSeconds * 1000;
  const shown = formats.number(milliseconds, milliseconds < 10 ? 1 : 0);
  const Icon = isSlow ? TriangleAlert : CircleCheck;
  return (
    <div className={`flex gap-3 ${isSlow ? 'text-warn' : ''}`}>
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0" />
      <p>
        <span className="break-all font-mono text-sm">{server}</span>
        <br />
        {isSlow
          ? text('setup.server.tooSlow', { milliseconds: shown })
          : text('setup.server.works', { milliseconds: shown, network: networkName(network) })}
      </p>
    </div>
  );
}
