// The shared components: what others may import.
export { Badge, OutcomeBadge, StepBadge } from './badge.tsx';
export { Button, IconButton } from './button.tsx';
export { classNames } from './class-names.ts';
export { ClipLoop, evidenceAddress } from './clip-loop.tsx';
export { Confirm } from './confirm.tsx';
export { ConfusionMatrix } from './confusion-matrix.tsx';
export { Dialog } from './dialog.tsx';
export { EmptyState } from './empty-state.tsx';
export { ErrorBoundary } from './error-boundary.tsx';
export { ErrorNotice } from './error-notice.tsx';
export { TextArea, TextField } from './field.tsx';
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
