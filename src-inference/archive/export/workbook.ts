// A workbook for spreadsheets (XLSX, ECMA-376) that is written while its rows come. All texts are inline strings, which a
// spreadsheet never takes for formulas.
import { type FlateError, strToU8, Zip, ZipDeflate } from 'fflate';
import type { Cell } from './columns.ts';

/** ECMA-376 and all spreadsheets: more rows go to another sheet. */
const rowsOfSheet = 1_048_576;
/** The longest text of a cell. */
const mostCharacters = 32_767;
/** Quick: an export is written once and read once. */
const level = 3;
/** Text that is packed at once. */
const blockCharacters = 1 << 16;

export class Workbook {
  private readonly zip: Zip;
  private readonly mostRows: number;
  private readonly sheets: string[] = [];
  private sheet: ZipDeflate | null = null;
  private rows = 0;
  private text = '';

  /** @param write Takes the bytes of the file in their order. @param mostRows Of a sheet, the header included. */
  constructor(write: (bytes: Uint8Array) => void, mostRows: number = rowsOfSheet) {
    this.mostRows = mostRows;
    this.zip = new Zip((error: FlateError | null, bytes) => {
      if (error) throw error;
      write(bytes);
    });
  }

  /** Rows go there from now on. Each of its further sheets begins with the header, too. */
  beginSheet(name: string, header: readonly string[]): (cells: readonly Cell[]) => void {
    let sheets = 0;
    const begin = (): void => {
      this.endSheet();
      sheets += 1;
      this.open(sheets === 1 ? name : `${name} ${sheets}`);
      this.add(header);
    };
    begin();
    return (cells) => {
      if (this.rows >= this.mostRows) begin();
      this.add(cells);
    };
  }

  close(): void {
    this.endSheet();
    this.addFile('xl/workbook.xml', workbookXml(this.sheets));
    this.addFile('xl/_rels/workbook.xml.rels', workbookRelations(this.sheets));
    this.addFile('_rels/.rels', rootRelations);
    this.addFile('[Content_Types].xml', contentTypes(this.sheets));
    this.zip.end();
  }

  private open(name: string): void {
    this.sheets.push(name);
    this.sheet = new ZipDeflate(`xl/worksheets/sheet${this.sheets.length}.xml`, { level });
    this.zip.add(this.sheet);
    this.rows = 0;
    // The header stays visible when the rows are scrolled.
    this.text = `${xmlStart}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><sheetData>`;
  }

  private add(cells: readonly Cell[]): void {
    this.rows += 1;
    this.text += `<row>${cells.map(cellXml).join('')}</row>`;
    if (this.text.length < blockCharacters) return;
    this.sheet?.push(strToU8(this.text));
    this.text = '';
  }

  private endSheet(): void {
    this.sheet?.push(strToU8(`${this.text}</sheetData></worksheet>`), true);
    this.sheet = null;
  }

  private addFile(name: string, text: string): void {
    const file = new ZipDeflate(name, { level });
    this.zip.add(file);
    file.push(strToU8(text), true);
  }
}

const xmlStart = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const contentType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

function cellXml(cell: Cell): string {
  if (cell === null) return '<c/>';
  if (typeof cell === 'number') return `<c><v>${cell}</v></c>`;
  const text = escaped(cell.slice(0, mostCharacters));
  return `<c t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

/** XML 1.0 has no place for control characters: U+FFFD stands for them, as for halves of a surrogate pair in UTF-8. */
function escaped(text: string): string {
  return text
    .replaceAll(unwritable, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that XML cannot hold
const unwritable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

function workbookXml(sheets: readonly string[]): string {
  const entries = sheets.map(
    (name, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  return `${xmlStart}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${entries.join('')}</sheets></workbook>`;
}

function workbookRelations(sheets: readonly string[]): string {
  const entries = sheets.map(
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  return `${xmlStart}<Relationships xmlns="${packageRelations}">${entries.join('')}</Relationships>`;
}

const rootRelations = `${xmlStart}<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

function contentTypes(sheets: readonly string[]): string {
  const entries = sheets.map(
    (_, index) =>
      `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${contentType}.worksheet+xml"/>`,
  );
  return (
    `${xmlStart}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `<Override PartName="/xl/workbook.xml" ContentType="${contentType}.sheet.main+xml"/>${entries.join('')}</Types>`
  );
}
