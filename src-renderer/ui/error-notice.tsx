import { OctagonAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PlainStationError } from '../../src-inference/contract/index.ts';
import { toldError, useFormats, useText } from '../text/index.tsx';

/** What is wrong, where, and what to do. */
export function ErrorNotice({
  error,
  children,
}: {
  readonly error: Pick<PlainStationError, 'code' | 'message'> & {
    readonly hint?: string | undefined;
    readonly where?: string | undefined;
    readonly line?: number | undefined;
  };
  /** Buttons. */
  readonly children?: ReactNode;
}) {
  const text = useText();
  const { what, remedy, original } = toldError(error, text, useFormats().language);
  const place = error.where && (error.line === undefined ? error.where : `${error.where}:${error.line}`);
  return (
    <div role="alert" className="flex gap-3 rounded-xl border border-fail/50 bg-fail-soft p-4">
      <OctagonAlert aria-hidden className="mt-0.5 size-6 shrink-0 text-fail" />
      <div className="min-w-0 flex-1">
        <p className="font-semibold text-fail">{text(`errors.${error.code}.title`)}</p>
        {original === null && <p className="mt-1 break-words">{what}</p>}
        {place && <p className="mt-1 break-all text-muted text-sm">{place}</p>}
        <p className="mt-2 text-muted">{remedy}</p>
        {original !== null && (
          <p lang="en" className="mt-2 break-words text-muted text-sm">
            {original}
          </p>
        )}
        {children && <div className="mt-3 flex flex-wrap gap-2">{children}</div>}
      </div>
    </div>
  );
}
