import { describe, expect, it } from 'vitest';
import { shownPage } from '../../../src-renderer/app/shown-page.ts';
import { pathAfter, pathBefore, readPlace, stepNames } from '../../../src-renderer/first-start/steps.ts';
import { readForm } from '../../../src-renderer/hooks/kept-form.ts';

describe('the first steps', () => {
  it('lead from the language to the start, and back', () => {
    const walked: string[] = [];
    for (let path: string | null = ''; path !== null; path = pathAfter(readPlace(path))) {
      walked.push(readPlace(path).step);
    }
    expect(walked).toEqual(stepNames);
    expect(pathBefore(readPlace('recipe'))).toBe('source');
    expect(pathBefore(readPlace('language'))).toBeNull();
  });

  it('have forms below the source, and lead back from them to the choice', () => {
    expect(readPlace('source/rtsp')).toEqual({ step: 'source', form: 'rtsp' });
    expect(pathBefore(readPlace('source/rtsp'))).toBe('source');
    expect(readPlace('recipe/rtsp')).toEqual({ step: 'recipe', form: null });
    expect(readPlace('source/nothing')).toEqual({ step: 'source', form: null });
  });
});

describe('the page that is shown', () => {
  it.each([
    ['live', false, 'operator', 'first-steps'],
    ['live', false, 'viewer', 'beingSetUp'],
    ['first-steps', false, 'viewer', 'beingSetUp'],
    // A model that cannot be loaded is changed there.
    ['setup', false, 'operator', 'setup'],
    ['live', true, 'operator', 'live'],
    ['first-steps', true, 'operator', 'first-steps'],
    ['first-steps', true, 'viewer', 'live'],
    ['live', false, null, 'first-steps'],
  ] as const)('for %s, set up: %s, as %s: %s', (wanted, isSetUp, role, shown) => {
    expect(shownPage(wanted, isSetUp, role)).toBe(shown);
  });
});

describe('what was typed into a form before a reload', () => {
  const initial = { host: '', port: '554', loop: false };

  it('is there again, as far as the form still has it', () => {
    const stored = JSON.stringify({ host: '10.0.0.7', loop: 'yes', gone: 'x' });
    expect(readForm(stored, initial)).toEqual({ host: '10.0.0.7', port: '554', loop: false });
  });

  it.each([null, '{', 'null'])('is nothing usable: %s', (stored) => {
    expect(readForm(stored, initial)).toEqual(initial);
  });
});
