// Commands of programs over HTTP: real requests to a served station with the real engine.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, ask, type ServedStation, serveStation } from '../../served-station.ts';

let station: ServedStation;
beforeAll(async () => {
  station = await serveStation({ passwords: { operator: 'line-3', viewer: 'look here, viewer' } });
  await new Promise<void>((resolve) => {
    station.supervisor.onState(({ state }) => state === 'running' && resolve());
  });
});
afterAll(() => station.close());

function post(command: string, input: unknown, headers: Record<string, string>): Promise<Answer> {
  const body = typeof input === 'string' ? input : JSON.stringify(input);
  return ask(station, `/commands/${command}`, { method: 'POST', headers, body });
}

const asOperator = { Authorization: 'Bearer line-3' };
const identity = { serial: 'SN-1', order: null, variant: null };
const json = ({ body }: Answer): unknown => JSON.parse(body.toString());

describe('a program', () => {
  it('says which part is next', async () => {
    const input = { identity, by: 'MES', rework: false };
    const answer = await post('identifyNextPart', input, asOperator);
    expect({ status: answer.status, body: json(answer) }).toEqual({ status: 200, body: { output: null } });
    expect(json(await post('snapshot', null, asOperator))).toMatchObject({ output: { nextPart: identity } });
  });

  it('is told why a code is not taken', async () => {
    const answer = await post('scanCode', { text: ']C10104012345123457', by: 'MES' }, asOperator);
    expect(answer.status).toBe(409);
    expect(json(answer)).toMatchObject({ error: { code: 'code_invalid' } });
  });

  it.each([
    ['without credentials', {}, 'snapshot', null, 403],
    ['with a wrong password', { Authorization: 'Bearer guess' }, 'snapshot', null, 401],
    ['as a viewer who operates', { Authorization: 'Bearer look here, viewer' }, 'startPart', null, 403],
    ['with a command that no screen has', asOperator, 'openWorkplace', null, 400],
    ['with something that is not JSON', asOperator, 'scanCode', '{', 400],
    ['with an input that is not valid', asOperator, 'scanCode', { text: 1 }, 400],
  ])('is refused %s', async (_, headers, command, input, status) => {
    expect((await post(command, input, headers)).status).toBe(status);
  });

  it.each([
    ['Bearer', 'Bearer look here, viewer'],
    ['Basic without a user', `Basic ${Buffer.from(':look here, viewer').toString('base64')}`],
    ['Basic with any user', `Basic ${Buffer.from('mes:look here, viewer').toString('base64')}`],
  ])('sends a password with spaces: %s', async (_, header) => {
    expect((await post('snapshot', null, { Authorization: header })).status).toBe(200);
  });

  it('may be a viewer who looks', async () => {
    expect((await post('snapshot', null, { Authorization: 'Bearer look here, viewer' })).status).toBe(200);
  });
});
