// Takes a recipe from a file. Where the station has one of that name, the person says what it is to become.
import { FilePlus2, FileUp, Layers2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { useCommand } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { Button, Dialog, ErrorNotice } from '../ui/index.ts';
import { readDraft } from './draft.ts';
import { setField } from './draft-edits.ts';
import { openAsNextVersion, openNew } from './editing-session.ts';
import { freeName } from './recipe-names.ts';

interface ReadFile {
  readonly text: string;
  readonly name: string;
  readonly title: string;
}

/** @param names Of all stored recipes. */
export function ImportButton({
  names,
  disabled,
}: {
  readonly names: readonly string[];
  readonly disabled: boolean;
}) {
  const text = useText();
  const input = useRef<HTMLInputElement>(null);
  const [taken, setTaken] = useState<ReadFile | null>(null);
  const take = (content: string): void => {
    const draft = readDraft(content).draft;
    const file = { text: content, name: draft?.name ?? '', title: draft?.title ?? '' };
    if (names.includes(file.name)) setTaken(file);
    else openNew(content, file.name, file.title);
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".yaml,.yml"
        className="hidden"
        aria-label={text('recipes.import')}
        onChange={async ({ target }) => {
          const file = target.files?.[0];
          if (file === undefined) return;
          const content = await file.text();
          // So that the same file can be chosen again after it was changed.
          target.value = '';
          take(content);
        }}
      />
      <Button icon={FileUp} disabled={disabled} onClick={() => input.current?.click()}>
        {text('recipes.import')}
      </Button>
      {taken !== null && <TakenDialog file={taken} names={names} onClose={() => setTaken(null)} />}
    </>
  );
}

function TakenDialog({
  file,
  names,
  onClose,
}: {
  readonly file: ReadFile;
  readonly names: readonly string[];
  readonly onClose: () => void;
}) {
  const text = useText();
  const read = useCommand('readStoredRecipe');
  const { name } = file;
  const free = freeName(name, names);
  return (
    <Dialog
      open
      onClose={onClose}
      title={text('recipes.importTaken.title', { name })}
      description={text('recipes.importTaken.sentence')}
      footer={
        <>
          <Button onClick={onClose}>{text('common.cancel')}</Button>
          <Button
            icon={FilePlus2}
            onClick={() => {
              openNew(setField(file.text, ['name'], free), free, file.title);
              onClose();
            }}
          >
            {text('recipes.importTaken.otherName', { name: free })}
          </Button>
          <Button
            variant="primary"
            icon={Layers2}
            busy={read.busy}
            onClick={async () => {
              const stored = await read.send({ name, savedAt: null });
              if (stored === undefined) return;
              openAsNextVersion({ name, savedAt: stored.versions[0]!.savedAt, text: stored.text }, file.text);
              onClose();
            }}
          >
            {text('recipes.importTaken.newVersion', { name })}
          </Button>
        </>
      }
    >
      {read.error ? (
        <ErrorNotice error={read.error} />
      ) : (
        <p className="text-muted">{text('recipes.importTaken.hint')}</p>
      )}
    </Dialog>
  );
}
