// The rows of messages in the plant's database. Pure.
import { localDay, type PlantRemarkKind } from '../../contract/index.ts';
import type { EvidenceMessage, PartMessage, StationMessage, StepFacts } from '../messages/station-message.ts';

type Row = Readonly<Record<string, string | number | boolean | null>>;

/** The rows of one batch. */
export interface MessageRows {
  readonly parts: readonly Row[];
  readonly steps: readonly Row[];
  readonly remarks: readonly Row[];
  readonly evidence: readonly Row[];
  readonly gaps: readonly Row[];
  /** The parts that are in the batch or that something in it is said of. */
  readonly startedAt: readonly string[];
}

/** Judgements of single steps are left out: a part brings its steps. */
export function rowsOf(messages: readonly StationMessage[]): MessageRows {
  const parts = messages.filter((message) => message.kind === 'part');
  const remarks = messages.flatMap(remarkRows);
  return {
    parts: parts.map(partRow),
    steps: parts.flatMap(stepRows),
    remarks,
    evidence: evidenceRows(messages.filter((message) => message.kind === 'evidence')),
    gaps: messages
      .filter((message) => message.kind === 'lost')
      .map(({ key, at, count }) => ({ key, at, lost: count })),
    startedAt: [
      ...new Set([...parts.map(({ part }) => part), ...remarks.map(({ started_at }) => String(started_at))]),
    ],
  };
}

function partRow(message: PartMessage): Row {
  const started = new Date(message.part);
  return {
    started_at: message.part,
    ended_at: message.at,
    day: localDay(started),
    hour: started.getHours(),
    number: message.number,
    verdict: message.verdict,
    abort_reason: message.abortReason,
    seconds: message.seconds,
    cycle_seconds: message.cycleSeconds,
    recipe: message.recipe,
    recipe_title: message.recipeTitle,
    model: message.model,
    source: message.source,
    operator: message.operator,
    serial: message.serial,
    order_number: message.order,
    variant: message.variant,
    interrupted: message.interrupted,
    mistakes: message.steps.filter(({ status }) => status !== 'ok').length,
  };
}

function stepRows({ part, steps }: PartMessage): readonly Row[] {
  const seen = new Map<string, number>();
  return steps.map((step, place) => {
    const label = labelOf(step);
    const kind = `${step.status} ${label}`;
    const nth = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, nth);
    return {
      started_at: part,
      position: place + 1,
      step_index: step.index,
      label,
      seen: step.label === label ? null : step.label,
      status: step.status,
      severity: step.severity,
      from_seconds: step.fromSeconds,
      to_seconds: step.toSeconds,
      probability: step.probability,
      remark: step.remark,
      nth,
    };
  });
}

function labelOf({ expected, label }: StepFacts): string {
  return expected ?? label ?? '';
}

function remarkRows(message: StationMessage): readonly Row[] {
  switch (message.kind) {
    case 'acknowledgement':
      return [remarkRow(message.kind, message, { by: message.by, reason: message.reason })];
    case 'override':
      return [
        remarkRow(message.kind, message, { by: message.by, reason: message.reason, value: message.verdict }),
      ];
    case 'judgedOtherwise':
      return [
        remarkRow(message.kind, message, { by: message.by, reason: message.note, value: message.judgement }),
      ];
    case 'identity': {
      const { serial, order, variant } = message;
      return [remarkRow(message.kind, message, { serial, order_number: order, variant })];
    }
    default:
      return [];
  }
}

function remarkRow(
  kind: PlantRemarkKind,
  { key, part, at }: { readonly key: string; readonly part: string; readonly at: string },
  rest: Row,
): Row {
  return { key, started_at: part, kind, at, ...rest };
}

/** One row for each file, however often it is told of: a statement may not change a row twice. */
function evidenceRows(messages: readonly EvidenceMessage[]): readonly Row[] {
  const rows = new Map<string, Row>();
  for (const { part, at, files } of messages) {
    for (const { name, kind, url, bytes } of files) {
      const id = `${part} ${name}`;
      const before = rows.get(id);
      rows.set(id, {
        started_at: part,
        name,
        kind,
        url: url ?? before?.url ?? null,
        bytes: bytes ?? before?.bytes ?? null,
        at,
      });
    }
  }
  return [...rows.values()];
}
