import {
  CircleCheck,
  Clock,
  Copy,
  Download,
  EllipsisVertical,
  History,
  Pencil,
  Play,
  Trash2,
  TriangleAlert,
} from 'lucide-react';
import { useState } from 'react';
import type { RecipeSummary, StoredRecipe } from '../../src-inference/contract/index.ts';
import { useCommand, useIsAllowed, useSnapshot } from '../hooks/index.ts';
import { useFormats, useText } from '../text/index.tsx';
import { Badge, Button, Confirm, ErrorNotice, IconButton, Menu, saveFile, useToast } from '../ui/index.ts';
import { readDraft } from './draft.ts';
import { setField } from './draft-edits.ts';
import { openNew, openStored } from './editing-session.ts';
import { freeName } from './recipe-names.ts';

export function RecipeRow({
  recipe,
  names,
  onVersions,
}: {
  readonly recipe: RecipeSummary;
  /** Names of all recipes. */
  readonly names: readonly string[];
  readonly onVersions: () => void;
}) {
  const text = useText();
  const toast = useToast();
  const { name, error } = recipe;
  const inUse = useSnapshot(({ recipe: used }) => used.state !== 'none' && used.name === name);
  const isNext = useSnapshot(({ nextRecipe }) => nextRecipe === name);
  const partRuns = useSnapshot(({ part }) => part !== null);
  const use = useCommand('useRecipe');
  const read = useCommand('readStoredRecipe');
  const [removing, setRemoving] = useState(false);
  const maySave = useIsAllowed('saveRecipe');
  const mayUse = useIsAllowed('useRecipe');

  const withStored = async (how: (stored: StoredRecipe) => void): Promise<void> => {
    const stored = await read.send({ name, savedAt: null });
    if (stored !== undefined) how(stored);
  };
  const edit = ({ text: content, versions }: StoredRecipe): void =>
    openStored(name, versions[0]!.savedAt, content);
  const exportRecipe = ({ text: content }: StoredRecipe): void =>
    saveFile(`${name}.stepwatch.yaml`, new Blob([content], { type: 'application/yaml' }));
  const duplicate = ({ text: content }: StoredRecipe): void => {
    const copy = freeName(`${name}-copy`, names);
    const title = text('recipes.copyOf', { title: readDraft(content).draft?.title ?? name });
    openNew(setField(setField(content, ['name'], copy), ['title'], title), copy, title);
  };

  return (
    <li className="rounded-xl border border-line bg-panel">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3 px-5 py-4">
        <RecipeTitle recipe={recipe} inUse={inUse} isNext={isNext} />
        <div className="flex flex-wrap items-center gap-2">
          {!inUse && !isNext && (
            <Button
              icon={Play}
              disabled={!mayUse || error !== null}
              busy={use.busy}
              onClick={() => void use.send({ name })}
            >
              {text(partRuns ? 'recipes.useNext' : 'recipes.useNow')}
            </Button>
          )}
          <Button icon={Pencil} busy={read.busy} onClick={() => void withStored(edit)}>
            {text(maySave ? 'recipes.edit' : 'recipes.view')}
          </Button>
          <RecipeMenu
            name={name}
            whyKept={inUse ? text('recipes.keptInUse') : isNext ? text('recipes.keptNext') : null}
            onVersions={onVersions}
            onDuplicate={() => void withStored(duplicate)}
            onExport={() => void withStored(exportRecipe)}
            onDelete={() => setRemoving(true)}
          />
        </div>
      </div>
      {error && (
        <p className="border-line border-t px-5 py-3 text-sm">
          <span className="text-fail">
            {error.line !== undefined && `${text('recipes.editor.line', { line: error.line })}: `}
            {error.message}
          </span>{' '}
          <span className="text-muted">{error.hint}</span>
        </p>
      )}
      {(use.error ?? read.error) && (
        <div className="px-5 pb-4">
          <ErrorNotice error={(use.error ?? read.error)!} />
        </div>
      )}
      {removing && (
        <RemoveDialog
          name={name}
          onClose={() => setRemoving(false)}
          onRemoved={() => {
            setRemoving(false);
            toast({ tone: 'pass', title: text('recipes.removed', { name }) });
          }}
        />
      )}
    </li>
  );
}

function RecipeTitle({
  recipe,
  inUse,
  isNext,
}: {
  readonly recipe: RecipeSummary;
  readonly inUse: boolean;
  readonly isNext: boolean;
}) {
  const text = useText();
  const formats = useFormats();
  const { name, error } = recipe;
  return (
    <div className="min-w-0 flex-1 basis-72">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="min-w-0 break-words font-semibold text-lg">{recipe.title || name}</h2>
        {inUse && <Badge tone="active" icon={CircleCheck} label={text('recipes.inUseBadge')} />}
        {isNext && <Badge tone="active" icon={Clock} label={text('recipes.nextBadge')} />}
        {error && <Badge tone="fail" icon={TriangleAlert} label={text('recipes.notValid')} />}
      </div>
      <p className="figures mt-1 flex flex-wrap gap-x-4 text-muted text-sm">
        <span className="font-mono">{name}</span>
        {!error && <span>{text('recipes.steps', { count: recipe.steps })}</span>}
        <span>{text('recipes.versions', { count: recipe.versions })}</span>
        <span>
          {text('recipes.changed', {
            when: formats.dateTime(recipe.changedAt),
          })}
        </span>
      </p>
    </div>
  );
}

function RecipeMenu({
  name,
  whyKept,
  onVersions,
  onDuplicate,
  onExport,
  onDelete,
}: {
  readonly name: string;
  /** Why it cannot be deleted; null: it can. */
  readonly whyKept: string | null;
  readonly onVersions: () => void;
  readonly onDuplicate: () => void;
  readonly onExport: () => void;
  readonly onDelete: () => void;
}) {
  const text = useText();
  const maySave = useIsAllowed('saveRecipe');
  return (
    <Menu
      entries={[
        {
          key: 'versions',
          icon: History,
          label: text('recipes.versionsTitle'),
          run: onVersions,
        },
        {
          key: 'duplicate',
          icon: Copy,
          label: text('recipes.duplicate'),
          disabled: !maySave,
          run: onDuplicate,
        },
        {
          key: 'export',
          icon: Download,
          label: text('recipes.export'),
          run: onExport,
        },
        'line',
        {
          key: 'delete',
          icon: Trash2,
          label: text('common.delete'),
          danger: true,
          disabled: !maySave || whyKept !== null,
          ...(whyKept !== null && { hint: whyKept }),
          run: onDelete,
        },
      ]}
    >
      <IconButton icon={EllipsisVertical} name={text('recipes.more', { name })} />
    </Menu>
  );
}

function RemoveDialog({
  name,
  onClose,
  onRemoved,
}: {
  readonly name: string;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}) {
  const text = useText();
  const remove = useCommand('deleteRecipe');
  return (
    <Confirm
      open
      title={text('recipes.removeTitle', { name })}
      description={text('recipes.removeSentence')}
      confirmLabel={text('common.delete')}
      busy={remove.busy}
      onCancel={onClose}
      onConfirm={async () => {
        if ((await remove.send({ name })) !== undefined) onRemoved();
      }}
    >
      {remove.error && <ErrorNotice error={remove.error} />}
    </Confirm>
  );
}
