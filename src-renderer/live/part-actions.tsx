import { CirclePlus, CircleSlash2 } from 'lucide-react';
import { useState } from 'react';
import { useCommand, useIsAllowed, useSnapshot } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { Button, Dialog, ErrorNotice, useShortcut } from '../ui/index.ts';

/** The actions of an operator for the part on the bench. */
export function PartActions() {
  const text = useText();
  const inProgress = useSnapshot((snapshot) => snapshot.part !== null);
  // It can be taken back meanwhile.
  const ending = useSnapshot((snapshot) => snapshot.part?.ending != null);
  const watched = useSnapshot((snapshot) => snapshot.source !== null);
  const start = useCommand('startPart');
  const mayStart = useIsAllowed('startPart') && watched && !ending;
  const mayAbandon = useIsAllowed('abandonPart') && inProgress;
  const [asking, setAsking] = useState(false);
  const startPart = async (): Promise<void> => {
    await start.send(null);
  };
  useShortcut('n', text('live.part.start'), () => void startPart(), mayStart && !start.busy);
  useShortcut('x', text('live.part.abandon'), () => setAsking(true), mayAbandon);
  return (
    <div className="flex shrink-0 flex-col gap-2">
      <div className="grid flex-1 grid-cols-2 gap-2 max-xl:portrait:grid-cols-1 [&_button]:px-3 [&_kbd]:hidden 2xl:[&_button]:px-5 2xl:[&_kbd]:inline">
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
      <Abandon open={asking} onClose={() => setAsking(false)} />
    </div>
  );
}

function Abandon({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
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
              if ((await send(null)) !== undefined) onClose();
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
