// The draft as text. Loaded when its tab is opened: the text editor is by far the largest library of the screens.
import { autocompletion, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { Annotation, EditorState, type Text } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef } from 'react';
import type { PlainStationError } from '../../../src-inference/contract/index.ts';
import { useLabels } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { editText, redoEdit, undoEdit } from '../editing-session.ts';
import { recipeCompletion } from './yaml-completion.ts';

/** Marks a change that comes from the draft itself, from the tree or from undo. */
const fromDraft = Annotation.define<boolean>();

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--accent)' },
  { tag: [tags.string, tags.content], color: 'var(--text)' },
  { tag: [tags.number, tags.bool], color: 'var(--warn)' },
  { tag: tags.comment, color: 'var(--faint)', fontStyle: 'italic' },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: 'var(--muted)' },
]);

const look = EditorView.theme({
  '&': { height: '100%', fontSize: '15px', backgroundColor: 'var(--ground)', color: 'var(--text)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'ui-monospace, monospace', lineHeight: '1.6' },
  '.cm-content': { caretColor: 'var(--text)', padding: '12px 0' },
  '.cm-gutters': { backgroundColor: 'var(--panel)', color: 'var(--faint)', border: 'none' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--accent) 8%, transparent)' },
  '.cm-activeLineGutter': { backgroundColor: 'var(--raised)', color: 'var(--text)' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 30%, transparent)',
  },
  '.cm-matchingBracket': { backgroundColor: 'var(--accent-soft)', outline: '1px solid var(--accent)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--raised)',
    color: 'var(--text)',
    border: '1px solid var(--line-strong)',
    borderRadius: '8px',
  },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--fail)', padding: '8px 12px' },
});

export default function YamlView({
  text: draftText,
  issues,
  focusLine,
  readOnly,
}: {
  readonly text: string;
  readonly issues: readonly PlainStationError[];
  /** 1-based. The cursor moves there when it changes. */
  readonly focusLine: { readonly line: number; readonly column: number } | null;
  readonly readOnly: boolean;
}) {
  const text = useText();
  const name = text('recipes.editor.yamlName');
  const holder = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView | null>(null);
  const { actions } = useLabels();
  const known = useRef(actions);
  known.current = actions;

  // biome-ignore lint/correctness/useExhaustiveDependencies: made once; what changes later is dispatched below
  useEffect(() => {
    const view = new EditorView({
      parent: holder.current!,
      state: EditorState.create({
        doc: draftText,
        extensions: [
          lineNumbers(),
          highlightActiveLineGutter(),
          highlightActiveLine(),
          drawSelection(),
          indentOnInput(),
          bracketMatching(),
          lintGutter(),
          autocompletion({ override: [recipeCompletion(() => known.current)], icons: false }),
          yaml(),
          syntaxHighlighting(colours),
          look,
          EditorState.readOnly.of(readOnly),
          EditorState.tabSize.of(2),
          EditorView.contentAttributes.of({ 'aria-label': name }),
          // Undo belongs to the draft: the text is only one view of it.
          keymap.of([
            { key: 'Mod-z', run: takenBy(undoEdit), preventDefault: true },
            { key: 'Mod-y', mac: 'Mod-Shift-z', run: takenBy(redoEdit), preventDefault: true },
            { key: 'Mod-Shift-z', run: takenBy(redoEdit), preventDefault: true },
            ...completionKeymap,
            ...lintKeymap,
            ...defaultKeymap,
          ]),
          EditorView.updateListener.of(({ docChanged, transactions, state }) => {
            if (docChanged && !transactions.some((one) => one.annotation(fromDraft))) {
              editText(state.doc.toString(), 'text');
            }
          }),
        ],
      }),
    });
    editor.current = view;
    return () => view.destroy();
  }, []);

  useEffect(() => {
    const view = editor.current!;
    const before = view.state.doc.toString();
    if (before === draftText) return;
    view.dispatch({ changes: changedSpan(before, draftText), annotations: fromDraft.of(true) });
  }, [draftText]);

  useEffect(() => {
    const view = editor.current!;
    view.dispatch(
      setDiagnostics(
        view.state,
        issues.map((issue) => diagnostic(view.state.doc, issue)),
      ),
    );
  }, [issues]);

  useEffect(() => {
    const view = editor.current!;
    if (focusLine === null || focusLine.line > view.state.doc.lines) return;
    const line = view.state.doc.line(focusLine.line);
    const at = Math.min(line.to, line.from + focusLine.column - 1);
    view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
    view.focus();
  }, [focusLine]);

  return (
    <div ref={holder} className="h-full min-h-64 overflow-hidden rounded-lg border border-line-strong" />
  );
}

/** A command that always counts as handled, so that no other key binding runs. */
function takenBy(run: () => void): () => boolean {
  return () => {
    run();
    return true;
  };
}

/** The smallest span that contains all differences. The cursor keeps its place in the rest. */
function changedSpan(before: string, after: string): { from: number; to: number; insert: string } {
  let from = 0;
  while (from < before.length && from < after.length && before[from] === after[from]) from++;
  let [to, end] = [before.length, after.length];
  while (to > from && end > from && before[to - 1] === after[end - 1]) {
    to--;
    end--;
  }
  return { from, to, insert: after.slice(from, end) };
}

function diagnostic(doc: Text, { line, column, message, hint }: PlainStationError): Diagnostic {
  const at = doc.line(Math.min(doc.lines, Math.max(1, line ?? 1)));
  const from = Math.min(at.to, at.from + Math.max(0, (column ?? 1) - 1));
  return {
    from,
    to: Math.max(from, at.to),
    severity: 'error',
    message: hint ? `${message} ${hint}` : message,
  };
}
