import { CircleX, ScanBarcode } from 'lucide-react';
import type { ReactNode } from 'react';
import type { IdentityRefusal } from '../../../src-inference/contract/index.ts';
import { askingPart } from '../../../src-inference/contract/index.ts';
import { openPage } from '../../app/index.ts';
import { useCommand, useIsAllowed, useSnapshot } from '../../hooks/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { Button, classNames, type Tone, toneSoft } from '../../ui/index.ts';

/** What the scanner is told: a code that was not taken, and a part that has no serial number. */
export function IdentityNotices() {
  const text = useText();
  const refusal = useSnapshot((snapshot) => snapshot.identityRefusal);
  const asking = useSnapshot((snapshot) => askingPart(snapshot)?.number ?? null);
  if (refusal === null && asking === null) return null;
  return (
    <div role="alert" className="flex shrink-0 flex-col">
      {refusal !== null && <Refusal refusal={refusal} />}
      {asking !== null && <Strip tone="warn" message={text('identity.serialMissing', { number: asking })} />}
    </div>
  );
}

function Refusal({ refusal }: { readonly refusal: IdentityRefusal }) {
  const text = useText();
  const formats = useFormats();
  const snapshot = useSnapshot((whole) => whole);
  const next = useCommand('identifyNextPart');
  const present = useCommand('identifyPart');
  const may = useIsAllowed('identifyNextPart');
  const { error, identity, earlier, by } = refusal;
  const { nextPart, part } = snapshot;
  // The part that asks, or that has begun since the code was scanned, is the one on the bench.
  const begunSince = part !== null && part.id > refusal.at && !part.identity?.serial ? part : null;
  const target = askingPart(snapshot) ?? begunSince;
  const rework = async (): Promise<void> => {
    if (identity === null) return;
    if (target === null) await next.send({ identity, by, rework: true });
    else await present.send({ id: target.id, identity, by, rework: true });
  };
  const verdict = earlier?.overrideVerdict ?? earlier?.verdict ?? null;
  const message =
    earlier === null
      ? `${refusal.text}: ${error.message} ${error.hint ?? text(`errors.${error.code}.remedy`)}`
      : text('identity.madeBefore', {
          serial: identity?.serial ?? refusal.text,
          number: earlier.number,
          verdict: verdict === null ? text('identity.noVerdict') : text(`common.verdict.${verdict}`),
          when: formats.dateTime(earlier.id),
        });
  return (
    <Strip tone={earlier === null ? 'fail' : 'warn'} message={message}>
      {earlier !== null && (
        <>
          <Button onClick={() => openPage('history', earlier.id)}>{text('identity.lookAtPart')}</Button>
          <Button variant="primary" busy={next.busy || present.busy} disabled={!may} onClick={rework}>
            {text('identity.rework')}
          </Button>
        </>
      )}
      <Button
        disabled={!may}
        onClick={() => void next.send({ identity: nextPart, by: 'screen', rework: true })}
      >
        {text('common.dismiss')}
      </Button>
    </Strip>
  );
}

function Strip({
  tone,
  message,
  children,
}: {
  readonly tone: Tone;
  readonly message: string;
  readonly children?: ReactNode;
}) {
  const Icon = tone === 'fail' ? CircleX : ScanBarcode;
  return (
    <div
      className={classNames(
        'flex min-h-14 flex-wrap items-center gap-3 border-line border-b px-6 py-1.5',
        toneSoft[tone],
      )}
    >
      <Icon aria-hidden className="size-6 shrink-0" />
      <p className="min-w-0 flex-1 basis-64 font-semibold text-lg leading-snug">{message}</p>
      {children}
    </div>
  );
}
