// The shared components: what others may import.
export { Badge, OutcomeBadge, StepBadge } from './badge.tsx';
export { Button, IconButton } from './button.tsx';
export { classNames } from './class-names.ts';
export { ClipLoop, evidenceAddress } from './clip-loop.tsx';
export { CommandLine } from './command-line.tsx';
export { Confirm } from './confirm.tsx';
export { ConfusionMatrix } from './confusion-matrix.tsx';
export { type DaySpan, daySpans, daysOf } from './day-span.ts';
export { Dialog, DialogFooter } from './dialog.tsx';
export { EmptyState } from './empty-state.tsx';
export { ErrorBoundary } from './error-boundary.tsx';
export { ErrorNotice } from './error-notice.tsx';
export { TextArea, TextField } from './field.tsx';
export { FilterFold } from './filter-fold.tsx';
export { type Layout, useIsWide, useLayout } from './layout.ts';
export { ColorDot, Menu } from './menu.tsx';
export { NumberField } from './number-field.tsx';
export { saveAddress, saveFile } from './save-file.ts';
export { Select } from './select.tsx';
export {
  ShortcutProvider,
  takesText,
  useShortcut,
  useShortcuts,
} from './shortcuts.tsx';
export { SourceBadge } from './source-badge.tsx';
export { SubjectTabs } from './subject-tabs.tsx';
export { Switch } from './switch.tsx';
export { type Tab, Tabs } from './tabs.tsx';
export { ToastProvider, useToast } from './toast.tsx';
export {
  type Mark,
  outcomeMarks,
  type PartOutcome,
  stepMark,
  type Tone,
  toneSoft,
  toneSolid,
  toneText,
} from './tones.ts';
