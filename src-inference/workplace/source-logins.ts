// Users and passwords of cameras, apart from their addresses: nobody need write them into one. A camera is known by host and port,
// so that all pictures of it have one login. Only the station's own user may read the file.
import { join } from 'node:path';
import { z } from 'zod';
import {
  parseSource,
  type SourceLogin,
  type SourceSpec,
  StationError,
  type StationSettings,
} from '../contract/index.ts';
import { formatStamp } from '../files/index.ts';
import { KeptFile } from './kept-file.ts';

/** Of the file. */
export const loginsVersion = 1;

const fileSchema = z.object({
  logins: z.record(z.string(), z.object({ user: z.string().min(1), password: z.string() })),
});

type Logins = Readonly<Record<string, SourceLogin>>;

export class SourceLogins {
  private readonly file: KeptFile;
  private logins: Logins;

  /** @returns `refused`: why the file could not be used; it is kept under another name. Null: it could, or there is none. */
  static async open(directory: string): Promise<{ logins: SourceLogins; refused: StationError | null }> {
    const file = new KeptFile(join(directory, 'logins.json'));
    try {
      const text = await file.read();
      const logins = text === null ? {} : fileSchema.parse(JSON.parse(text)).logins;
      return { logins: new SourceLogins(file, logins), refused: null };
    } catch {
      // Without the cause: it may quote the file.
      const refused = await file.refuse(
        'The logins of the cameras could not be used.',
        'Open the cameras again with user and password.',
        undefined,
      );
      return { logins: new SourceLogins(file, {}), refused };
    }
  }

  private constructor(file: KeptFile, logins: Logins) {
    this.file = file;
    this.logins = logins;
  }

  /** What must appear in no text. */
  get secrets(): readonly string[] {
    return Object.values(this.logins).map(({ password }) => password);
  }

  /** Null when none is kept for the camera, or its address brings one. */
  of(spec: SourceSpec): SourceLogin | null {
    if (spec.kind !== 'rtsp' || spec.user !== null) return null;
    return this.logins[cameraOf(spec)] ?? null;
  }

  /** The source as it is opened. */
  complete(spec: SourceSpec): SourceSpec {
    const login = this.of(spec);
    return login === null ? spec : withLogin(spec, login);
  }

  /** Of cameras that nobody can choose any more, nothing is kept. @throws StationError `record_unwritable`. */
  async keepOnly({ source, recentSources }: StationSettings): Promise<void> {
    const cameras = new Set(
      [source, ...recentSources.map(({ address }) => address)].flatMap((text) =>
        text === null ? [] : camerasOf(text),
      ),
    );
    const kept = Object.entries(this.logins).filter(([camera]) => cameras.has(camera));
    if (kept.length < Object.keys(this.logins).length) await this.write(Object.fromEntries(kept));
  }

  /**
   * @param login Null: it is forgotten.
   * @throws StationError `source_invalid` for a source that has no login, or an address that brings one; `record_unwritable`.
   */
  async keep(spec: SourceSpec, login: SourceLogin | null): Promise<void> {
    if (login !== null) withLogin(spec, login);
    if (spec.kind !== 'rtsp') return;
    const { [cameraOf(spec)]: _, ...others } = this.logins;
    await this.write(login === null ? others : { ...others, [cameraOf(spec)]: login });
  }

  private async write(logins: Logins): Promise<void> {
    const content = { ...formatStamp(loginsVersion), logins };
    await this.file.write(`${JSON.stringify(content, null, 2)}\n`);
    this.logins = logins;
  }
}

/** @throws StationError `source_invalid`. */
export function withLogin(spec: SourceSpec, login: SourceLogin): SourceSpec {
  if (spec.kind === 'rtsp' && spec.user === null) return { ...spec, login };
  throw new StationError(
    'source_invalid',
    spec.kind === 'rtsp'
      ? 'The address has a user already.'
      : 'Only a network camera (rtsp:) has user and password.',
    {
      where: spec.kind === 'rtsp' ? spec.host : spec.kind,
      hint: 'Give user and password in one place: beside the address.',
    },
  );
}

function cameraOf({ host, port }: { readonly host: string; readonly port: number }): string {
  return `${host.toLowerCase()}:${port}`;
}

function camerasOf(text: string): readonly string[] {
  try {
    const spec = parseSource(text);
    return spec.kind === 'rtsp' ? [cameraOf(spec)] : [];
  } catch (thrown) {
    if (thrown instanceof StationError) return [];
    throw thrown;
  }
}
