import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { createContext, type ReactNode, use, useState } from 'react';
import { createPortal } from 'react-dom';
import { useText } from '../text/index.tsx';
import { IconButton } from './button.tsx';
import { classNames } from './class-names.ts';

const widths = {
  small: 'max-w-lg',
  medium: 'max-w-3xl',
  large: 'max-w-[min(1400px,96vw)]',
  full: 'max-w-[96vw]',
} as const;

export interface DialogProps {
  readonly open: boolean;
  /** Called for the close button, Escape, and a press outside. The dialog stays open until `open` is false. */
  readonly onClose: () => void;
  readonly title: string;
  readonly description?: string;
  readonly width?: keyof typeof widths;
  readonly children: ReactNode;
  /** Buttons at the bottom. */
  readonly footer?: ReactNode;
  /** Takes the whole height of the window. */
  readonly tall?: boolean;
}

/** Undefined: there is no dialog around; null: its foot is not there yet. */
const FooterPlace = createContext<HTMLElement | null | undefined>(undefined);

/** Buttons for the bottom of the dialog around it, where what they act on is made further inside. On a page they stand where they are. */
export function DialogFooter({ children }: { readonly children: ReactNode }) {
  const place = use(FooterPlace);
  if (place === undefined) return children;
  return place === null ? null : createPortal(children, place);
}

/** Title and buttons stay where they are; what is between them scrolls. */
export function Dialog({
  open,
  onClose,
  title,
  description,
  width = 'small',
  children,
  footer,
  tall,
}: DialogProps) {
  const text = useText();
  const [place, setPlace] = useState<HTMLElement | null>(null);
  return (
    <Radix.Root open={open} onOpenChange={(next) => next || onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/60" />
        <Radix.Content
          {...(description === undefined && { 'aria-describedby': undefined })}
          className={classNames(
            '-translate-x-1/2 -translate-y-1/2 fixed top-1/2 left-1/2 z-50 flex max-h-[94dvh] w-[94vw] animate-appear flex-col rounded-2xl border border-line bg-panel shadow-float outline-none',
            widths[width],
            tall && 'h-[94dvh]',
          )}
        >
          <header className="flex shrink-0 items-start gap-4 border-line border-b py-3 pr-16 pl-6 phone:py-2 phone:pl-4">
            <div className="min-w-0 flex-1 py-1.5">
              <Radix.Title className="font-semibold text-xl">{title}</Radix.Title>
              {description !== undefined && (
                <Radix.Description className="mt-1 text-muted">{description}</Radix.Description>
              )}
            </div>
          </header>
          <FooterPlace value={place}>
            <div className="scroll-fade-y min-h-0 flex-1 overflow-y-auto px-6 py-5 phone:px-4 phone:py-4">
              {children}
            </div>
          </FooterPlace>
          <footer
            ref={setPlace}
            className="flex shrink-0 flex-wrap justify-end gap-3 border-line border-t px-6 py-4 empty:hidden phone:px-4 phone:py-3"
          >
            {footer}
          </footer>
          {/* Last in the document, so that the content of the dialog gets the focus first. */}
          <IconButton
            icon={X}
            name={text('common.close')}
            onClick={onClose}
            className="absolute top-3 right-3"
          />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
