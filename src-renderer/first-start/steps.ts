// The steps, their order, and the address of each. Pure.
export const stepNames = ['language', 'source', 'recipe', 'name', 'kiosk', 'ready'] as const;
export type StepName = (typeof stepNames)[number];

export const sourceForms = ['file', 'camera', 'rtsp', 'udp'] as const;
/** Sources that a person describes in a form of their own. */
export type SourceForm = (typeof sourceForms)[number];

export interface Place {
  readonly step: StepName;
  /** Open in the step `source`; null: the choice of a kind. */
  readonly form: SourceForm | null;
}

/** @param path Of the route, such as `source/rtsp`. An unknown one gives the first step. */
export function readPlace(path: string): Place {
  const [name, form] = path.split('/');
  const step = stepNames.find((one) => one === name) ?? stepNames[0];
  return { step, form: (step === 'source' && sourceForms.find((one) => one === form)) || null };
}

/** Path of the step before; null in the first one. */
export function pathBefore({ step, form }: Place): string | null {
  if (form !== null) return step;
  return stepNames[stepNames.indexOf(step) - 1] ?? null;
}

/** Path of the step after; null in the last one. */
export function pathAfter({ step }: Place): string | null {
  return stepNames[stepNames.indexOf(step) + 1] ?? null;
}
