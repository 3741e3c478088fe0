// The bucket with the evidence of the stations, from options, a file and the environment.
import { StationError } from '../../src-inference/contract/index.ts';
import type { BucketOptions } from '../plant/index.ts';
import { readLines, take } from './read-passwords.ts';

export interface BucketCommandOptions {
  readonly endpoint: string | null;
  readonly region: string;
  readonly bucket: string | null;
  /** With the ID of the key and the secret key. */
  readonly keyFile: string | null;
}

/**
 * Deletes the key from the environment, so that programs that this one starts do not get it.
 *
 * @returns Null when there is no bucket. @throws StationError `usage` when something is missing, or cannot be used.
 */
export function readBucket(
  { endpoint, region, bucket, keyFile }: BucketCommandOptions,
  environment: NodeJS.ProcessEnv,
): BucketOptions | null {
  const id = take(environment, 'STEPWATCH_S3_ACCESS_KEY_ID');
  const secret = take(environment, 'STEPWATCH_S3_SECRET_ACCESS_KEY');
  if (endpoint === null && bucket === null) return null;
  if (endpoint === null || bucket === null) {
    throw unusable('A bucket needs its server and its name.', 'Give both --s3-endpoint and --s3-bucket.');
  }
  const { protocol, username } = URL.canParse(endpoint) ? new URL(endpoint) : { protocol: '', username: '' };
  if (!/^https?:$/.test(protocol) || username !== '') {
    throw unusable(
      'This is no address of a server of the S3 protocol.',
      'Give it as https://HOST.',
      endpoint,
    );
  }
  const [accessKeyId, secretAccessKey] = keyFile === null ? [id, secret] : readLines(keyFile);
  if (!accessKeyId || !secretAccessKey) {
    throw unusable(
      'The bucket needs a key that may read it.',
      'Write its ID into the first line of a file and the secret key into the second: --s3-key-file FILE.',
      keyFile ?? undefined,
    );
  }
  return {
    endpoint,
    region,
    bucket,
    accessKeyId: accessKeyId.trim(),
    secretAccessKey: secretAccessKey.trim(),
  };
}

function unusable(message: string, hint: string, where?: string): StationError {
  return new StationError('usage', message, { hint, ...(where !== undefined && { where }) });
}
