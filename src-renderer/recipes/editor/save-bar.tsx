import { Save } from 'lucide-react';
import { useText } from '../../text/index.tsx';
import { Button, ErrorNotice, TextField } from '../../ui/index.ts';
import type { RecipeSave } from './use-recipe-save.ts';

export function SaveBar({ save, onClose }: { readonly save: RecipeSave; readonly onClose: () => void }) {
  const text = useText();
  return (
    <div className="flex w-full flex-col gap-3">
      {save.error && <ErrorNotice error={save.error} />}
      {save.isTaken && <p className="text-fail">{text('recipes.editor.taken', { name: save.name })}</p>}
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-48 flex-1">
          <TextField
            label={text('recipes.editor.note')}
            placeholder={text('recipes.editor.noteExample')}
            value={save.note}
            onChange={({ target }) => save.setNote(target.value)}
          />
        </div>
        <Button onClick={onClose}>{text('common.cancel')}</Button>
        {!save.isInUse && (
          <Button
            disabled={!save.canUse || save.busy === 'saving'}
            busy={save.busy === 'using'}
            onClick={() => void save.saveAndUse()}
          >
            {text(save.partRuns ? 'recipes.editor.saveForNext' : 'recipes.editor.saveAndUse')}
          </Button>
        )}
        <Button
          variant="primary"
          icon={Save}
          disabled={!save.canSave || save.busy === 'using'}
          busy={save.busy === 'saving'}
          onClick={() => void save.save()}
        >
          {text('common.save')}
        </Button>
      </div>
    </div>
  );
}
