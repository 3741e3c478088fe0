// Exports of the history: what spreadsheets and programs read of it.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DOMParser } from '@xmldom/xmldom';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../../../src-inference/archive/database.ts';
import { Workbook } from '../../../src-inference/archive/export/workbook.ts';
import { writeExport } from '../../../src-inference/archive/export/write-export.ts';
import { IndexWriter } from '../../../src-inference/archive/index-writer.ts';
import { allParts, type ExportFormat } from '../../../src-inference/contract/index.ts';
import { journalPath } from '../../../src-inference/record/index.ts';

const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'stepwatch-export-'));
const index = join(folder, 'index.sqlite');
const day = '2026-01-05';
const at = (second: number): string => `${day}T12:00:${String(second).padStart(2, '0')}.000Z`;

beforeAll(async () => {
  const lines = [
    { type: 'runStarted', at: at(0), seq: 1, source: { name: '=HYPERLINK("x")' }, model: 'm', recipe: null },
    {
      type: 'nextPartIdentified',
      at: at(1),
      seq: 2,
      identity: { serial: '@S,"1"', order: '-7', variant: null },
    },
    { type: 'partStarted', at: at(2), seq: 3, part: 1, atSeconds: 10, code: null },
    {
      type: 'partEnded',
      at: at(9),
      seq: 4,
      part: 1,
      atSeconds: 16,
      verdict: 'fail',
      cycleSeconds: 5.5,
      steps: [
        { index: 1, expected: 'pick', label: 'pick', status: 'ok', startSeconds: 10.25, endSeconds: 11 },
        { index: 2, expected: 'screw', label: null, status: 'missed', startSeconds: null, endSeconds: null },
        {
          index: null,
          expected: null,
          label: '+drop\u0007 & <go>',
          status: 'extra',
          startSeconds: 12,
          endSeconds: 13,
        },
      ],
    },
    { type: 'partAcknowledged', at: at(20), seq: 5, id: at(2), by: 'Ana', reason: 'line\nbreak' },
    { type: 'partStarted', at: at(30), seq: 6, part: 2, atSeconds: 20, code: null },
    { type: 'partAborted', at: at(40), seq: 7, part: 2, atSeconds: 30, reason: 'abandoned' },
  ];
  writeFileSync(journalPath(folder, day), `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
  const writer = new IndexWriter({ index, record: folder, onBegun() {}, onProgress() {} });
  await writer.catchUp('all');
  writer.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

function exported(format: ExportFormat, conditions = allParts): Buffer {
  const database = new Database(index, 'read');
  const out = join(folder, `parts.${format}`);
  try {
    writeExport(database, { conditions, starts: [], format, out }, () => undefined);
    return readFileSync(out);
  } finally {
    database.close();
  }
}

describe('an export', () => {
  it('as CSV has one row for each step, and no text that a spreadsheet takes for a formula', () => {
    const text = exported('csv').toString();
    expect(text.startsWith('\uFEFFpart,day,number,')).toBe(true);
    const rows = text.slice(1).split('\r\n');
    expect(rows).toHaveLength(6);
    expect(rows[0]).toMatch(/,step\.position,step\.step,step\.label,step\.seen,step\.status,/);
    expect(rows[1]).toContain(`,"'=HYPERLINK(""x"")",`);
    expect(rows[1]).toContain(`,"'@S,""1""",'-7,`);
    expect(rows[1]).toMatch(/,1,1,pick,,ok,0\.25,1$/);
    expect(rows[3]).toContain(",3,,'+drop");
    // The step of the part without steps is empty; the part is there.
    expect(rows[4]).toMatch(/^2026-01-05T12:00:30\.000Z,.*,,,,,,,$/);
    for (const field of text.slice(1).split(/,|\r\n/)) expect(field).not.toMatch(/^"?[=+@-]/);
  });

  it('as JSON lines has one object for each part, with its texts as they are', () => {
    const [first, second] = exported('jsonl')
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(first).toMatchObject({
      part: at(2),
      verdict: 'fail',
      cycleSeconds: 5.5,
      serial: '@S,"1"',
      order: '-7',
      acknowledgedBy: 'Ana',
      steps: [
        { label: 'pick', status: 'ok' },
        { label: 'screw' },
        { step: null, seen: null, status: 'extra' },
      ],
    });
    expect(second).toMatchObject({ verdict: null, steps: [] });
  });

  it('as a workbook has the parts and the steps as sheets, with texts as texts and numbers as numbers', () => {
    const files = unzipSync(exported('xlsx'));
    expect(strFromU8(files['xl/workbook.xml']!)).toMatch(/name="Parts".*name="Steps"/);
    const [parts, steps] = [1, 2].map((number) => cellsOf(files[`xl/worksheets/sheet${number}.xml`]!));
    expect(parts).toHaveLength(3);
    expect(parts![1]).toContain('=HYPERLINK("x")');
    expect(parts![1]![2]).toBe(1);
    expect(steps).toHaveLength(4);
    expect(steps![3]).toEqual([at(2), 3, null, '+drop\uFFFD & <go>', null, 'extra', 2, 3]);
  });

  it('has only the parts that fit', () => {
    const lines = (conditions: typeof allParts) =>
      exported('jsonl', conditions).toString().split('\n').length - 1;
    expect(lines({ ...allParts, verdict: 'aborted' })).toBe(1);
    expect(lines({ ...allParts, step: 'screw' })).toBe(1);
    expect(lines({ ...allParts, fromDay: '2026-01-06' })).toBe(0);
  });

  it('leaves no file behind when it cannot be written', () => {
    const database = new Database(index, 'read');
    const out = join(folder, 'missing', 'parts.csv');
    const write = () =>
      writeExport(database, { conditions: allParts, starts: [], format: 'csv', out }, () => undefined);
    expect(write).toThrow(expect.objectContaining({ code: 'output_unwritable' }));
    database.close();
  });

  it('goes on in another sheet when one is full', () => {
    const chunks: Uint8Array[] = [];
    const workbook = new Workbook((bytes) => chunks.push(bytes), 3);
    const add = workbook.beginSheet('Steps', ['n']);
    for (let row = 1; row <= 5; row++) add([row]);
    workbook.close();
    const files = unzipSync(Buffer.concat(chunks));
    const sheets = [1, 2, 3].map((number) => cellsOf(files[`xl/worksheets/sheet${number}.xml`]!));
    expect(sheets).toEqual([
      [['n'], [1], [2]],
      [['n'], [3], [4]],
      [['n'], [5]],
    ]);
    expect(strFromU8(files['xl/workbook.xml']!)).toContain('name="Steps 3"');
  });
});

function cellsOf(sheet: Uint8Array): (string | number | null)[][] {
  const document = new DOMParser().parseFromString(strFromU8(sheet), 'text/xml');
  return [...document.getElementsByTagName('row')].map((row) =>
    [...row.getElementsByTagName('c')].map((cell) => {
      const text = cell.textContent ?? '';
      if (text === '') return null;
      return cell.getAttribute('t') === 'inlineStr' ? text : Number(text);
    }),
  );
}
