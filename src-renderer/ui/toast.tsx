// Short messages that disappear after a few seconds.
import { X } from 'lucide-react';
import { Toast as Radix } from 'radix-ui';
import { createContext, type ReactNode, use, useCallback, useState } from 'react';
import { useText } from '../text/index.tsx';
import { IconButton } from './button.tsx';
import { classNames } from './class-names.ts';
import { outcomeMarks, toneText } from './tones.ts';

export interface Toast {
  readonly tone: 'pass' | 'warn' | 'fail';
  readonly title: string;
  readonly message?: string;
}

const ToastContext = createContext<(toast: Toast) => void>(() => {});
const shownMilliseconds = 6000;

/** @returns A function that shows a message. */
export function useToast(): (toast: Toast) => void {
  return use(ToastContext);
}

export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const text = useText();
  const [toasts, setToasts] = useState<readonly (Toast & { readonly id: number })[]>([]);
  const show = useCallback(
    (toast: Toast) =>
      setToasts((shown) => [...shown.slice(-3), { ...toast, id: (shown.at(-1)?.id ?? 0) + 1 }]),
    [],
  );
  return (
    <ToastContext value={show}>
      <Radix.Provider duration={shownMilliseconds} label={text('common.notifications')}>
        {children}
        {toasts.map(({ id, tone, title, message }) => {
          const Icon = outcomeMarks[tone].icon;
          return (
            <Radix.Root
              key={id}
              onOpenChange={(open) => open || setToasts((shown) => shown.filter((other) => other.id !== id))}
              className="flex w-[26rem] max-w-[90vw] animate-appear items-start gap-3 rounded-xl border border-line-strong bg-raised py-2 pr-2 pl-4 shadow-float"
            >
              <Icon aria-hidden className={classNames('mt-2.5 size-6 shrink-0', toneText[tone])} />
              <div className="min-w-0 flex-1 py-2">
                <Radix.Title className="font-semibold">{title}</Radix.Title>
                {message && <Radix.Description className="text-muted">{message}</Radix.Description>}
              </div>
              <Radix.Close asChild>
                <IconButton icon={X} name={text('common.dismiss')} />
              </Radix.Close>
            </Radix.Root>
          );
        })}
        <Radix.Viewport className="fixed right-4 bottom-4 z-[70] flex flex-col gap-2 outline-none" />
      </Radix.Provider>
    </ToastContext>
  );
}
