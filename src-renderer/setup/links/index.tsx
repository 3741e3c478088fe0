import {
  Archive,
  Cable,
  Circle,
  CircleCheck,
  CircleX,
  Clock,
  Database,
  Factory,
  Network,
  Pencil,
  Plus,
  TrafficCone,
  Trash2,
  Webhook,
} from 'lucide-react';
import { useState } from 'react';
import { type LinkSetting, linkTarget } from '../../../src-inference/contract/index.ts';
import { useCommand, useIsAllowed, useSnapshot } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { Badge, Button, Confirm, EmptyState, ErrorNotice, IconButton, Menu, Switch } from '../../ui/index.ts';
import { RolloutsSection } from '../rollouts-section.tsx';
import { Section } from '../section.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { linkKinds, newLink, stateOf } from './link-form.ts';
import { TestButton } from './test-button.tsx';

const kindIcons = {
  mqtt: Cable,
  modbus: TrafficCone,
  webhook: Webhook,
  store: Archive,
  plant: Factory,
  postgres: Database,
  opcua: Network,
} as const;

const stateMarks = {
  connected: { tone: 'pass', icon: CircleCheck },
  connecting: { tone: 'active', icon: Clock },
  failed: { tone: 'fail', icon: CircleX },
  off: { tone: 'idle', icon: Circle },
} as const;

/** The connections to the line and the plant, with their states. */
export function LinksSection() {
  const text = useText();
  const links = useSnapshot((snapshot) => snapshot.settings.links);
  const mayChange = useIsAllowed('changeSettings');
  const [edited, setEdited] = useState<LinkSetting | null>(null);
  const [removed, setRemoved] = useState<LinkSetting | null>(null);
  const change = useCommand('changeSettings');
  return (
    <>
      <RolloutsSection />
      <Section title={text('setup.links.title')} hint={text('setup.links.hint')}>
        <Menu
          entries={linkKinds.map((kind) => ({
            key: kind,
            icon: kindIcons[kind],
            label: text(`setup.links.kind.${kind}`),
            run: () => setEdited({ id: '', enabled: true, spec: newLink(kind) }),
          }))}
        >
          <Button variant="primary" icon={Plus} className="self-start" disabled={!mayChange}>
            {text('setup.links.add')}
          </Button>
        </Menu>
        {links.length === 0 ? (
          <EmptyState
            icon={Cable}
            title={text('setup.links.none')}
            description={text('setup.links.noneHint')}
          />
        ) : (
          <ul className="flex flex-col gap-3">
            {links.map((link) => (
              <LinkRow
                key={link.id}
                link={link}
                links={links}
                onEdit={() => setEdited(link)}
                onRemove={() => setRemoved(link)}
              />
            ))}
          </ul>
        )}
        {edited !== null && <LinkDialog link={edited} links={links} onClose={() => setEdited(null)} />}
        {removed !== null && (
          <Confirm
            open
            title={text('setup.links.removeTitle')}
            description={text('setup.links.removeSentence', { target: linkTarget(removed.spec) })}
            confirmLabel={text('setup.links.remove')}
            busy={change.busy}
            onCancel={() => {
              change.clearError();
              setRemoved(null);
            }}
            onConfirm={async () => {
              const rest = links.filter(({ id }) => id !== removed.id);
              if ((await change.send({ links: rest })) !== undefined) setRemoved(null);
            }}
          >
            {change.error && <ErrorNotice error={change.error} />}
          </Confirm>
        )}
      </Section>
    </>
  );
}

function LinkRow({
  link,
  links,
  onEdit,
  onRemove,
}: {
  readonly link: LinkSetting;
  readonly links: readonly LinkSetting[];
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}) {
  const text = useText();
  const statuses = useSnapshot((snapshot) => snapshot.links);
  const change = useCommand('changeSettings');
  const mayChange = useIsAllowed('changeSettings');
  const { id, enabled, spec } = link;
  const { state, status } = stateOf(link, statuses);
  const target = linkTarget(spec);
  const Icon = kindIcons[spec.kind];
  const error = change.error ?? status?.error;
  return (
    <li className="flex flex-col gap-3 rounded-xl border border-line p-4">
      <div className="flex flex-wrap items-center gap-4">
        <Icon aria-hidden className="size-7 shrink-0 text-muted" />
        <div className="min-w-0 flex-1 basis-48">
          <div className="flex flex-wrap items-center gap-3">
            <h3 className="font-semibold">{text(`setup.links.kind.${spec.kind}`)}</h3>
            <Badge {...stateMarks[state]} label={text(`setup.links.state.${state}`)} />
          </div>
          <p className="break-all font-mono text-muted text-sm">{target}</p>
          {status !== null && (status.waiting > 0 || status.lost > 0) && (
            <p className="figures flex gap-4 text-sm">
              {status.waiting > 0 && (
                <span className="text-muted">{text('setup.links.waiting', { count: status.waiting })}</span>
              )}
              {status.lost > 0 && (
                <span className="text-warn">{text('setup.links.lost', { count: status.lost })}</span>
              )}
            </p>
          )}
        </div>
        <div className="flex items-center gap-1">
          <Switch
            label={text('setup.links.on')}
            checked={enabled}
            disabled={!mayChange || change.busy}
            onChange={(on) =>
              void change.send({ links: links.map((one) => (one.id === id ? { ...one, enabled: on } : one)) })
            }
          />
          <IconButton
            icon={Pencil}
            className="ml-3"
            name={text('setup.links.edit', { target })}
            disabled={!mayChange}
            onClick={onEdit}
          />
          <IconButton
            icon={Trash2}
            name={text('setup.links.removeNamed', { target })}
            disabled={!mayChange}
            onClick={onRemove}
          />
        </div>
      </div>
      {error && <ErrorNotice error={error} />}
      <TestButton link={link} />
    </li>
  );
}
