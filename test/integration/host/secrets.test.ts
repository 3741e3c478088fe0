// Secrets of a station on their way to others: nobody who looks on, reads a file or lists processes sees one.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LinkSetting } from '../../../src-inference/contract/index.ts';
import { ask, cookieOf, login, Screen, type ServedStation, serveStation } from '../../served-station.ts';

/** Each is in one place only; none of them may be told. */
const secrets = [
  'tok3nQuery',
  'tok3nUser',
  'pa55word',
  'pa55 coded',
  'h00kQuery',
  'h00kKey',
  's3SecretKey',
  'mqttPa55',
  'pgPa55',
];
const spelled = new RegExp(secrets.flatMap((one) => [one, encodeURIComponent(one)]).join('|'));

const sources = [
  'rtsp://127.0.0.1:9/live?token=tok3nQuery',
  'rtsp://tok3nUser@127.0.0.1:9/live',
  'rtsp://ana:pa55word@127.0.0.1:9/live',
  'rtsp://ana:pa55%20coded@127.0.0.1:9/other?channel=2',
];

const links: readonly LinkSetting[] = [
  {
    kind: 'webhook',
    url: 'http://127.0.0.1:9/hook?key=h00kQuery',
    station: 'bench',
    secret: 'h00kKey',
    caFile: null,
    timeoutSeconds: 1,
    steps: false,
  } as const,
  {
    kind: 'store',
    target: {
      type: 's3',
      endpoint: 'http://127.0.0.1:9',
      region: 'eu',
      bucket: 'evidence',
      prefix: '',
      accessKeyId: 'id',
      secretAccessKey: 's3SecretKey',
      caFile: null,
    },
    station: 'bench',
  } as const,
  {
    kind: 'mqtt',
    host: '127.0.0.1',
    port: 9,
    tls: null,
    user: 'ana',
    password: 'mqttPa55',
    format: 'json',
    group: 'line',
    station: 'bench',
    steps: false,
    identity: false,
  } as const,
  {
    kind: 'postgres',
    host: '127.0.0.1',
    port: 9,
    database: 'plant',
    user: 'ana',
    password: 'pgPa55',
    tls: null,
    station: 'bench',
    earlierDays: 0,
  } as const,
].map((spec, index) => ({ id: `link-${index}`, enabled: true, spec }));

describe('the secrets of a station', () => {
  let station: ServedStation;
  const told: string[] = [];
  beforeAll(async () => {
    station = await serveStation({ passwords: { operator: 'an operator', viewer: 'a viewer' } });
    using viewer = new Screen(station, cookieOf(await login(station, 'a viewer')));
    using operator = new Screen(station, cookieOf(await login(station, 'an operator')));
    await operator.untilEngine('running');
    await operator.answer('changeSettings', { links });
    for (const source of sources) {
      const from = operator.heard.length;
      await operator.answer('openSource', { source });
      // GStreamer's own words are behind this error.
      await operator.until(
        (one) =>
          one.kind === 'event' &&
          one.event.event.type === 'sourceState' &&
          one.event.event.error?.code === 'source_refused',
        from,
      );
      told.push(JSON.stringify(await operator.request('probeSource', { source, width: 80 })));
      // A form that was filled in wrongly.
      told.push(JSON.stringify(await operator.request('openSource', { source: `${source}#latency=x` })));
    }
    for (const link of links) told.push(JSON.stringify(await operator.request('testLink', link)));
    const bundle = (await operator.answer('supportBundle')) as { readonly data: string };
    told.push(
      ...Object.values(unzipSync(Buffer.from(bundle.data, 'base64'))).map((file) =>
        String(Buffer.from(file)),
      ),
    );
    told.push(
      JSON.stringify(await viewer.snapshot()),
      JSON.stringify(await viewer.answer('readLog', null).catch(String)),
    );
    told.push(JSON.stringify(viewer.heard), JSON.stringify(operator.heard));
  });
  afterAll(() => station.close());

  it('are in no event, snapshot, list of sources, answer, error or support bundle', () => {
    for (const text of told) expect(text).not.toMatch(spelled);
  });

  it('are in no log, journal or other file that others may read', () => {
    const files = execFileSync('find', [join(station.folder, 'station'), '-type', 'f'])
      .toString()
      .trim()
      .split('\n');
    const holding = files.filter((file) => spelled.test(readFileSync(file, 'latin1')));
    expect(holding.map((file) => file.slice(station.folder.length))).toEqual(['/station/settings.json']);
    expect(statSync(holding[0]!).mode & 0o077).toBe(0);
    for (const file of files.filter((one) => one.includes('/record/'))) {
      expect(statSync(file).mode & 0o027, file).toBe(0);
    }
  });

  it('are in no metrics, health, or words of a process that the station started', async () => {
    const cookie = cookieOf(await login(station, 'an operator'));
    for (const path of ['/metrics', '/health']) {
      expect(String((await ask(station, path, { headers: { cookie } })).body)).not.toMatch(spelled);
    }
    const engine = station.enginePid();
    const threads = readdirSync(`/proc/${engine}/task`);
    const children = threads.flatMap((thread) =>
      readFileSync(`/proc/${engine}/task/${thread}/children`, 'utf8').trim().split(' ').filter(Boolean),
    );
    for (const pid of [String(engine), ...children]) {
      expect(readFileSync(`/proc/${pid}/cmdline`, 'latin1')).not.toMatch(spelled);
      expect(readFileSync(`/proc/${pid}/environ`, 'latin1')).not.toMatch(spelled);
    }
  });
});
