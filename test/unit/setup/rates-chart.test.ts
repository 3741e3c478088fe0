// The curves by which a threshold is chosen, and the table of the same figures.
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { describe, expect, it } from 'vitest';
import { ratesFor } from '../../../src-renderer/setup/judging/rates.ts';
import { RatesChart } from '../../../src-renderer/setup/judging/rates-chart.tsx';
import { RatesTable } from '../../../src-renderer/setup/judging/rates-table.tsx';
import { createTexts } from '../../../src-renderer/text/index.tsx';

const rates = [
  { failAbove: 0.6, goodFailed: 0.08, goodWarned: 0, badPassed: 0.02, badWarned: 0.5 },
  { failAbove: 0.97, goodFailed: 0.04, goodWarned: 0.04, badPassed: 0.02, badWarned: 0.5 },
];
const names = ['goodFailed', 'goodWarned', 'badPassed', 'badWarned'] as const;

describe.each(['en', 'es'] as const)('false verdicts by threshold (%s)', (language) => {
  const texts = createTexts(language);
  const render = (page: Parameters<typeof renderToStaticMarkup>[0]): string =>
    renderToStaticMarkup(createElement(I18nextProvider, { i18n: texts }, page));
  const chart = render(createElement(RatesChart, { rates, threshold: 0.97 }));
  const table = render(
    createElement(RatesTable, { rates, threshold: 0.97, disabled: false, onChoose: () => {} }),
  );

  it('draws what the table has, under the same names in the same order', () => {
    const order = (page: string): readonly number[] =>
      names.map((name) => page.indexOf(texts.t(`setup.judging.rates.${name}`)));
    for (const places of [order(chart), order(table)]) {
      expect(places.every((place) => place >= 0)).toBe(true);
      expect([...places].sort((a, b) => a - b)).toEqual(places);
    }
    expect(chart.match(/<polyline/g)).toHaveLength(names.length);
    expect(table.match(/<td/g)).toHaveLength(names.length * rates.length);
  });

  it('draws half the false alarms half as high', () => {
    const [goodFailed, goodWarned, badPassed] = [...chart.matchAll(/points="([^"]+)"/g)].map(([, points]) =>
      points!.split(' ').map((point) => Number(point.split(',')[1])),
    );
    const axis = goodWarned![0]!;
    expect(axis - goodFailed![0]!).toBeCloseTo(2 * (axis - goodFailed![1]!), 9);
    expect(badPassed![0]).toBe(badPassed![1]);
  });
});

it('says the rates of a threshold that was not measured as the lines have them', () => {
  expect(ratesFor(0.97, rates)).toEqual(rates[1]);
  expect(ratesFor(0.785, rates).goodFailed).toBeCloseTo(0.06, 9);
  expect(ratesFor(0.5, rates)).toMatchObject({ failAbove: 0.5, goodFailed: 0.08 });
});
