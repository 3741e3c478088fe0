// A bucket of a server that speaks the protocol of S3. One PUT for each file: such servers take up to 5 GB in one.
import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { AwsV4Signer } from 'aws4fetch';
import { linkTarget, type StationError, type StoreLinkSpec, type StoreTarget } from '../../contract/index.ts';
import { connectionError, linkError } from '../connection-errors.ts';
import { HttpClient } from '../http-client.ts';
import { digestOf, openFile, type Store, type StoredFile } from './store.ts';

type S3Target = Extract<StoreTarget, { type: 's3' }>;

const timeoutSeconds = 30;
/** Of an answer that says what is wrong. */
const mostAnswerBytes = 64 << 10;

interface Upload {
  readonly bytes: number;
  readonly sha256: string;
  readonly body: string | Readable;
}

export class S3Store implements Store {
  private readonly target: S3Target;
  private readonly station: string;
  private readonly name: string;
  private readonly client: HttpClient;

  /** @throws StationError when the certificate cannot be read. */
  static async open(spec: StoreLinkSpec, target: S3Target): Promise<S3Store> {
    const name = linkTarget(spec);
    const { endpoint: url, caFile } = target;
    return new S3Store(
      spec.station,
      target,
      name,
      await HttpClient.open({ url, caFile, target: name, timeoutSeconds }),
    );
  }

  private constructor(station: string, target: S3Target, name: string, client: HttpClient) {
    this.station = station;
    this.target = target;
    this.name = name;
    this.client = client;
  }

  async put(name: string, path: string): Promise<StoredFile | null> {
    const file = await openFile(path);
    if (file === null) return null;
    try {
      return await this.putFile(name, file);
    } catch (thrown) {
      throw connectionError(this.name, thrown);
    } finally {
      await file.close();
    }
  }

  reach(): Promise<void> {
    return this.client.knock();
  }

  async test(): Promise<void> {
    const body = 'Stepwatch tries whether it may write here.\n';
    const sha256 = createHash('sha256').update(body).digest('hex');
    const url = this.urlOf(`${this.station}/stepwatch-test.txt`);
    await this.upload(url, { body, bytes: Buffer.byteLength(body), sha256 });
  }

  close(): void {
    this.client.close();
  }

  private async putFile(name: string, file: FileHandle): Promise<StoredFile | null> {
    const { bytes, sha256 } = await digestOf(file);
    const url = this.urlOf(name);
    const body = file.createReadStream({ start: 0, autoClose: false });
    const isTaken = await this.upload(url, { bytes, sha256, body });
    return isTaken ? { url: url.href, bytes, sha256 } : null;
  }

  /** @returns False: it is too large. @throws StationError when the store has not taken it. */
  private async upload(url: URL, { bytes, sha256, body }: Upload): Promise<boolean> {
    const { region, accessKeyId, secretAccessKey } = this.target;
    const signer = new AwsV4Signer({
      method: 'PUT',
      url: url.href,
      // The server checks what it has received by it.
      headers: { 'X-Amz-Content-Sha256': sha256 },
      service: 's3',
      region,
      accessKeyId,
      secretAccessKey,
    });
    const { headers: signed } = await signer.sign();
    const headers = { ...Object.fromEntries(signed), 'content-length': bytes };
    const answer = await this.client.send(url, { method: 'PUT', headers, body });
    const text = await this.client.text(answer, mostAnswerBytes);
    if (answer.statusCode === 200) return true;
    if (answer.statusCode === 413 || codeOf(text) === 'EntityTooLarge') return false;
    throw refused(this.name, answer, text);
  }

  private urlOf(name: string): URL {
    const { endpoint, bucket, prefix } = this.target;
    const path = [bucket, ...prefix.split('/'), ...name.split('/')].filter(Boolean).map(encodeSegment);
    return new URL(`/${path.join('/')}`, endpoint);
  }
}

/** As signatures of S3 spell it (RFC 3986). */
function encodeSegment(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function codeOf(xml: string): string {
  return /<Code>([^<]*)<\/Code>/.exec(xml)?.[1] ?? '';
}

const unauthorized: Readonly<Record<string, string>> = {
  InvalidAccessKeyId: 'the store does not know the access key',
  SignatureDoesNotMatch: 'the secret key does not belong to the access key',
  AccessDenied: 'the key may not write into this bucket',
  AccountProblem: 'the account is blocked',
};

function refused(target: string, { statusCode = 0, headers }: IncomingMessage, xml: string): StationError {
  const code = codeOf(xml);
  const message = /<Message>([^<]*)<\/Message>/.exec(xml)?.[1]?.slice(0, 300) ?? '';
  const said = [`status ${statusCode}`, code, message].filter(Boolean).join(', ');
  if (code === 'NoSuchBucket') return linkError('link_store_missing', target, 'there is no such bucket');
  if (code === 'RequestTimeTooSkewed') {
    return linkError('link_rejected', target, 'the clocks of the station and of the store differ too much');
  }
  const region = headers['x-amz-bucket-region'];
  if (typeof region === 'string' && region !== '' && (statusCode === 301 || statusCode === 400)) {
    return linkError('link_rejected', target, `the bucket is in the region "${region}"`);
  }
  if (statusCode === 401 || statusCode === 403) {
    return linkError(
      'link_unauthorized',
      target,
      unauthorized[code] ?? `the store does not let us in (${said})`,
    );
  }
  return linkError('link_rejected', target, `the store answers ${said.replace(/\.$/, '')}`);
}
