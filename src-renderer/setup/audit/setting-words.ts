// The trail of changes names settings as their file does; people read the words of the page. Pure.
import {
  type AuditedSubject,
  joinedPartRules,
  pictureRules,
  policies,
  type StationSettings,
} from '../../../src-inference/contract/index.ts';
import type { Formats, Text } from '../../text/index.tsx';

const labels = {
  name: 'setup.station.title',
  model: 'setup.model.loaded',
  inferenceServer: 'setup.server.title',
  policy: 'setup.judging.policy',
  hopSeconds: 'setup.judging.hop',
  minProbability: 'setup.judging.minProbability',
  failAbove: 'setup.judging.failAbove',
  joinedParts: 'setup.judging.joined.title',
  picture: 'setup.picture.rules',
  outputs: 'setup.outputs.title',
  links: 'setup.links.title',
  recordings: 'setup.storage.recordings',
  retention: 'setup.storage.retention',
  folders: 'setup.storage.folders',
  identity: 'setup.subject.identity',
  shifts: 'setup.shifts.title',
  shiftStartedAt: 'live.shift.start',
  kiosk: 'setup.screen.kiosk',
} as const satisfies Partial<Record<keyof StationSettings, string>>;

export interface SettingWords {
  readonly label: string;
  /** Which part of the setting, as the file says it; empty: all of it. */
  readonly part: string;
  value(stored: string): string;
}

/** Null: not a setting, but the name of a person or a recipe, or a setting without words. */
export function settingWords(
  { what, subject }: { readonly what: AuditedSubject; readonly subject: string },
  text: Text,
  formats: Formats,
): SettingWords | null {
  if (what === 'people' || what === 'recipe') return null;
  const [setting = '', ...rest] = subject.split('.');
  const label = Object.entries(labels).find(([name]) => name === setting)?.[1];
  if (label === undefined) return null;
  return {
    label: text(label),
    part: rest.join('.'),
    value: (stored) => valueWords(setting, stored, text, formats),
  };
}

function valueWords(setting: string, stored: string, text: Text, formats: Formats): string {
  if (setting === 'failAbove' || setting === 'minProbability') {
    return formats.percent(Number(stored), Number(stored) > 0.99 ? 1 : 0);
  }
  const policy = policies.find((one) => one === stored);
  if (setting === 'policy' && policy !== undefined) return text(`setup.judging.policies.${policy}.name`);
  const pictureRule = pictureRules.find((one) => one === stored);
  if (setting === 'picture' && pictureRule !== undefined) return text(`setup.picture.rule.${pictureRule}`);
  const rule = joinedPartRules.find((one) => one === stored);
  if (setting === 'joinedParts' && rule !== undefined) return text(`setup.judging.joined.${rule}.name`);
  return stored;
}
