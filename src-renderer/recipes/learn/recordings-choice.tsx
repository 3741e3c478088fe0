// Recordings of the project that teaches the station: their labels say what was done, once a person has confirmed them.
import { Film } from 'lucide-react';
import type { TeachRecording } from '../../../src-inference/contract/index.ts';
import { openPage } from '../../app/index.ts';
import { useFormats, useText } from '../../text/index.tsx';
import { Button, EmptyState } from '../../ui/index.ts';
import { CheckList } from './check-list.tsx';

export function RecordingsChoice({
  recordings,
  chosen,
  onChoose,
}: {
  readonly recordings: readonly TeachRecording[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}) {
  const text = useText();
  const formats = useFormats();
  const confirmed = recordings.filter(({ state }) => state === 'confirmed');
  if (confirmed.length === 0) {
    return (
      <EmptyState
        icon={Film}
        title={text('recipes.learn.noRecordings')}
        description={text('recipes.learn.noRecordingsHint')}
      >
        <Button onClick={() => openPage('teach')}>{text('recipes.learn.openTeach')}</Button>
      </EmptyState>
    );
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3 pt-4">
      <p className="text-muted text-sm">{text('recipes.learn.recordingsHint')}</p>
      <CheckList
        name={text('recipes.learn.recordings')}
        entries={confirmed.map(({ id, operator, durationSeconds, actions }) => ({
          id,
          name: id,
          content: (
            <>
              <span className="min-w-0 flex-1 truncate font-medium">{id}</span>
              <span className="text-muted text-sm">{operator}</span>
              <span className="figures text-muted text-sm">
                {text('recipes.learn.actions', { count: actions })}
              </span>
              <span className="figures text-muted">{formats.duration(durationSeconds)}</span>
            </>
          ),
        }))}
        chosen={chosen}
        onChoose={onChoose}
      />
    </div>
  );
}
