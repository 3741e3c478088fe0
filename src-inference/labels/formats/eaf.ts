// ELAN's EAF (https://www.mpi.nl/tools/elan/EAF_Annotation_Format_3.0_and_ELAN.pdf): XML in which annotations of tiers name
// their start and end in a list of time slots, in milliseconds. Pure.
import { DOMParser, type Document, type Element, onErrorStopParsing, ParseError } from '@xmldom/xmldom';
import type { LabelledAction } from '../../contract/index.ts';
import { chooseTier, invalid, type ReadContext, type WriteContext } from './context.ts';

const hint = 'In ELAN, choose File, then Save: the file ends in .eaf.';

interface Annotation {
  readonly element: Element;
  readonly value: string;
}

interface Stretch {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** @throws StationError `labels_need_tier` with the names of the tiers, or `labels_invalid` with the line. */
export function readEaf(text: string, context: ReadContext): readonly LabelledAction[] {
  const { where } = context;
  const document = parseXml(text, where);
  mustBeMilliseconds(document, where);
  const tiers = [...document.getElementsByTagName('TIER')].map((tier) => ({
    name: tier.getAttribute('TIER_ID') ?? '',
    annotations: annotationsOf(tier),
  }));
  const labelled = tiers.filter(({ annotations }) => annotations.length > 0);
  if (labelled.length === 0 && context.tier === null) return [];
  const chosen = chooseTier(
    labelled.map(({ name }) => name),
    'tier',
    context,
  );
  const times = new AnnotationTimes(document, where);
  const { annotations } = labelled.find(({ name }) => name === chosen)!;
  return annotations.map(({ element, value }) => {
    if (value === '') {
      throw invalid(where, 'This annotation has no text.', 'Write its action in ELAN.', element.lineNumber);
    }
    return { ...times.of(element), label: value };
  });
}

export function writeEaf(actions: readonly LabelledAction[], { video, at }: WriteContext): string {
  const name = escapeXml(video);
  const milliseconds = (seconds: number): number => Math.round(seconds * 1000);
  const slots = actions.flatMap(({ startSeconds, endSeconds }, i) => [
    `<TIME_SLOT TIME_SLOT_ID="ts${2 * i + 1}" TIME_VALUE="${milliseconds(startSeconds)}"/>`,
    `<TIME_SLOT TIME_SLOT_ID="ts${2 * i + 2}" TIME_VALUE="${milliseconds(endSeconds)}"/>`,
  ]);
  const annotations = actions.map(
    ({ label }, i) =>
      `<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a${i + 1}" TIME_SLOT_REF1="ts${2 * i + 1}" TIME_SLOT_REF2="ts${2 * i + 2}"><ANNOTATION_VALUE>${escapeXml(label)}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<ANNOTATION_DOCUMENT AUTHOR="" DATE="${at}" FORMAT="3.0" VERSION="3.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="http://www.mpi.nl/tools/elan/EAFv3.0.xsd">`,
    '<HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">',
    `<MEDIA_DESCRIPTOR MEDIA_URL="./${name}" MIME_TYPE="video/mp4" RELATIVE_MEDIA_URL="./${name}"/>`,
    '</HEADER>',
    '<TIME_ORDER>',
    ...slots,
    '</TIME_ORDER>',
    '<TIER LINGUISTIC_TYPE_REF="default-lt" TIER_ID="action">',
    ...annotations,
    '</TIER>',
    '<LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="default-lt" TIME_ALIGNABLE="true"/>',
    '</ANNOTATION_DOCUMENT>',
    '',
  ].join('\n');
}

/** Start and end of annotations: of time slots, or those of the annotation that another one refers to. */
class AnnotationTimes {
  private readonly where: string;
  private readonly slots: ReadonlyMap<string, string | null>;
  private readonly byId: ReadonlyMap<string, Element>;
  private readonly originSeconds: number;

  constructor(document: Document, where: string) {
    this.where = where;
    this.slots = new Map(
      [...document.getElementsByTagName('TIME_SLOT')].map((slot) => [
        slot.getAttribute('TIME_SLOT_ID') ?? '',
        slot.getAttribute('TIME_VALUE'),
      ]),
    );
    const elements = ['ALIGNABLE_ANNOTATION', 'REF_ANNOTATION'].flatMap((name) => [
      ...document.getElementsByTagName(name),
    ]);
    this.byId = new Map(elements.map((one) => [one.getAttribute('ANNOTATION_ID') ?? '', one]));
    // Time 0 of the annotations may lie later in the video.
    const [media] = [...document.getElementsByTagName('MEDIA_DESCRIPTOR')];
    this.originSeconds = Number(media?.getAttribute('TIME_ORIGIN') ?? 0) / 1000;
  }

  of(annotation: Element): Stretch {
    const aligned = this.aligned(annotation);
    return {
      startSeconds: this.timeOf(aligned, 'TIME_SLOT_REF1'),
      endSeconds: this.timeOf(aligned, 'TIME_SLOT_REF2'),
    };
  }

  private aligned(annotation: Element): Element {
    const seen = new Set<Element>();
    for (let one: Element | undefined = annotation; one && !seen.has(one); ) {
      if (one.tagName === 'ALIGNABLE_ANNOTATION') return one;
      seen.add(one);
      one = this.byId.get(one.getAttribute('ANNOTATION_REF') ?? '');
    }
    throw invalid(this.where, 'This annotation refers to none with a time.', hint, annotation.lineNumber);
  }

  private timeOf(annotation: Element, end: string): number {
    const slot = annotation.getAttribute(end) ?? '';
    const value = this.slots.get(slot);
    const milliseconds = Number(value ?? Number.NaN);
    if (value !== null && value !== '' && Number.isFinite(milliseconds)) {
      return milliseconds / 1000 + this.originSeconds;
    }
    throw invalid(
      this.where,
      `The time slot "${slot}" has no time.`,
      'Set start and end of the annotation in ELAN.',
      annotation.lineNumber,
    );
  }
}

function annotationsOf(tier: Element): readonly Annotation[] {
  return ['ALIGNABLE_ANNOTATION', 'REF_ANNOTATION'].flatMap((name) =>
    [...tier.getElementsByTagName(name)].map((element) => ({
      element,
      value: element.getElementsByTagName('ANNOTATION_VALUE')[0]?.textContent?.trim() ?? '',
    })),
  );
}

function parseXml(text: string, where: string): Document {
  try {
    const parser = new DOMParser({ onError: onErrorStopParsing });
    const document = parser.parseFromString(text.replace(/^\uFEFF/, ''), 'text/xml');
    if (document.documentElement?.tagName === 'ANNOTATION_DOCUMENT') return document;
  } catch (thrown) {
    if (!(thrown instanceof ParseError)) throw thrown;
    const line = thrown.locator?.lineNumber;
    throw invalid(where, `This is not XML: ${thrown.message.split('\n')[0]}.`, hint, line);
  }
  throw invalid(where, 'This is not a file of ELAN.', hint, 1);
}

function mustBeMilliseconds(document: Document, where: string): void {
  const [header] = [...document.getElementsByTagName('HEADER')];
  const units = header?.getAttribute('TIME_UNITS') ?? 'milliseconds';
  if (units === 'milliseconds') return;
  throw invalid(where, `The times are ${units}, not milliseconds.`, hint, header!.lineNumber);
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
