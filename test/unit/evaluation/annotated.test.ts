// The measurement on annotated assemblies, with invented ones: which mistakes are found.
import { describe, expect, it } from 'vitest';
import { measureAnnotated } from '../../../src-inference/evaluation/annotated.ts';
import { parseAnnotations } from '../../../src-inference/evaluation/annotated-sequence.ts';

/** `a` attaches, `-a` detaches; `!` is a mistake of order, `?` another mistake. */
function annotations(work: string, person: number) {
  const rows = work.split(' ').map((token, at) => {
    const verb = token.startsWith('-') ? 'detach' : 'attach';
    const part = token.replace(/[-!?]/g, '');
    const label = /[!?]/.test(token) ? 'mistake' : 'correct';
    const remark = token.endsWith('!') ? 'wrong order' : '';
    return `${at * 300},${at * 300 + 200},${verb},${part},base,${label},${remark}`;
  });
  return parseAnnotations(rows.join('\r\n'), `nusar_both_${person}-z01a_x.csv`);
}

const right = ['a b c d', 'a c b d', 'a b c d', 'a c b d', 'b a c d', 'b a c d', 'a b c d'].map(annotations);
const measure = (work: string, policy: 'alignment' | 'fixedOrder' | 'precedenceCounting', noise = 1) =>
  measureAnnotated({ sequences: [...right, annotations(work, 99)], noise, policy, seed: 1 });

describe('annotated assemblies', () => {
  it('are read with their family, trimmed', () => {
    const { family, actions } = annotations('a -b!', 1);
    expect(family).toBe('z01');
    expect(actions).toMatchObject([
      { label: 'attach a + base', undoes: null, isMistake: false },
      { label: 'detach b + base', undoes: 'attach b + base', isMistake: true, isOrderMistake: true },
    ]);
  });

  it('without a mistake pass, in any right order', () => {
    const row = measure('b a c d', 'alignment');
    expect(row.allMistakes).toEqual({ precision: 1, recall: 1, f1: 1 });
  });

  it('with mistakes of order fail, and undone steps are found', () => {
    expect(measure('a d! b c', 'alignment').orderingMistakes).toMatchObject({ recall: 1, precision: 1 });
    expect(measure('a b -b? b c d', 'alignment').allMistakes).toMatchObject({ recall: 1, precision: 1 });
  });

  it('with corrections show which order was wrong', () => {
    // The only sign that e comes before d: d was taken off for e.
    expect(measure('a b c d! -d e d', 'alignment').orderingMistakes).toMatchObject({
      recall: 1,
      precision: 1,
    });
  });

  it('are seen with the same errors for the same seed', () => {
    expect(measure('a d! b c', 'alignment', 0.8)).toEqual(measure('a d! b c', 'alignment', 0.8));
  });

  it('are judged wrongly by one fixed order', () => {
    expect(measure('a b c d', 'fixedOrder').allMistakes.precision).toBeLessThan(1);
  });

  it('are not measured where nothing was done', () => {
    const empty = parseAnnotations('', 'nusar_both_98-z01a_x.csv');
    const row = measureAnnotated({ sequences: [...right, empty], noise: 1, policy: 'alignment', seed: 1 });
    expect(row.allMistakes).toEqual({ precision: 1, recall: 1, f1: 1 });
  });

  it('need enough sequences of a family', () => {
    expect(() =>
      measureAnnotated({ sequences: right.slice(0, 2), noise: 1, policy: 'alignment', seed: 1 }),
    ).toThrowError(/No family/);
  });

  it('are refused with the line when the file is invalid', () => {
    expect(() => parseAnnotations('1,2,attach,a,b,correct,\nx,2,attach,a,b,correct,', 'a.csv')).toThrowError(
      expect.objectContaining({ code: 'usage', line: 2 }),
    );
  });
});
