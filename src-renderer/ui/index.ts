// The shared components: what others may import.
export { Badge, OutcomeBadge, StepBadge } from './badge.tsx';
export { Button, type ButtonProps, IconButton } from './button.tsx';
export { classNames } from './class-names.ts';
export { Confirm } from './confirm.tsx';
export { Dialog, type DialogProps } from './dialog.tsx';
export { EmptyState } from './empty-state.tsx';
export { ErrorNotice } from './error-notice.tsx';
export { Field, TextArea, TextField } from './field.tsx';
export { ColorDot, Menu, type MenuEntry } from './menu.tsx';
export { NumberField } from './number-field.tsx';
export { saveFile } from './save-file.ts';
export { type Choice, Select } from './select.tsx';
export {
  reachesShortcuts,
  type Shortcut,
  ShortcutProvider,
  useShortcut,
  useShortcuts,
} from './shortcuts.tsx';
export { Switch } from './switch.tsx';
export { type Tab, Tabs } from './tabs.tsx';
export { type Toast, ToastProvider, useToast } from './toast.tsx';
export {
  type Mark,
  outcomeMarks,
  type PartOutcome,
  stepMark,
  stepMarks,
  type Tone,
  toneSoft,
  toneSolid,
  toneText,
} from './tones.ts';
