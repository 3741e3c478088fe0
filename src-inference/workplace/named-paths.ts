// Which files and folders settings name. Pure.
import type {
  ConfiguredOutputSpec,
  LinkSpec,
  LinkTls,
  OutputSetting,
  StationSettings,
} from '../contract/index.ts';

/** The settings that name files or folders. */
export type PlaceSettings = Pick<
  StationSettings,
  'model' | 'recordings' | 'folders' | 'teach' | 'outputs' | 'links' | 'inferenceServer'
>;

export interface NamedPath {
  readonly setting: keyof PlaceSettings;
  readonly path: string;
  /** Sockets of shared memory may lie elsewhere. */
  readonly kind: 'file' | 'socket';
}

/** What is switched off names nothing: it is asked for again when somebody switches it on. */
export function namedPaths(settings: Partial<PlaceSettings>): readonly NamedPath[] {
  const { model, recordings, folders = [], teach, outputs = [], links = [], inferenceServer } = settings;
  const file = (setting: keyof PlaceSettings) => (path: string) => ({ setting, path, kind: 'file' }) as const;
  const given = (path: string | undefined): readonly string[] => (path === undefined ? [] : [path]);
  return [
    ...given(model).map(file('model')),
    ...given(recordings).map(file('recordings')),
    ...folders.map(file('folders')),
    ...given(teach).map(file('teach')),
    ...outputs.filter(isOn).flatMap(pathsOfOutput),
    ...links
      .filter(isOn)
      .flatMap(({ spec }) => pathsOfLink(spec))
      .map(file('links')),
    ...(inferenceServer?.enabled ? pathsOfTls(inferenceServer.spec.tls) : []).map(file('inferenceServer')),
  ];
}

export function pathsOfOutput({ spec }: OutputSetting): readonly NamedPath[] {
  const path = outputPath(spec);
  return path === null
    ? []
    : [{ setting: 'outputs', path, kind: spec.kind === 'sharedMemory' ? 'socket' : 'file' }];
}

function outputPath(spec: ConfiguredOutputSpec): string | null {
  switch (spec.kind) {
    case 'recording':
      return spec.directory;
    case 'sharedMemory':
      return spec.path;
    case 'stream':
      return null;
    default:
      return spec satisfies never;
  }
}

export function pathsOfLink(spec: LinkSpec): readonly string[] {
  switch (spec.kind) {
    case 'mqtt':
    case 'postgres':
      return pathsOfTls(spec.tls);
    case 'webhook':
    case 'plant':
      return existing([spec.caFile]);
    case 'store':
      return spec.target.type === 'folder' ? [spec.target.path] : existing([spec.target.caFile]);
    case 'modbus':
    case 'opcua':
      return [];
    default:
      return spec satisfies never;
  }
}

export function pathsOfTls(tls: LinkTls | null): readonly string[] {
  return tls === null ? [] : existing([tls.caFile, tls.certificateFile, tls.keyFile]);
}

function isOn({ enabled }: { readonly enabled: boolean }): boolean {
  return enabled;
}

function existing(paths: readonly (string | null)[]): readonly string[] {
  return paths.filter((path) => path !== null);
}
