// The versions of a recipe, each compared with the one before it, and a way back to it.
import { RotateCcw } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { RecipeVersion } from '../../src-inference/contract/index.ts';
import { useCommand, useIsAllowed, useStationQuery } from '../hooks/index.ts';
import { useFormats, useText } from '../text/index.tsx';
import { Button, Dialog, ErrorNotice, useToast } from '../ui/index.ts';
import { authorText } from './author.ts';
import { DiffTable } from './diff-table.tsx';

export function VersionsDialog({ name, onClose }: { readonly name: string; readonly onClose: () => void }) {
  const text = useText();
  const stored = useStationQuery('readStoredRecipe', { name, savedAt: null });
  return (
    <Dialog open onClose={onClose} width="large" tall title={text('recipes.versionsOf', { name })}>
      {stored.isError && <ErrorNotice error={stored.error} />}
      {stored.isPending && <p role="status">{text('common.loading')}</p>}
      {stored.isSuccess && <Versions name={name} versions={stored.data.versions} />}
    </Dialog>
  );
}

/** @param versions Newest first. */
function Versions({
  name,
  versions,
}: {
  readonly name: string;
  readonly versions: readonly RecipeVersion[];
}) {
  const text = useText();
  const formats = useFormats();
  const toast = useToast();
  const [chosen, setChosen] = useState<string | null>(null);
  const save = useCommand('saveRecipe');
  const maySave = useIsAllowed('saveRecipe');
  const newest = versions[0]?.savedAt ?? null;
  const open = chosen ?? newest;
  const at = versions.findIndex(({ savedAt }) => savedAt === open);
  const restore = async (content: string): Promise<void> => {
    const note = text('recipes.restoredNote', { when: formats.dateTime(open!) });
    if ((await save.send({ name, text: content, note, basedOn: newest })) === undefined) return;
    toast({ tone: 'pass', title: text('recipes.restored', { name }) });
    setChosen(null);
  };
  return (
    <div className="flex h-full min-h-0 flex-col gap-5 md:flex-row">
      <ul
        aria-label={text('recipes.versionsTitle')}
        className="flex max-h-60 shrink-0 flex-col gap-1 overflow-y-auto md:max-h-none md:w-80"
      >
        {versions.map((version, index) => (
          <li key={version.savedAt}>
            <VersionButton
              version={version}
              isOpen={version.savedAt === open}
              isNewest={index === 0}
              onPress={() => setChosen(version.savedAt)}
            />
          </li>
        ))}
      </ul>
      {open !== null && (
        <Version
          key={open}
          name={name}
          savedAt={open}
          before={versions[at + 1]?.savedAt ?? null}
          restore={at > 0 && maySave ? { busy: save.busy, run: (content) => void restore(content) } : null}
        >
          {save.error && <ErrorNotice error={save.error} />}
        </Version>
      )}
    </div>
  );
}

function VersionButton({
  version: { savedAt, note, author },
  isOpen,
  isNewest,
  onPress,
}: {
  readonly version: RecipeVersion;
  readonly isOpen: boolean;
  readonly isNewest: boolean;
  readonly onPress: () => void;
}) {
  const text = useText();
  const formats = useFormats();
  return (
    <button
      type="button"
      aria-pressed={isOpen}
      onClick={onPress}
      className="flex min-h-14 w-full flex-col justify-center rounded-lg px-3 py-2 text-left hover:bg-raised aria-pressed:bg-accent-soft"
    >
      <span className="figures flex w-full items-baseline gap-2 font-medium">
        {formats.dateTime(savedAt)}
        {isNewest && (
          <span className="ml-auto font-semibold text-accent text-sm">{text('recipes.inForce')}</span>
        )}
      </span>
      <span className="text-sm">{authorText(author, text)}</span>
      <span className="text-muted text-sm">{note || text('recipes.noNote')}</span>
    </button>
  );
}

function Version({
  name,
  savedAt,
  before,
  restore,
  children,
}: {
  readonly name: string;
  readonly savedAt: string;
  /** The version that it replaced; null: it is the first. */
  readonly before: string | null;
  readonly restore: { readonly busy: boolean; run(content: string): void } | null;
  readonly children: ReactNode;
}) {
  const text = useText();
  const version = useStationQuery('readStoredRecipe', { name, savedAt });
  const older = useStationQuery('readStoredRecipe', { name, savedAt: before ?? savedAt });
  if (version.isError) return <ErrorNotice error={version.error} />;
  if (older.isError) return <ErrorNotice error={older.error} />;
  if (version.isPending || older.isPending) return null;
  const content = version.data.text;
  return (
    <section aria-label={text('recipes.changes')} className="flex min-w-0 flex-1 flex-col gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <p className="mr-auto text-muted">
          {text(before === null ? 'recipes.firstVersion' : 'recipes.againstBefore')}
        </p>
        {restore && (
          <Button icon={RotateCcw} busy={restore.busy} onClick={() => restore.run(content)}>
            {text('recipes.restore')}
          </Button>
        )}
      </div>
      {children}
      <DiffTable before={older.data.text} after={content} />
    </section>
  );
}
