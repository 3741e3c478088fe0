import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useAnswer, useCommand, useMay } from '../binding/index.tsx';
import { useFormats, useText } from '../text/index.tsx';
import { Button, classNames, Dialog, ErrorNotice, useToast } from '../ui/index.ts';
import { type DiffLine, diffLines } from './line-diff.ts';

/** The versions of a recipe, each against the one before it, and a way back to it. */
export function VersionsDialog({
  name,
  onClose,
  onRestored,
}: {
  readonly name: string;
  readonly onClose: () => void;
  readonly onRestored: () => void;
}) {
  const text = useText();
  const formats = useFormats();
  const toast = useToast();
  const stored = useAnswer('readStoredRecipe', { name, savedAt: null });
  const [chosen, setChosen] = useState<string | null>(null);
  const restore = useCommand('saveRecipe');
  const maySave = useMay('saveRecipe');
  const versions = stored.state === 'ready' ? stored.output.versions : [];
  const open = chosen ?? versions[0]?.savedAt ?? null;
  const at = versions.findIndex(({ savedAt }) => savedAt === open);
  const when = (savedAt: string) => `${formats.day(savedAt)}, ${formats.clock(savedAt)}`;
  return (
    <Dialog open onClose={onClose} width="large" tall title={text('recipes.versionsOf', { name })}>
      {stored.state === 'failed' && <ErrorNotice error={stored.error} />}
      {stored.state === 'loading' && <p role="status">{text('common.loading')}</p>}
      {stored.state === 'ready' && (
        <div className="flex h-full min-h-0 flex-col gap-5 md:flex-row">
          <ul
            aria-label={text('recipes.versionsTitle')}
            className="flex max-h-60 shrink-0 flex-col gap-1 overflow-y-auto md:max-h-none md:w-80"
          >
            {versions.map(({ savedAt, note }, index) => (
              <li key={savedAt}>
                <button
                  type="button"
                  aria-pressed={savedAt === open}
                  onClick={() => setChosen(savedAt)}
                  className="flex min-h-14 w-full flex-col justify-center rounded-lg px-3 py-2 text-left hover:bg-raised aria-pressed:bg-accent-soft"
                >
                  <span className="figures flex w-full items-baseline gap-2 font-medium">
                    {when(savedAt)}
                    {index === 0 && (
                      <span className="ml-auto font-semibold text-accent text-sm">
                        {text('recipes.inForce')}
                      </span>
                    )}
                  </span>
                  <span className="text-muted text-sm">{note || text('recipes.noNote')}</span>
                </button>
              </li>
            ))}
          </ul>
          {open !== null && (
            <Version
              key={open}
              name={name}
              savedAt={open}
              before={versions[at + 1]?.savedAt ?? null}
              restore={
                at > 0 && maySave
                  ? {
                      busy: restore.busy,
                      run: async (content) => {
                        const note = text('recipes.restoredNote', { when: when(open) });
                        const basedOn = versions[0]?.savedAt ?? null;
                        const saved = await restore.send({ name, text: content, note, basedOn });
                        if (saved === undefined) return;
                        toast({ tone: 'pass', title: text('recipes.restored', { name }) });
                        setChosen(null);
                        stored.again();
                        onRestored();
                      },
                    }
                  : null
              }
            >
              {restore.error && <ErrorNotice error={restore.error} />}
            </Version>
          )}
        </div>
      )}
    </Dialog>
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
  readonly children: React.ReactNode;
}) {
  const text = useText();
  const version = useAnswer('readStoredRecipe', { name, savedAt });
  const older = useAnswer('readStoredRecipe', { name, savedAt: before ?? savedAt });
  if (version.state === 'failed') return <ErrorNotice error={version.error} />;
  if (older.state === 'failed') return <ErrorNotice error={older.error} />;
  if (version.state === 'loading' || older.state === 'loading') return null;
  const content = version.output.text;
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
      <Diff lines={diffLines(older.output.text, content)} />
    </section>
  );
}

const diffLooks = {
  same: { mark: ' ', look: 'text-muted' },
  added: { mark: '+', look: 'bg-pass-soft text-pass' },
  removed: { mark: '−', look: 'bg-fail-soft text-fail' },
} as const;

function Diff({ lines }: { readonly lines: readonly DiffLine[] }) {
  const text = useText();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
    <div tabIndex={0} className="min-h-40 flex-1 overflow-auto rounded-lg border border-line bg-ground py-2">
      <table className="w-full border-collapse font-mono text-sm">
        <caption className="sr-only">{text('recipes.changes')}</caption>
        <tbody>
          {lines.map(({ kind, text: line, before, after }) => (
            <tr key={`${before} ${after}`} className={diffLooks[kind].look}>
              <td className="figures w-10 select-none px-2 text-right text-faint">{before}</td>
              <td className="figures w-10 select-none px-2 text-right text-faint">{after}</td>
              <td className={classNames('whitespace-pre px-2', kind !== 'same' && 'font-medium')}>
                <span className="select-none">{diffLooks[kind].mark} </span>
                {line}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
