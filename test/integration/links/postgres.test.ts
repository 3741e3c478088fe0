// Parts in the plant's database: a real PostgreSQL server and real stations, all of which are killed or cut off in the middle.
import { beforeAll, describe, expect, it } from 'vitest';
import { madeParts, writeJournal } from '../../journal-parts.ts';
import { CutProxy } from '../../plant/cut-proxy.ts';
import { FedStation } from '../../plant/fed-station.ts';
import { postgresLink } from '../../plant/link-settings.ts';
import { TestPostgres } from '../../plant/postgres.ts';
import { makeParts, workplaceFolder } from '../../workplace-folder.ts';

const { at, open } = workplaceFolder();

beforeAll(() => {
  makeParts(at('bad.mp4'), ['red', 'blue']);
  makeParts(at('good.mp4'), ['red', 'green', 'blue']);
});

const daysAgo = (days: number): Date => {
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - days, 12);
};

/** Counts that the database keeps, beside those of the parts and steps themselves. */
const counts = `
  SELECT count(*)::int AS parts, count(DISTINCT started_at)::int AS different,
    (SELECT count(*)::int FROM stepwatch.step) AS steps,
    (SELECT sum(pass + warn + fail + aborted)::int FROM stepwatch.part_hour) AS counted,
    (SELECT coalesce(sum(times), 0)::int FROM stepwatch.mistake_day) AS "mistakesCounted",
    (SELECT count(*)::int FROM stepwatch.step WHERE status <> 'ok') AS mistakes
  FROM stepwatch.part`;

describe('the database of the plant', () => {
  it('has a part once, and what was said of it, though server and engine were killed meanwhile', async () => {
    await using server = await TestPostgres.start();
    const engine = await open('killed');
    await engine.request('changeSettings', { links: [postgresLink(server.link())] });
    await engine.until('linkState', ({ state }) => state === 'connected');
    const run = async (video: string): Promise<string> => {
      const since = engine.events.length;
      await engine.request('openSource', { source: at(video) });
      await engine.until('runEnded', () => true, since);
      return (await engine.request('snapshot', null)).lastPart!.id;
    };
    const first = await run('bad.mp4');
    const [part] = await server.until(`SELECT * FROM stepwatch.part WHERE started_at = '${first}'`);
    expect(part).toMatchObject({
      verdict: 'fail',
      recipe: 'rgb',
      mistakes: 1,
      unacknowledged: true,
      number: 1,
    });
    expect(
      await server.rows(
        'SELECT position, label, status FROM stepwatch.step WHERE started_at = $1 ORDER BY 1',
        [first],
      ),
    ).toEqual([
      { position: 1, label: 'red', status: 'ok' },
      { position: 2, label: 'green', status: 'missed' },
      { position: 3, label: 'blue', status: 'ok' },
    ]);
    expect(await server.until('SELECT * FROM stepwatch.station WHERE unacknowledged = 1')).toMatchObject([
      { name: 'bench3', online: true, recipe_title: 'Colours', unacknowledged: 1 },
    ]);

    await server.kill();
    await engine.until('linkState', ({ state }) => state === 'failed');
    await engine.request('acknowledgePart', { id: first, by: 'Ana', reason: 'reworked' });
    await engine.request('overridePart', {
      id: first,
      verdict: 'pass',
      by: 'Ana',
      reason: 'it was there',
    });
    const second = await run('good.mp4');
    await engine.until('linkBacklog', ({ waiting }) => waiting >= 3);
    await engine.kill();
    await server.start();
    const again = await open('killed');
    await server.until(`SELECT 1 FROM stepwatch.part WHERE started_at = '${second}'`);

    const rows = await server.rows(
      `SELECT started_at, verdict, final_verdict, acknowledged_by, override_reason FROM stepwatch.part
       WHERE started_at <= $1 ORDER BY started_at`,
      [second],
    );
    expect(rows).toMatchObject([
      {
        started_at: new Date(first),
        verdict: 'fail',
        final_verdict: 'pass',
        acknowledged_by: 'Ana',
        override_reason: 'it was there',
      },
      { started_at: new Date(second), verdict: 'pass', final_verdict: 'pass', acknowledged_by: null },
    ]);
    // The verdict of a person counts.
    expect(
      await server.rows(
        "SELECT sum(fail)::int AS fail, sum(overridden)::int AS overridden FROM stepwatch.part_hour WHERE recipe = 'rgb'",
      ),
    ).toEqual([{ fail: 0, overridden: 1 }]);
    await again.stop();
    await server.until("SELECT 1 FROM stepwatch.station WHERE name = 'bench3' AND NOT online");
  });
});

