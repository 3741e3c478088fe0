// Somebody else has saved the recipe that is being edited: both texts, and the choice between them. Nothing is lost by
// any choice.
import { Columns2, Save, Undo2 } from 'lucide-react';
import { useFormats, useText } from '../../text/index.tsx';
import { Button, Dialog } from '../../ui/index.ts';
import { authorText } from '../author.ts';
import { DiffTable } from '../diff-table.tsx';
import { editBeside, type OtherVersion, takeOther } from '../editing-session.ts';

interface ConflictProps {
  readonly other: OtherVersion;
  /** Text of the draft. */
  readonly own: string;
  /** Saves the draft as the version after the other one; null: the draft is not valid. */
  readonly onSaveOwn: (() => void) | null;
  readonly busy: boolean;
}

/** The question. To close it is to go on editing. */
export function ConflictDialog({ other, own, onSaveOwn, busy }: ConflictProps) {
  const text = useText();
  return (
    <Dialog
      open
      onClose={editBeside}
      width="large"
      tall
      title={text('recipes.conflict.title')}
      description={text('recipes.conflict.sentence')}
      footer={
        <>
          <Button icon={Columns2} onClick={editBeside}>
            {text('recipes.conflict.goOn')}
          </Button>
          <Button icon={Undo2} onClick={takeOther}>
            {text('recipes.conflict.takeOther')}
          </Button>
          <SaveOwnButton onSaveOwn={onSaveOwn} busy={busy} />
        </>
      }
    >
      <div className="flex h-full min-h-0 flex-col gap-4">
        <Legend other={other} />
        <DiffTable before={other.text} after={own} />
      </div>
    </Dialog>
  );
}

/** The other version, beside the draft. */
export function ConflictPanel({ other, own, onSaveOwn, busy }: ConflictProps) {
  const text = useText();
  return (
    <aside
      aria-label={text('recipes.conflict.title')}
      // Below the draft on a small screen: beside it, the steps would have no room.
      className="flex h-64 shrink-0 gap-4 rounded-xl border border-warn p-3 2xl:h-auto 2xl:w-[28rem] 2xl:flex-col"
    >
      <div className="flex w-80 shrink-0 flex-col gap-2 overflow-y-auto 2xl:w-auto">
        <h3 className="font-semibold">{text('recipes.conflict.title')}</h3>
        <Legend other={other} />
        <div className="mt-auto flex flex-col gap-2">
          <Button icon={Undo2} onClick={takeOther}>
            {text('recipes.conflict.takeOther')}
          </Button>
          <SaveOwnButton onSaveOwn={onSaveOwn} busy={busy} />
        </div>
      </div>
      <DiffTable before={other.text} after={own} />
    </aside>
  );
}

function SaveOwnButton({ onSaveOwn, busy }: Pick<ConflictProps, 'onSaveOwn' | 'busy'>) {
  const text = useText();
  return (
    <Button
      variant="primary"
      icon={Save}
      busy={busy}
      disabled={onSaveOwn === null}
      onClick={() => onSaveOwn?.()}
    >
      {text('recipes.conflict.saveOwn')}
    </Button>
  );
}

/** What the signs of the comparison stand for. */
function Legend({ other }: Pick<ConflictProps, 'other'>) {
  const text = useText();
  const formats = useFormats();
  return (
    <div className="text-sm">
      <p className="figures">
        <span className="font-mono text-fail">−</span>{' '}
        {text('recipes.conflict.other', {
          who: authorText(other.author, text),
          when: formats.dateTime(other.savedAt),
        })}
        <span className="block text-muted">{other.note || text('recipes.noNote')}</span>
      </p>
      <p className="mt-1">
        <span className="font-mono text-pass">+</span> {text('recipes.conflict.own')}
      </p>
    </div>
  );
}
