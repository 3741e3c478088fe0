import { CirclePlus, CircleSlash2 } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useCommand, useIsAllowed, useSnapshot } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import {
  Button,
  Dialog,
  ErrorNotice,
  reachesShortcuts,
  TextField,
  useShortcut,
  useToast,
} from '../ui/index.ts';

/** The actions of an operator for the part on the bench. */
export function PartActions() {
  const text = useText();
  const toast = useToast();
  const inProgress = useSnapshot((snapshot) => snapshot.part !== null);
  const watched = useSnapshot((snapshot) => snapshot.source !== null);
  const isScanned = useSnapshot(
    ({ recipe }) => recipe.state === 'ready' && recipe.info.part.start === 'mark',
  );
  const start = useCommand('startPart');
  const mayStart = useIsAllowed('startPart') && watched;
  const mayAbandon = useIsAllowed('abandonPart') && inProgress;
  const [asking, setAsking] = useState(false);
  const startPart = async (): Promise<void> => {
    await start.send(null);
  };
  useShortcut('n', text('live.part.start'), () => void startPart(), mayStart && !start.busy);
  useShortcut('x', text('live.part.abandon'), () => setAsking(true), mayAbandon);
  return (
    <div className="flex shrink-0 flex-col gap-2">
      {isScanned && <ScanField disabled={!mayStart} />}
      <div className="grid grid-cols-2 gap-2">
        <Button
          large
          icon={CirclePlus}
          busy={start.busy}
          disabled={!mayStart}
          title={text('live.part.startHint')}
          onClick={startPart}
          shortcut="n"
        >
          {text('live.part.start')}
        </Button>
        <Button large icon={CircleSlash2} disabled={!mayAbandon} onClick={() => setAsking(true)} shortcut="x">
          {text('live.part.abandon')}
        </Button>
      </div>
      {start.error && <ErrorNotice error={start.error} />}
      <Abandon
        open={asking}
        onClose={() => setAsking(false)}
        onDone={() => toast({ tone: 'warn', title: text('common.verdict.aborted') })}
      />
    </div>
  );
}

/**
 * A scanner types the serial number and presses Enter. The field has the focus whenever nothing else needs it, and takes
 * what is typed while a button has the focus. Otherwise a serial number would trigger shortcuts.
 */
function ScanField({ disabled }: { readonly disabled: boolean }) {
  const text = useText();
  const start = useCommand('startPart');
  const [code, setCode] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (disabled) return;
    const take = (event: KeyboardEvent): void => {
      // The space bar presses the button that has the focus.
      if (event.key.length !== 1 || event.key === ' ' || !reachesShortcuts(event)) return;
      event.stopPropagation();
      // The browser gives the letter to the element that has the focus after this handler.
      field.current?.focus();
    };
    window.addEventListener('keydown', take, { capture: true });
    return () => window.removeEventListener('keydown', take, { capture: true });
  }, [disabled]);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const scanned = code.trim();
    if (scanned === '') return;
    setCode('');
    await start.send({ code: scanned });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <TextField
        ref={field}
        label={text('live.part.scan')}
        placeholder={text('live.part.scanHint')}
        value={code}
        onChange={(event) => setCode(event.target.value)}
        maxLength={80}
        autoFocus
        // After a touch beside all fields and buttons nothing has the focus: a scanner would trigger shortcuts.
        onBlur={({ relatedTarget, currentTarget }) => relatedTarget ?? currentTarget.focus()}
        disabled={disabled}
      />
      {start.error && <ErrorNotice error={start.error} />}
    </form>
  );
}

function Abandon({
  open,
  onClose,
  onDone,
}: {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const text = useText();
  const { send, busy, error } = useCommand('abandonPart');
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={text('live.part.abandonTitle')}
      description={text('live.part.abandonDescription')}
      footer={
        <>
          <Button onClick={onClose}>{text('common.cancel')}</Button>
          <Button
            variant="danger"
            busy={busy}
            onClick={async () => {
              if ((await send(null)) === undefined) return;
              onClose();
              onDone();
            }}
          >
            {text('live.part.abandon')}
          </Button>
        </>
      }
    >
      {error && <ErrorNotice error={error} />}
    </Dialog>
  );
}