describe.concurrent('the database of the plant', () => {
  it('has every part once, though the connection is cut when a commit is done and its answer is not heard', async () => {
    await using server = await TestPostgres.start();
    await using proxy = await CutProxy.start(server.port, 'INSERT INTO stepwatch.part ', 'COMMIT', 3);
    await using station = new FedStation();
    const parts = [2, 1].flatMap((days) => {
      const made = madeParts(daysAgo(days), { parts: 400, steps: 8 });
      writeJournal(station.record, daysAgo(days), made);
      return made;
    });
    station.start(server.link({ port: proxy.port, earlierDays: 3 }));
    await server.until(`SELECT 1 FROM stepwatch.part HAVING count(*) >= ${parts.length}`);
    await station.until(({ waiting, state }) => waiting === 0 && state === 'connected');
    expect(proxy.cuts).toBe(3);
    const mistakes = parts
      .filter(({ verdict }) => verdict !== null)
      .flatMap(({ steps }) => steps)
      .filter(({ status }) => status !== 'ok').length;
    expect(await server.rows(counts)).toEqual([
      {
        parts: parts.length,
        different: parts.length,
        steps: parts.filter(({ verdict }) => verdict !== null).length * 8,
        counted: parts.length,
        mistakes,
        mistakesCounted: mistakes,
      },
    ]);
    const acknowledged = parts.filter(({ acknowledgedAt }) => acknowledgedAt !== null).length;
    expect(await server.rows('SELECT count(acknowledged_at)::int AS n FROM stepwatch.part')).toEqual([
      { n: acknowledged },
    ]);
    expect(station.report).toMatchObject({ lost: 0 });
  });

  it('gets what was made while it was away for days, and the days before it was set up only if asked for', async () => {
    await using server = await TestPostgres.start();
    await using station = new FedStation();
    writeJournal(station.record, daysAgo(9), madeParts(daysAgo(9), { parts: 20, steps: 3 }));
    writeJournal(station.record, daysAgo(6), madeParts(daysAgo(6), { parts: 20, steps: 3 }));
    station.start(server.link({ earlierDays: 7 }));
    await server.until('SELECT 1 FROM stepwatch.part HAVING count(*) = 20');
    await server.kill();
    await station.until(({ state }) => state === 'failed');
    await station.stop();
    // The station makes parts for days, without the server, and is started again in between.
    for (const days of [4, 3, 2]) {
      writeJournal(station.record, daysAgo(days), madeParts(daysAgo(days), { parts: 50, steps: 3 }));
      station.start(server.link({ earlierDays: 7 }));
      await station.until(({ state }) => state === 'failed');
      await station.stop();
    }
    station.start(server.link({ earlierDays: 7 }));
    await server.start();
    await server.until('SELECT 1 FROM stepwatch.part HAVING count(*) = 170');
    await station.until(({ waiting, state }) => waiting === 0 && state === 'connected');
    expect(await server.rows(counts)).toMatchObject([{ parts: 170, counted: 170 }]);
  });

  it('goes without a row that it refuses, and gets the others', async () => {
    await using server = await TestPostgres.start();
    await using station = new FedStation();
    writeJournal(station.record, daysAgo(2), madeParts(daysAgo(2), { parts: 5, steps: 3 }));
    station.start(server.link({ earlierDays: 3 }));
    await server.until('SELECT 1 FROM stepwatch.part HAVING count(*) = 5');
    await station.stop();
    await server.rows('ALTER TABLE stepwatch.part ADD CHECK (number <> 7)');
    const parts = madeParts(daysAgo(1), { parts: 30, steps: 3 });
    writeJournal(station.record, daysAgo(1), parts);
    station.start(server.link({ earlierDays: 3 }));
    await station.until(({ lost }) => lost === 1);
    await server.until('SELECT 1 FROM stepwatch.gap WHERE lost = 1');
    await server.until('SELECT 1 FROM stepwatch.part HAVING count(*) = 34');
    await station.until(({ state, waiting }) => state === 'connected' && waiting === 0);
  });

  it('that hangs breaks the connection after a while, and gets all when it goes on', async () => {
    await using server = await TestPostgres.start();
    await using station = new FedStation();
    station.start(server.link({ earlierDays: 3 }));
    await station.until(({ state }) => state === 'connected');
    server.hang();
    const { error } = await station.until(({ state }) => state === 'failed');
    expect(error).toMatchObject({ code: 'link_unreachable' });
    server.goOn();
    await station.until(({ state }) => state === 'connected');
  });

  it('takes two stations of one name for a mistake', async () => {
    await using server = await TestPostgres.start();
    await using one = new FedStation();
    await using other = new FedStation();
    one.start(server.link());
    await one.until(({ state }) => state === 'connected');
    other.start(server.link());
    const { error } = await other.until(({ state }) => state === 'failed');
    expect(error).toMatchObject({ code: 'link_rejected', message: expect.stringContaining('bench3') });
    await one.stop();
    await other.until(({ state }) => state === 'connected');
  });
});
