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
  TrafficCone,
  TriangleAlert,
  Webhook,
} from 'lucide-react';
import { useState } from 'react';
import { type LinkSetting, linkTarget } from '../../../src-inference/contract/index.ts';
import { useCommand, useSnapshot } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { RolloutsSection } from '../rollouts-section.tsx';
import { SettingList } from '../setting-list.tsx';
import { SettingRow } from '../setting-row.tsx';
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

/** What works has no colour. */
const stateMarks = {
  connected: { tone: 'idle', icon: CircleCheck },
  connecting: { tone: 'idle', icon: Clock },
  failed: { tone: 'fail', icon: CircleX },
  off: { tone: 'idle', icon: Circle },
} as const;

/** The connections to the line and the plant, with their states. */
export function LinksSection() {
  const text = useText();
  const links = useSnapshot((snapshot) => snapshot.settings.links);
  const [edited, setEdited] = useState<LinkSetting | null>(null);
  return (
    <>
      <RolloutsSection />
      <SettingList
        name="links"
        icon={Cable}
        kinds={linkKinds.map((kind) => ({
          kind,
          icon: kindIcons[kind],
          label: text(`setup.links.kind.${kind}`),
        }))}
        settings={links}
        targetOf={({ spec }) => linkTarget(spec)}
        onAdd={(kind) => setEdited({ id: '', enabled: true, spec: newLink(kind) })}
        row={(link, onRemove) => (
          <LinkRow
            key={link.id}
            link={link}
            links={links}
            onEdit={() => setEdited(link)}
            onRemove={onRemove}
          />
        )}
      />
      {edited !== null && <LinkDialog link={edited} links={links} onClose={() => setEdited(null)} />}
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
  const { id, enabled, spec } = link;
  const { state, status } = stateOf(link, statuses);
  const target = linkTarget(spec);
  return (
    <SettingRow
      icon={kindIcons[spec.kind]}
      title={text(`setup.links.kind.${spec.kind}`)}
      target={target}
      mark={{ ...stateMarks[state], label: text(`setup.links.state.${state}`) }}
      texts={{
        on: text('setup.links.on'),
        edit: text('setup.links.edit', { target }),
        remove: text('setup.links.removeNamed', { target }),
      }}
      enabled={enabled}
      busy={change.busy}
      error={change.error ?? status?.error ?? null}
      facts={
        status !== null &&
        (status.waiting > 0 || status.lost > 0) && (
          <p className="figures flex gap-4 text-sm">
            {status.waiting > 0 && (
              <span className="text-muted">{text('setup.links.waiting', { count: status.waiting })}</span>
            )}
            {status.lost > 0 && (
              <span className="flex items-center gap-1.5 text-warn">
                <TriangleAlert aria-hidden className="size-4 shrink-0" />
                {text('setup.links.lost', { count: status.lost })}
              </span>
            )}
          </p>
        )
      }
      onSwitch={(on) =>
        void change.send({ links: links.map((one) => (one.id === id ? { ...one, enabled: on } : one)) })
      }
      onEdit={onEdit}
      onRemove={onRemove}
    >
      <TestButton link={link} />
    </SettingRow>
  );
}
