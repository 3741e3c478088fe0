// A server of the protocol of S3 for tests, as far as a station uses it: PUT and GET of objects by path style, with signed headers or a presigned
// address. It checks the
// signature (AWS Signature Version 4) and the SHA-256 of the body itself, as AWS documents them, and keeps objects as files. It is
// not the server of anybody: npm and Debian 12 ship none that checks these signatures.
//
// node s3-server-process.mjs PORT FOLDER [MILLISECONDS before each PUT is answered]
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export const accessKeyId = 'AKIAIOSFODNN7EXAMPLE';
export const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

const hmac = (key, text) => createHmac('sha256', key).update(text).digest();
const sha256 = (content) => createHash('sha256').update(content).digest('hex');

/**
 * The signature that a request must have (docs.aws.amazon.com, "Authenticating Requests: Using the Authorization Header").
 *
 * @param request `path` as it stands in the request line, headers by lower-case name.
 */
export function expectedSignature({ method, path, query = '', headers }, { date, region, signedHeaders }) {
  const names = signedHeaders.split(';');
  const lines = names.map(
    (name) =>
      `${name}:${String(headers[name] ?? '')
        .trim()
        .replace(/ +/g, ' ')}\n`,
  );
  const canonical = [
    method,
    path,
    query,
    lines.join(''),
    signedHeaders,
    headers['x-amz-content-sha256'],
  ].join('\n');
  const scope = `${date}/${region}/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n');
  const key = [date, region, 's3', 'aws4_request'].reduce(hmac, `AWS4${secretAccessKey}`);
  return hmac(key, text).toString('hex');
}

/** Of a presigned address (docs.aws.amazon.com, "Authenticating Requests: Using Query Parameters"). */
function presignedProblemOf({ method, headers }, path, query) {
  const said = new URLSearchParams(query);
  const [key, date, region] = (said.get('X-Amz-Credential') ?? '').split('/');
  if (method !== 'GET') return [403, 'SignatureDoesNotMatch'];
  if (key !== accessKeyId) return [403, 'InvalidAccessKeyId'];
  const at = said.get('X-Amz-Date') ?? '';
  const signedAt = Date.parse(at.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (!(Date.now() < signedAt + 1000 * Number(said.get('X-Amz-Expires')))) return [403, 'AccessDenied'];
  const canonicalQuery = query
    .split('&')
    .filter((pair) => !pair.startsWith('X-Amz-Signature='))
    .sort()
    .join('&');
  const expected = expectedSignature(
    {
      method,
      path,
      query: canonicalQuery,
      headers: { ...headers, 'x-amz-date': at, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
    },
    { date, region, signedHeaders: said.get('X-Amz-SignedHeaders') ?? '' },
  );
  return expected === said.get('X-Amz-Signature') ? null : [403, 'SignatureDoesNotMatch'];
}

function problemOf(request, path, query, body) {
  const { headers, method } = request;
  if (query !== '') return presignedProblemOf(request, path, query);
  const found =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    );
  if (!found) return [403, 'AccessDenied'];
  const [, key, date, region, signedHeaders, signature] = found;
  if (key !== accessKeyId) return [403, 'InvalidAccessKeyId'];
  for (const name of ['host', 'x-amz-content-sha256', 'x-amz-date']) {
    if (!signedHeaders.split(';').includes(name)) return [403, 'AccessDenied'];
  }
  const expected = expectedSignature({ method, path, headers }, { date, region, signedHeaders });
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(signature))) return [403, 'SignatureDoesNotMatch'];
  if (headers['x-amz-content-sha256'] !== sha256(body)) return [400, 'XAmzContentSHA256Mismatch'];
  return null;
}

async function serve(port, folder, delay) {
  const server = createServer(async (request, response) => {
    const [path, query = ''] = request.url.split('?');
    const refuse = (status, code) => {
      response.writeHead(status, { 'content-type': 'application/xml' });
      response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>Not so.</Message></Error>`);
    };
    const body = await buffer(request).catch(() => null);
    if (body === null) return;
    const problem = problemOf(request, path, query, body);
    if (problem) return refuse(...problem);
    const file = join(folder, ...path.split('/').map(decodeURIComponent));
    const [, bucket] = path.split('/');
    if (!existsSync(join(folder, decodeURIComponent(bucket)))) return refuse(404, 'NoSuchBucket');
    if (request.method === 'GET') {
      const content = await readFile(file).catch(() => null);
      return content === null ? refuse(404, 'NoSuchKey') : response.end(content);
    }
    await mkdir(dirname(file), { recursive: true });
    await writeFile(`${file}.part`, body);
    await new Promise((resolve) => setTimeout(resolve, delay));
    await rename(`${file}.part`, file);
    process.stdout.write(`PUT ${decodeURIComponent(path)}\n`);
    response.end();
  });
  server.listen(port, '127.0.0.1', () => process.stdout.write('listening\n'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [port, folder, delay = '0'] = process.argv.slice(2);
  void serve(Number(port), folder, Number(delay));
}
