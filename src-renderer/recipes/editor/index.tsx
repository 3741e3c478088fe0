// The editor of a recipe: steps, rules and text are views of one draft, tried out before it is saved.
import {
  Braces,
  CircleCheck,
  FlaskConical,
  ListOrdered,
  LoaderCircle,
  Redo2,
  Save,
  SlidersHorizontal,
  TriangleAlert,
  Undo2,
} from 'lucide-react';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { useCommand, useMay, useSnapshot, useStation } from '../../binding/index.tsx';
import { useText } from '../../text/index.tsx';
import {
  Button,
  Confirm,
  Dialog,
  EmptyState,
  ErrorNotice,
  IconButton,
  Tabs,
  TextField,
  useToast,
} from '../../ui/index.ts';
import { readDraft } from '../draft.ts';
import { isUsableName } from '../recipe-names.ts';
import {
  closeSession,
  isDirty,
  markSaved,
  type RecipeSession,
  redoEdit,
  select,
  undoEdit,
} from '../recipe-session.ts';
import { elementAtLine } from '../tree-rows.ts';
import { DryRunView } from './dry-run-view.tsx';
import { type DraftCheck, useRecipeCheck } from './recipe-check.ts';
import { RulesView } from './rules-view.tsx';
import { StepsView } from './steps-view.tsx';

const YamlView = lazy(() => import('./yaml-view.tsx'));

type View = 'steps' | 'rules' | 'yaml' | 'dryRun';

export function RecipeEditor({
  session,
  names,
  onSaved,
}: {
  readonly session: RecipeSession;
  /** Of all recipes. */
  readonly names: readonly string[];
  readonly onSaved: () => void;
}) {
  const text = useText();
  const { present } = session.history;
  const reading = useMemo(() => readDraft(present.text), [present.text]);
  const check = useRecipeCheck(present.text, reading);
  const readOnly = !useMay('saveRecipe');
  const isNew = session.name === null;
  const [view, setView] = useState<View>(isNew && present.text.includes('steps: []') ? 'rules' : 'steps');
  const [focusLine, setFocusLine] = useState<{ readonly line: number; readonly column: number } | null>(null);
  const [leaving, setLeaving] = useState(false);
  useReloadGuard(isDirty(session));
  const draft = reading.draft;
  const [issue] = check.issues;
  const faulty =
    issue?.line === undefined || draft === null
      ? null
      : (elementAtLine(draft.elements, issue.line)?.path ?? null);
  const close = (): void => {
    if (isDirty(session) && !readOnly) setLeaving(true);
    else closeSession();
  };
  const goToIssue = (): void => {
    if (view === 'steps' && faulty !== null) select({ first: faulty, last: faulty });
    else {
      setView('yaml');
      setFocusLine({ line: issue?.line ?? 1, column: issue?.column ?? 1 });
    }
  };
  return (
    <Dialog
      open
      onClose={close}
      width="large"
      tall
      title={draft?.title || session.name || text('recipes.editor.untitled')}
      footer={
        <SaveBar
          session={session}
          check={check}
          names={names}
          onSaved={onSaved}
          readOnly={readOnly}
          onClose={close}
        />
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: catches the keys of undo wherever the focus is */}
      <div
        className="flex h-full min-h-0 flex-col"
        onKeyDown={(event) => {
          if (!(event.ctrlKey || event.metaKey) || event.defaultPrevented || readOnly) return;
          const key = event.key.toLowerCase();
          if (key !== 'z' && key !== 'y') return;
          event.preventDefault();
          if (key === 'y' || event.shiftKey) redoEdit();
          else undoEdit();
        }}
      >
        <div className="flex min-h-0 flex-1 flex-col">
          <Tabs
            label={text('recipes.editor.views')}
            tabs={[
              { name: 'steps', word: text('recipes.editor.steps'), icon: ListOrdered },
              { name: 'rules', word: text('recipes.editor.rules'), icon: SlidersHorizontal },
              { name: 'yaml', word: 'YAML', icon: Braces },
              { name: 'dryRun', word: text('recipes.dryRun.title'), icon: FlaskConical },
            ]}
            open={view}
            onOpen={setView}
            end={
              <div className="ml-auto flex min-w-0 items-center gap-1">
                <CheckLine check={check} onGo={goToIssue} />
                {!readOnly && (
                  <>
                    <IconButton
                      icon={Undo2}
                      name={text('recipes.editor.undo')}
                      disabled={session.history.past.length === 0}
                      onClick={undoEdit}
                    />
                    <IconButton
                      icon={Redo2}
                      name={text('recipes.editor.redo')}
                      disabled={session.history.future.length === 0}
                      onClick={redoEdit}
                    />
                  </>
                )}
              </div>
            }
          >
            {view === 'yaml' ? (
              <Suspense fallback={<EmptyState icon={LoaderCircle} title={text('common.loading')} />}>
                <YamlView
                  text={present.text}
                  issues={check.issues}
                  focusLine={focusLine}
                  readOnly={readOnly}
                />
              </Suspense>
            ) : view === 'dryRun' ? (
              <DryRunView text={present.text} isValid={check.state === 'valid'} />
            ) : draft === null ? (
              <EmptyState
                icon={TriangleAlert}
                title={text('recipes.editor.noTree')}
                sentence={reading.problem.message}
              >
                <Button onClick={goToIssue}>{text('recipes.editor.openYaml')}</Button>
              </EmptyState>
            ) : view === 'steps' ? (
              <StepsView draft={draft} state={present} faulty={faulty} readOnly={readOnly} />
            ) : (
              <RulesView
                draft={draft}
                text={present.text}
                isNew={isNew}
                touched={isDirty(session)}
                readOnly={readOnly}
              />
            )}
          </Tabs>
        </div>
      </div>
      <Confirm
        open={leaving}
        title={text('recipes.editor.leaveTitle')}
        sentence={text('recipes.editor.leaveSentence')}
        word={text('recipes.editor.discard')}
        cancelWord={text('recipes.editor.goOn')}
        onCancel={() => setLeaving(false)}
        onConfirm={closeSession}
      />
    </Dialog>
  );
}

