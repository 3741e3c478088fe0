// The trail of changes in the words of the settings page.
import { expect, it } from 'vitest';
import { settingWords } from '../../../src-renderer/setup/audit/setting-words.ts';
import { createFormats, createTexts } from '../../../src-renderer/text/index.tsx';

const words = (what: Parameters<typeof settingWords>[0]['what'], subject: string) =>
  settingWords({ what, subject }, createTexts('en').t, createFormats('en'));

it('names a setting and its values as the page does', () => {
  const threshold = words('judging', 'failAbove');
  expect(threshold).toMatchObject({ label: 'Fail from, %', part: '' });
  expect(threshold?.value('0.97')).toBe('97%');
  expect(words('judging', 'policy')?.value('majority')).toBe('Vote over the last windows');
});

it('says which part of a setting, and leaves other values as they are', () => {
  const host = words('outputs', 'outputs.b.spec.target.host');
  expect(host).toMatchObject({ label: 'Recordings and video outputs', part: 'b.spec.target.host' });
  expect(host?.value('192.168.1.70')).toBe('192.168.1.70');
});

it('takes no person and no recipe for a setting of the same name', () => {
  expect(words('people', 'name')).toBeNull();
  expect(words('recipe', 'model')).toBeNull();
});
