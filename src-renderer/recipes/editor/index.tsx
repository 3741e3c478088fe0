// The editor of a recipe: steps, rules and text are views of one draft, which can be tried out before it is saved.
import {
  Braces,
  FlaskConical,
  ListOrdered,
  LoaderCircle,
  Redo2,
  SlidersHorizontal,
  TriangleAlert,
  Undo2,
} from 'lucide-react';
import { type KeyboardEvent, lazy, Suspense, useEffect, useMemo, useState } from 'react';
import type { RecipeSummary } from '../../../src-inference/contract/index.ts';
import { useIsAllowed } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { Button, Confirm, Dialog, EmptyState, IconButton, Tabs } from '../../ui/index.ts';
import { type DraftPath, type DraftReading, readDraft } from '../draft.ts';
import {
  closeSession,
  type EditingSession,
  hasChanges,
  redoEdit,
  select,
  undoEdit,
} from '../editing-session.ts';
import { elementAtLine } from '../tree-rows.ts';
import { trialStore } from '../trial/trial-run.ts';
import { CheckLine } from './check-line.tsx';
import { ConflictDialog, ConflictPanel } from './conflict.tsx';
import { DryRunView } from './dry-run-view.tsx';
import { type DraftCheck, useRecipeCheck } from './recipe-check.ts';
import { RulesView } from './rules-view.tsx';
import { SaveBar } from './save-bar.tsx';
import { StepsView } from './steps-view.tsx';
import { useRecipeSave } from './use-recipe-save.ts';

const YamlView = lazy(() => import('./yaml-view.tsx'));

type View = 'steps' | 'rules' | 'yaml' | 'dryRun';

interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** @param recipes All stored ones. */
export function RecipeEditor({
  session,
  recipes,
}: {
  readonly session: EditingSession;
  readonly recipes: readonly RecipeSummary[];
}) {
  const text = useText();
  const { conflict } = session;
  const { present } = session.history;
  const reading = useMemo(() => readDraft(present.text), [present.text]);
  const check = useRecipeCheck(present.text, reading);
  const save = useRecipeSave(
    session,
    check,
    recipes.map(({ name }) => name),
  );
  const readOnly = !useIsAllowed('saveRecipe');
  const [view, setView] = useState<View>(() => firstView(session));
  const [focusLine, setFocusLine] = useState<TextPosition | null>(null);
  const [leaving, setLeaving] = useState(false);
  useUnloadWarning(hasChanges(session));
  const [issue] = check.issues;
  const faulty = faultyElement(reading, issue?.line);
  const close = (): void => {
    if (hasChanges(session) && !readOnly) setLeaving(true);
    else closeSession();
  };
  const goToIssue = (): void => {
    if (view === 'steps' && faulty !== null) select({ first: faulty, last: faulty });
    else {
      setView('yaml');
      setFocusLine({ line: issue?.line ?? 1, column: issue?.column ?? 1 });
    }
  };
  const conflictProps = {
    own: present.text,
    busy: save.busy === 'saving',
    onSaveOwn: check.state === 'valid' ? () => void save.saveOwn() : null,
  };
  return (
    <Dialog
      open
      onClose={close}
      width={conflict.state === 'beside' ? 'full' : 'large'}
      tall
      title={reading.draft?.title || save.name || text('recipes.editor.untitled')}
      footer={
        readOnly ? (
          <Button onClick={close}>{text('common.close')}</Button>
        ) : (
          <SaveBar save={save} onClose={close} />
        )
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: catches the keys of undo wherever the focus is */}
      <div
        className="flex h-full min-h-0 flex-col gap-5 2xl:flex-row"
        onKeyDown={readOnly ? undefined : undoWithKeys}
      >
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <Tabs
            label={text('recipes.editor.views')}
            tabs={[
              { name: 'steps', label: text('recipes.editor.steps'), icon: ListOrdered },
              { name: 'rules', label: text('recipes.editor.rules'), icon: SlidersHorizontal },
              { name: 'yaml', label: 'YAML', icon: Braces },
              { name: 'dryRun', label: text('recipes.dryRun.title'), icon: FlaskConical },
            ]}
            open={view}
            onOpen={setView}
            end={
              <div className="ml-auto flex min-w-0 items-center gap-1">
                <CheckLine check={check} onGo={goToIssue} />
                {!readOnly && <UndoButtons session={session} />}
              </div>
            }
          >
            <OpenView
              view={view}
              session={session}
              reading={reading}
              check={check}
              faulty={faulty}
              focusLine={focusLine}
              readOnly={readOnly}
              others={recipes.filter(({ name }) => name !== save.name)}
              onGoToIssue={goToIssue}
            />
          </Tabs>
        </div>
        {conflict.state === 'beside' && <ConflictPanel other={conflict.other} {...conflictProps} />}
      </div>
      {conflict.state === 'asking' && <ConflictDialog other={conflict.other} {...conflictProps} />}
      <Confirm
        open={leaving}
        title={text('recipes.editor.leaveTitle')}
        description={text('recipes.editor.leaveSentence')}
        confirmLabel={text('recipes.editor.discard')}
        cancelLabel={text('recipes.editor.goOn')}
        onCancel={() => setLeaving(false)}
        onConfirm={closeSession}
      />
    </Dialog>
  );
}