function CheckLine({ check, onGo }: { readonly check: DraftCheck; readonly onGo: () => void }) {
  const text = useText();
  const [issue] = check.issues;
  const line = 'flex min-h-11 min-w-0 items-center gap-2.5 rounded-lg px-3 py-1.5 text-left font-medium';
  const Icon = check.state === 'valid' ? CircleCheck : LoaderCircle;
  return (
    <div role="status" className="min-w-0">
      {issue !== undefined ? (
        <button type="button" onClick={onGo} className={`${line} bg-fail-soft text-fail`}>
          <TriangleAlert aria-hidden className="size-5 shrink-0" />
          <span className="line-clamp-2 min-w-0 text-sm">
            {issue.line !== undefined && `${text('recipes.editor.line', { line: issue.line })}: `}
            {issue.message}
          </span>
        </button>
      ) : (
        <p className={`${line} ${check.state === 'valid' ? 'text-pass' : 'text-muted'}`}>
          <Icon aria-hidden className="size-5 shrink-0" />
          {check.state === 'valid'
            ? text('recipes.editor.valid', { count: check.steps })
            : text(check.state === 'checking' ? 'recipes.editor.checking' : 'recipes.editor.unchecked')}
        </p>
      )}
    </div>
  );
}

function SaveBar({
  session,
  check,
  names,
  readOnly,
  onSaved,
  onClose,
}: {
  readonly session: RecipeSession;
  readonly check: DraftCheck;
  readonly names: readonly string[];
  readonly readOnly: boolean;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}) {
  const text = useText();
  const toast = useToast();
  const [note, setNote] = useState('');
  const { ask } = useStation();
  const save = useCommand('saveRecipe');
  const use = useCommand('useRecipe');
  const inUse = useSnapshot(({ recipe }) => (recipe.state === 'none' ? null : recipe.name));
  const content = session.history.present.text;
  const isNew = session.name === null;
  const name = session.name ?? readDraft(content).draft?.name ?? '';
  const isTaken = isNew && names.includes(name);
  const canSave =
    !readOnly && check.state === 'valid' && isDirty(session) && !isTaken && (!isNew || isUsableName(name));
  const store = async (): Promise<boolean> => {
    const current = isNew ? null : await ask('readStoredRecipe', { name, savedAt: null });
    const basedOn = current?.versions[0]?.savedAt ?? null;
    const saved = await save.send({ name, text: content, note: note.trim(), basedOn });
    if (saved === undefined) return false;
    markSaved(name, content);
    setNote('');
    onSaved();
    return true;
  };
  const done = (how: 'saved' | 'savedAndUsed'): void => {
    toast({ tone: 'pass', title: text(`recipes.editor.${how}`, { name }) });
    closeSession();
  };
  if (readOnly) return <Button onClick={onClose}>{text('common.close')}</Button>;
  return (
    <div className="flex w-full flex-col gap-3">
      {(save.error ?? use.error) && <ErrorNotice error={(save.error ?? use.error)!} />}
      {isTaken && <p className="text-fail">{text('recipes.editor.taken', { name })}</p>}
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-48 flex-1">
          <TextField
            label={text('recipes.editor.note')}
            placeholder={text('recipes.editor.noteExample')}
            value={note}
            onChange={({ target }) => setNote(target.value)}
          />
        </div>
        <Button onClick={onClose}>{text('common.cancel')}</Button>
        {inUse !== name && (
          <Button
            disabled={!canSave && !(check.state === 'valid' && !isDirty(session))}
            busy={use.busy}
            onClick={async () => {
              if (isDirty(session) && !(await store())) return;
              if ((await use.send({ name })) !== undefined) done('savedAndUsed');
            }}
          >
            {text('recipes.editor.saveAndUse')}
          </Button>
        )}
        <Button
          look="primary"
          icon={Save}
          disabled={!canSave}
          busy={save.busy}
          onClick={async () => {
            if (await store()) done('saved');
          }}
        >
          {text('common.save')}
        </Button>
      </div>
    </div>
  );
}

/** A browser asks before it closes the page. The desktop shell would refuse without a word; a reload keeps the draft anyway. */
function useReloadGuard(dirty: boolean): void {
  useEffect(() => {
    if (!dirty || window.stepwatch !== undefined) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [dirty]);
}
