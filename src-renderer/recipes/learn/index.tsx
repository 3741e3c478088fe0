// Learns a recipe from good parts: those of the history that a person chooses, or recordings whose labels were confirmed.
// The draft is opened in the editor; nothing is saved.
import { GraduationCap } from 'lucide-react';
import { useState } from 'react';
import type { LearntRecipe, RecipeSummary } from '../../../src-inference/contract/index.ts';
import { useCommand, useStationQuery } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { Button, Dialog, ErrorNotice, Tabs, TextField } from '../../ui/index.ts';
import { openLearnt } from '../editing-session.ts';
import { freeName, nameFromTitle } from '../recipe-names.ts';
import { PartsChoice } from './parts-choice.tsx';
import { RecordingsChoice } from './recordings-choice.tsx';

/** By Laplace's rule, so many good parts show that at most one in twenty breaks a rule: fewer only ask for looks. */
const enoughExamples = 18;

type From = 'parts' | 'recordings';

export function LearnDialog({
  recipes,
  onClose,
}: {
  readonly recipes: readonly RecipeSummary[];
  readonly onClose: () => void;
}) {
  const text = useText();
  const [from, setFrom] = useState<From>('parts');
  const [title, setTitle] = useState('');
  const [parts, setParts] = useState<ReadonlySet<string>>(new Set());
  const [recordings, setRecordings] = useState<ReadonlySet<string>>(new Set());
  const project = useStationQuery('teachProject', null);
  const learnParts = useCommand('learnFromParts');
  const learnRecordings = useCommand('teachLearnRecipe');
  const count = (from === 'parts' ? parts : recordings).size;
  const learn = async (): Promise<void> => {
    const names = recipes.map(({ name }) => name);
    const common = {
      title: title.trim(),
      name: freeName(nameFromTitle(title) || 'learnt', names),
    };
    const learnt: LearntRecipe | undefined =
      from === 'parts'
        ? await learnParts.send({ ...common, ids: [...parts] })
        : await learnRecordings.send({ ...common, recordings: [...recordings] });
    if (learnt === undefined) return;
    openLearnt(learnt);
    onClose();
  };
  const error = from === 'parts' ? learnParts.error : learnRecordings.error;
  return (
    <Dialog
      open
      onClose={onClose}
      width="medium"
      tall
      title={text('recipes.learn.title')}
      description={text('recipes.learn.sentence')}
      footer={
        <div className="flex w-full flex-wrap items-center gap-3">
          <p role="status" className="mr-auto min-w-0 max-w-md text-muted text-sm">
            <span className="block font-medium text-base text-text">
              {text(`recipes.learn.chosen.${from}`, { count })}
            </span>
            {count > 0 && count < enoughExamples && text('recipes.learn.few', { enough: enoughExamples })}
          </p>
          <Button onClick={onClose}>{text('common.cancel')}</Button>
          <Button
            variant="primary"
            icon={GraduationCap}
            disabled={count === 0 || title.trim() === ''}
            busy={learnParts.busy || learnRecordings.busy}
            onClick={() => void learn()}
          >
            {text('recipes.learn.make')}
          </Button>
        </div>
      }
    >
      <div className="flex h-full min-h-0 flex-col gap-4">
        <TextField
          label={text('recipes.learn.name')}
          placeholder={text('recipes.learn.nameExample')}
          value={title}
          autoFocus
          onChange={({ target }) => setTitle(target.value)}
        />
        {error && <ErrorNotice error={error} />}
        <Tabs
          label={text('recipes.learn.from')}
          tabs={[
            { name: 'parts', label: text('recipes.learn.parts') },
            { name: 'recordings', label: text('recipes.learn.recordings') },
          ]}
          open={from}
          onOpen={setFrom}
        >
          {from === 'parts' ? (
            <PartsChoice recipes={recipes} chosen={parts} onChoose={setParts} />
          ) : (
            <RecordingsChoice
              recordings={project.data?.recordings ?? []}
              chosen={recordings}
              onChoose={setRecordings}
            />
          )}
        </Tabs>
      </div>
    </Dialog>
  );
}