/** Names come first; whoever has looked at a part of a trial goes on with its result. */
function firstView({ origin, history }: EditingSession): View {
  if (trialStore.getState().run !== null) return 'dryRun';
  return origin.kind === 'new' && history.present.text.includes('steps: []') ? 'rules' : 'steps';
}

function OpenView({
  view,
  session,
  reading,
  check,
  faulty,
  focusLine,
  readOnly,
  others,
  onGoToIssue,
}: {
  readonly view: View;
  readonly session: EditingSession;
  readonly reading: DraftReading;
  readonly check: DraftCheck;
  readonly faulty: DraftPath | null;
  readonly focusLine: TextPosition | null;
  readonly readOnly: boolean;
  /** The other recipes of the station. */
  readonly others: readonly RecipeSummary[];
  readonly onGoToIssue: () => void;
}) {
  const text = useText();
  const { origin, learnt } = session;
  const { present } = session.history;
  if (view === 'yaml') {
    return (
      <Suspense fallback={<EmptyState icon={LoaderCircle} title={text('common.loading')} />}>
        <YamlView text={present.text} issues={check.issues} focusLine={focusLine} readOnly={readOnly} />
      </Suspense>
    );
  }
  if (view === 'dryRun') {
    const recipe = origin.kind === 'new' ? null : origin.name;
    return <DryRunView text={present.text} recipe={recipe} isValid={check.state === 'valid'} />;
  }
  if (reading.draft === null) {
    return (
      <EmptyState
        icon={TriangleAlert}
        title={text('recipes.editor.noTree')}
        description={reading.problem.message}
      >
        <Button onClick={onGoToIssue}>{text('recipes.editor.openYaml')}</Button>
      </EmptyState>
    );
  }
  return view === 'steps' ? (
    <StepsView
      draft={reading.draft}
      state={present}
      faulty={faulty}
      readOnly={readOnly}
      others={others}
      learnt={learnt}
    />
  ) : (
    <RulesView
      draft={reading.draft}
      text={present.text}
      isNew={session.origin.kind === 'new'}
      touched={hasChanges(session)}
      readOnly={readOnly}
      others={others}
    />
  );
}

function UndoButtons({ session: { history } }: { readonly session: EditingSession }) {
  const text = useText();
  return (
    <>
      <IconButton
        icon={Undo2}
        name={text('recipes.editor.undo')}
        disabled={history.past.length === 0}
        onClick={undoEdit}
      />
      <IconButton
        icon={Redo2}
        name={text('recipes.editor.redo')}
        disabled={history.future.length === 0}
        onClick={redoEdit}
      />
    </>
  );
}

function undoWithKeys(event: KeyboardEvent): void {
  if (!(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
  const key = event.key.toLowerCase();
  if (key !== 'z' && key !== 'y') return;
  event.preventDefault();
  if (key === 'y' || event.shiftKey) redoEdit();
  else undoEdit();
}

/** The element at the line of an issue; null when there is none. */
function faultyElement({ draft }: DraftReading, line: number | undefined): DraftPath | null {
  if (draft === null || line === undefined) return null;
  return elementAtLine(draft.elements, line)?.path ?? null;
}

/**
 * A browser asks before it closes a page with changes. The desktop shell would refuse to close without a word, so it is
 * not used there; a reload keeps the draft anyway.
 */
function useUnloadWarning(hasUnsaved: boolean): void {
  useEffect(() => {
    if (!hasUnsaved || window.stepwatch !== undefined) return;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [hasUnsaved]);
}
