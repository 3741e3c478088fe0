import { type LucideIcon, Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { SettingsChange } from '../../src-inference/contract/index.ts';
import { useCommand, useIsAllowed } from '../hooks/index.ts';
import { useText } from '../text/index.tsx';
import { Button, Confirm, EmptyState, ErrorNotice, Menu } from '../ui/index.ts';
import { EffectNote, Section } from './section.tsx';

interface Choice<Kind extends string> {
  readonly kind: Kind;
  readonly icon: LucideIcon;
  readonly label: string;
}

/** The outputs or the connections: adding one, removing one after a question. */
export function SettingList<Kind extends string, Setting extends { readonly id: string }>({
  name,
  icon,
  kinds,
  settings,
  targetOf,
  onAdd,
  row,
}: {
  /** Of the settings, and of their texts. */
  readonly name: 'outputs' | 'links';
  readonly icon: LucideIcon;
  readonly kinds: readonly Choice<Kind>[];
  readonly settings: readonly Setting[];
  /** Where one goes, in one line. */
  readonly targetOf: (setting: Setting) => string;
  readonly onAdd: (kind: Kind) => void;
  readonly row: (setting: Setting, onRemove: () => void) => ReactNode;
}) {
  const text = useText();
  const mayChange = useIsAllowed('changeSettings');
  const change = useCommand('changeSettings');
  const [removed, setRemoved] = useState<Setting | null>(null);
  return (
    <Section title={text(`setup.${name}.title`)} hint={text(`setup.${name}.hint`)}>
      <EffectNote>{text(`setup.${name}.effect`)}</EffectNote>
      <Menu entries={kinds.map(({ kind, ...entry }) => ({ key: kind, ...entry, run: () => onAdd(kind) }))}>
        <Button variant="primary" icon={Plus} className="self-start" disabled={!mayChange}>
          {text(`setup.${name}.add`)}
        </Button>
      </Menu>
      {settings.length === 0 ? (
        <EmptyState
          icon={icon}
          title={text(`setup.${name}.none`)}
          description={text(`setup.${name}.noneHint`)}
        />
      ) : (
        <ul className="flex flex-col gap-3">
          {settings.map((setting) => row(setting, () => setRemoved(setting)))}
        </ul>
      )}
      {removed !== null && (
        <Confirm
          open
          title={text(`setup.${name}.removeTitle`)}
          description={text(`setup.${name}.removeSentence`, { target: targetOf(removed) })}
          confirmLabel={text(`setup.${name}.remove`)}
          busy={change.busy}
          onCancel={() => {
            change.clearError();
            setRemoved(null);
          }}
          onConfirm={async () => {
            const rest = settings.filter(({ id }) => id !== removed.id);
            if ((await change.send({ [name]: rest } as SettingsChange)) !== undefined) setRemoved(null);
          }}
        >
          {change.error && <ErrorNotice error={change.error} />}
        </Confirm>
      )}
    </Section>
  );
}
