// The bucket that stations put their evidence into: pages get addresses of single files that hold for some minutes.
import { AwsV4Signer } from 'aws4fetch';

export interface BucketOptions {
  /** `https://HOST[:PORT]`, as the stations have it: their evidence is known by it. Pages must reach it, too. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A player asks again for each piece of a video: the address must hold while it is looked at. */
const validSeconds = 15 * 60;

export class EvidenceBucket {
  /** That pages load files of it from. */
  readonly origin: string;
  private readonly options: BucketOptions;
  private readonly prefix: string;

  constructor(options: BucketOptions) {
    const { href, origin } = new URL(`/${encodeURIComponent(options.bucket)}/`, options.endpoint);
    this.options = options;
    this.prefix = href;
    this.origin = origin;
  }

  /** Whether this is the address of a file in the bucket, written as stations write it. */
  holds(url: string): boolean {
    // What another spelling stands for is not known: `..` leads out of the bucket.
    return url.startsWith(this.prefix) && new URL(url).href === url && !/[?#]/.test(url);
  }

  /** @param url Of a file in the bucket. @returns An address that anybody can read it at, for some minutes (AWS Signature Version 4). */
  async presign(url: string): Promise<string> {
    const { region, accessKeyId, secretAccessKey } = this.options;
    const asked = new URL(url);
    asked.searchParams.set('X-Amz-Expires', String(validSeconds));
    const key = { service: 's3', region, accessKeyId, secretAccessKey };
    const signer = new AwsV4Signer({ method: 'GET', url: asked.href, signQuery: true, ...key });
    return (await signer.sign()).url.href;
  }
}
