// Results to a web server that fails, hangs, refuses and is away: a real engine and a real HTTP server.
import { createHmac } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { EngineOnWire } from '../../engine-on-wire.ts';
import { freePort } from '../../plant/broker.ts';
import { webhookLink } from '../../plant/link-settings.ts';
import { type Posted, WebhookReceiver } from '../../plant/webhook-receiver.ts';
import { makeParts, workplaceFolder } from '../../workplace-folder.ts';

const { at, open } = workplaceFolder();

let receiver: WebhookReceiver | null = null;

/** Of the server that was started last. */
const posted = (): readonly Posted[] => receiver!.posted;

async function serve(port: number, answers: readonly (number | 'hang')[]): Promise<void> {
  receiver = await WebhookReceiver.start(port, answers);
}

beforeAll(() => {
  makeParts(at('bad.mp4'), ['red', 'blue']);
});

afterEach(async () => {
  await receiver?.[Symbol.asyncDispose]();
  receiver = null;
});

/** What happens from then on is told. */
async function connectTo(engine: EngineOnWire, port: number): Promise<void> {
  await engine.request('changeSettings', { links: [webhookLink(port)] });
  await engine.until('linkState');
}

async function makePart(engine: EngineOnWire): Promise<string> {
  const since = engine.events.length;
  await engine.request('openSource', { source: at('bad.mp4') });
  await engine.until('runEnded', () => true, since);
  return (await engine.request('snapshot', null)).lastPart!.id;
}

describe('results to a web server', () => {
  it('are signed, and sent again with the same key until the server has taken them', async () => {
    const port = await freePort();
    const engine = await open('retried');
    await connectTo(engine, port);
    const part = await makePart(engine);
    // Nobody is there.
    await engine.until('linkState', ({ state }) => state === 'failed');
    await serve(port, [503, 'hang', 200]);
    await receiver!.untilPosted(3);
    expect(new Set(posted().map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(new Set(posted().map(({ body }) => body)).size).toBe(1);
    const { headers, body } = posted()[2]!;
    expect(JSON.parse(body)).toMatchObject({ station: 'bench3', kind: 'part', part, verdict: 'fail' });
    const timestamp = String(headers['stepwatch-timestamp']);
    const expected = createHmac('sha256', 'a long secret').update(`${timestamp}.${body}`).digest('hex');
    expect(headers['stepwatch-signature']).toBe(`v1=${expected}`);
    await engine.until('linkState', ({ state }) => state === 'connected');
    await engine.until('linkBacklog', ({ waiting }) => waiting === 0);
  });

  it('are given up when the server will never take them, and the loss is told', async () => {
    const port = await freePort();
    await serve(port, [422, 200]);
    const engine = await open('refused');
    await connectTo(engine, port);
    await makePart(engine);
    await receiver!.untilPosted(2);
    expect(JSON.parse(posted()[1]!.body)).toMatchObject({ kind: 'lost', count: 1 });
    await engine.until('linkState', ({ lost }) => lost === 1);
  });

  it('go to an address whose token no screen sees, and which the trail of changes names without it', async () => {
    const port = await freePort();
    await serve(port, [200]);
    const engine = await open('token');
    const url = (token: string, more = ''): string =>
      `http://127.0.0.1:${port}/results?token=${token}&line=${token}${more}`;
    await engine.request('changeSettings', { links: [webhookLink(port, { url: url('geheim') })] });
    const [shown] = (await engine.request('snapshot', null)).settings.links;
    expect(shown).toMatchObject({ spec: { url: url('***'), secret: '***' } });
    // The screen changes something else, and sends what it saw.
    const changed = {
      ...shown!,
      spec: { ...webhookLink(port).spec, url: url('***'), secret: '***', steps: true },
    };
    await engine.request('changeSettings', { links: [changed as typeof shown & object] });
    expect(await engine.request('testLink', changed as typeof shown & object)).toBeNull();
    expect(posted().at(-1)!.path).toBe('/results?token=geheim&line=geheim');
    const unknown = { ...changed, spec: { ...changed.spec, url: url('***', '&other=***') } };
    await expect(engine.request('testLink', unknown as typeof shown & object)).rejects.toMatchObject({
      code: 'settings_invalid',
    });
    const elsewhere = {
      ...changed,
      spec: { ...changed.spec, url: `http://localhost:${port}/?token=***`, secret: null },
    };
    await expect(engine.request('testLink', elsewhere as typeof shown & object)).rejects.toMatchObject({
      code: 'settings_invalid',
    });
    await engine.request('changeSettings', { links: [] });
    const trail = engine.of('audited').filter(({ what }) => what === 'links');
    expect(trail).toMatchObject([
      { before: '[]', by: { via: 'program' } },
      { subject: expect.stringMatching(/steps$/), before: 'false', after: 'true' },
      { after: '[]' },
    ]);
    expect(JSON.stringify(engine.events)).not.toContain('geheim');
  });

  it('are tested with a message of its own kind', async () => {
    const port = await freePort();
    await serve(port, [200, 401, 404]);
    const engine = await open('tested');
    expect(await engine.request('testLink', webhookLink(port))).toBeNull();
    expect(JSON.parse(posted()[0]!.body)).toMatchObject({ kind: 'test', station: 'bench3' });
    const again = () => engine.request('testLink', webhookLink(port));
    await expect(again()).rejects.toMatchObject({ code: 'link_unauthorized' });
    await expect(again()).rejects.toMatchObject({ code: 'link_rejected' });
    const secure = webhookLink(port, { url: `https://127.0.0.1:${port}/` });
    await expect(engine.request('testLink', secure)).rejects.toMatchObject({ code: 'link_tls' });
  });
});
