import { AlertDialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { useText } from '../text/index.tsx';
import { Button } from './button.tsx';

/** Asks before something is lost. The cancel button has the focus. */
export function Confirm({
  open,
  title,
  description,
  confirmLabel,
  onConfirm,
  onCancel,
  cancelLabel,
  busy = false,
  children,
}: {
  readonly open: boolean;
  readonly title: string;
  readonly description: string;
  readonly confirmLabel: string;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
  readonly cancelLabel?: string;
  readonly busy?: boolean;
  /** Shown below the question, such as an error. */
  readonly children?: ReactNode;
}) {
  const text = useText();
  return (
    <Radix.Root open={open} onOpenChange={(next) => next || onCancel()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-[60] bg-black/60" />
        <Radix.Content className="-translate-x-1/2 -translate-y-1/2 fixed top-1/2 left-1/2 z-[61] w-[94vw] max-w-lg animate-appear rounded-2xl border border-line bg-panel p-6 shadow-float outline-none">
          <Radix.Title className="font-semibold text-xl">{title}</Radix.Title>
          <Radix.Description className="mt-2 text-muted">{description}</Radix.Description>
          {children && <div className="mt-4">{children}</div>}
          <div className="mt-6 flex flex-wrap justify-end gap-3">
            <Radix.Cancel asChild>
              <Button>{cancelLabel ?? text('common.cancel')}</Button>
            </Radix.Cancel>
            <Button variant="danger" busy={busy} onClick={onConfirm}>
              {confirmLabel}
            </Button>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
