// The recipe of the line: its order aligns drafts, and tells what to expect of a network.
import { ListOrdered, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { TeachProject } from '../../src-inference/contract/index.ts';
import { useCommand, useStation, useStationQuery } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { Button, Dialog, ErrorNotice, Select, TextArea } from '../ui/index.ts';
import { recipeFromActions } from './recipe-text.ts';

const none = 'none';

export function RecipeDialog({
  project,
  onClose,
}: {
  readonly project: TeachProject;
  readonly onClose: () => void;
}) {
  const text = useText();
  const stored = useStationQuery('teachReadRecipe', null, { transient: true });
  return (
    <Dialog
      open
      onClose={onClose}
      title={text('teach.recipe.title')}
      description={text('teach.recipe.description')}
      width="medium"
    >
      {stored.isError && <ErrorNotice error={stored.error} />}
      {stored.isPending && <p role="status">{text('common.loading')}</p>}
      {stored.isSuccess && <RecipeForm project={project} stored={stored.data} onClose={onClose} />}
    </Dialog>
  );
}

function RecipeForm({
  project,
  stored,
  onClose,
}: {
  readonly project: TeachProject;
  readonly stored: string | null;
  readonly onClose: () => void;
}) {
  const text = useText();
  const { request } = useStation();
  const set = useCommand('teachSetRecipe');
  const [draft, setDraft] = useState(stored ?? '');
  const confirmed = project.recordings.filter(({ state }) => state === 'confirmed');
  const [example, setExample] = useState(confirmed[0]?.id ?? none);
  const save = async (next: string | null): Promise<void> => {
    const { ok } = await set.attempt({ text: next });
    if (ok) onClose();
  };
  const takeOrder = async (): Promise<void> => {
    const labels = await request('teachReadLabels', { recording: example });
    setDraft(recipeFromActions(labels.confirmed?.actions ?? [], project.name));
  };
  return (
    <div className="flex flex-col gap-4">
      {confirmed.length > 0 && (
        <div className="flex flex-wrap items-end gap-3">
          <div className="min-w-56 flex-1">
            <Select
              label={text('teach.recipe.example')}
              value={example}
              choices={confirmed.map(({ id }) => ({ value: id, label: id }))}
              onChange={setExample}
            />
          </div>
          <Button icon={ListOrdered} onClick={takeOrder}>
            {text('teach.recipe.takeOrder')}
          </Button>
        </div>
      )}
      <TextArea
        label={text('teach.recipe.text')}
        hint={text('teach.recipe.textHint')}
        rows={14}
        spellCheck={false}
        className="font-mono text-sm"
        value={draft}
        onChange={({ target }) => setDraft(target.value)}
      />
      {set.error && <ErrorNotice error={set.error} />}
      <div className="flex flex-wrap justify-end gap-3">
        {stored !== null && (
          <Button icon={Trash2} busy={set.busy} className="mr-auto" onClick={() => save(null)}>
            {text('teach.recipe.remove')}
          </Button>
        )}
        <Button onClick={onClose}>{text('common.cancel')}</Button>
        <Button variant="primary" busy={set.busy} disabled={draft.trim() === ''} onClick={() => save(draft)}>
          {text('common.save')}
        </Button>
      </div>
    </div>
  );
}
