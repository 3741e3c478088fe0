import { useState } from 'react';
import type { LinkSetting, LinkSpec } from '../../../src-inference/contract/index.ts';
import { useCommand } from '../../hooks/index.ts';
import { useText } from '../../text/index.tsx';
import { Button, Dialog, ErrorNotice, useToast } from '../../ui/index.ts';
import { problemOf } from './link-form.ts';
import { ModbusFields } from './modbus-fields.tsx';
import { MqttFields } from './mqtt-fields.tsx';
import { OpcuaFields } from './opcua-fields.tsx';
import { PlantFields } from './plant-fields.tsx';
import { PostgresFields } from './postgres-fields.tsx';
import { StoreFields } from './store-fields.tsx';
import { TestButton } from './test-button.tsx';
import { WebhookFields } from './webhook-fields.tsx';

/** The form of one connection. When the station refuses it, the form stays and shows the reason. */
export function LinkDialog({
  link,
  links,
  onClose,
}: {
  /** A new connection has an empty id. */
  readonly link: LinkSetting;
  readonly links: readonly LinkSetting[];
  readonly onClose: () => void;
}) {
  const text = useText();
  const toast = useToast();
  const [spec, setSpec] = useState<LinkSpec>(link.spec);
  const change = useCommand('changeSettings');
  const problem = problemOf(spec);
  const isNew = link.id === '';
  const setting = { ...link, spec };
  const save = async (): Promise<void> => {
    const next = isNew ? [...links, setting] : links.map((one) => (one.id === link.id ? setting : one));
    if ((await change.send({ links: next })) === undefined) return;
    toast({ tone: 'pass', title: text('setup.applied') });
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      width="medium"
      title={text(`setup.links.kind.${spec.kind}`)}
      description={text(`setup.links.kindHint.${spec.kind}`)}
      footer={
        <>
          <Button onClick={onClose}>{text('common.cancel')}</Button>
          <Button
            variant="primary"
            busy={change.busy}
            disabled={problem !== null}
            onClick={() => void save()}
          >
            {text(isNew ? 'setup.links.add' : 'common.apply')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        {spec.kind === 'mqtt' && <MqttFields spec={spec} onChange={setSpec} />}
        {spec.kind === 'modbus' && <ModbusFields spec={spec} onChange={setSpec} />}
        {spec.kind === 'webhook' && <WebhookFields spec={spec} onChange={setSpec} />}
        {spec.kind === 'store' && <StoreFields spec={spec} onChange={setSpec} />}
        {spec.kind === 'plant' && <PlantFields spec={spec} onChange={setSpec} />}
        {spec.kind === 'postgres' && <PostgresFields spec={spec} onChange={setSpec} />}
        {spec.kind === 'opcua' && <OpcuaFields spec={spec} onChange={setSpec} />}
        {problem !== null && <p className="text-fail">{text(`setup.links.problem.${problem}`)}</p>}
        <TestButton link={setting} disabled={problem !== null} />
        {change.error && <ErrorNotice error={change.error} />}
      </div>
    </Dialog>
  );
}
