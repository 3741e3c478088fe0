// The text of a source from the fields of a form. User and password of a camera are no part of it. Pure.
import {
  type FileSourceSpec,
  type LossRule,
  type SourceSpec,
  type StreamFormat,
  type TestPattern,
  writeSource,
} from '../../src-inference/contract/index.ts';

export interface UdpForm {
  readonly address: string;
  readonly port: string;
  readonly interface: string;
  readonly format: StreamFormat | 'auto';
  readonly afterLoss: LossRule;
}

export interface RtspForm {
  readonly host: string;
  readonly port: string;
  readonly path: string;
  readonly transport: 'tcp' | 'udp';
  readonly afterLoss: LossRule;
}

/** Names of the fields with unusable values. */
type Problems<Form> = readonly (keyof Form)[];

export type SourceDraft<Form> =
  | { readonly text: string; readonly problems: readonly [] }
  | { readonly text: null; readonly problems: Problems<Form> };

/** The defaults of `parseSource`: they are left out of the text. */
const defaults = { latencyMilliseconds: 100, stallSeconds: 2 } as const;

export function readPort(text: string): number | null {
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
  return port >= 1 && port <= 65535 ? port : null;
}

export function fileText(form: Omit<FileSourceSpec, 'kind'>): SourceDraft<typeof form> {
  if (form.path.trim() === '') return { text: null, problems: ['path'] };
  return { text: writeSource({ kind: 'file', ...form }), problems: [] };
}

export function udpText(form: UdpForm): SourceDraft<UdpForm> {
  const port = readPort(form.port);
  if (port === null) return { text: null, problems: ['port'] };
  const spec: SourceSpec = {
    kind: 'udp',
    address: form.address.trim() || '0.0.0.0',
    port,
    format: form.format === 'auto' ? null : form.format,
    interface: form.interface.trim() || null,
    afterLoss: form.afterLoss,
    ...defaults,
  };
  return { text: writeSource(spec), problems: [] };
}

export function rtspText(form: RtspForm): SourceDraft<RtspForm> {
  const port = readPort(form.port);
  const host = form.host.trim();
  const hostFits = /^[\w.:-]+$/.test(host);
  if (port === null || !hostFits) {
    const problems: (keyof RtspForm)[] = [];
    if (!hostFits) problems.push('host');
    if (port === null) problems.push('port');
    return { text: null, problems };
  }
  const path = form.path.trim();
  const spec: SourceSpec = {
    kind: 'rtsp',
    host,
    port,
    path: path.startsWith('/') ? path : `/${path}`,
    user: null,
    password: null,
    transport: form.transport,
    afterLoss: form.afterLoss,
    ...defaults,
  };
  return { text: writeSource(spec), problems: [] };
}

export function cameraText(device: string): string {
  return writeSource({
    kind: 'camera',
    device,
    width: null,
    height: null,
    framesPerSecond: null,
    stallSeconds: defaults.stallSeconds,
  });
}

export function testText(pattern: TestPattern): string {
  return writeSource({ kind: 'test', pattern, width: 1280, height: 720, framesPerSecond: 30 });
}
