// The curve by which a threshold is chosen.
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { expect, it } from 'vitest';
import { RatesChart } from '../../../src-renderer/setup/rates-chart.tsx';
import { createTexts } from '../../../src-renderer/text/index.tsx';

const rates = [
  { failAbove: 0.6, goodFailed: 0.08, goodWarned: 0, badPassed: 0.02, badWarned: 0.5 },
  { failAbove: 0.97, goodFailed: 0.04, goodWarned: 0.04, badPassed: 0.02, badWarned: 0.5 },
];

it.each(['en', 'es'] as const)('shows what matters, named as in the table below it (%s)', (language) => {
  const texts = createTexts(language);
  const chart = createElement(RatesChart, { rates, threshold: 0.97 });
  const page = renderToStaticMarkup(createElement(I18nextProvider, { i18n: texts }, chart));
  const heights = [...page.matchAll(/points="([^"]+)"/g)].map(([, points]) =>
    points!.split(' ').map((point) => Number(point.split(',')[1])),
  );
  expect(heights).toHaveLength(3);
  const [goodFailed, badPassed, goodWarned] = heights;
  // Half the false alarms are half as high above the axis; no line stands for bad parts that warn.
  const axis = goodWarned![0]!;
  expect(axis - goodFailed![0]!).toBeCloseTo(2 * (axis - goodFailed![1]!), 9);
  expect(badPassed![0]).toBe(badPassed![1]);
  for (const rate of ['goodFailed', 'badPassed', 'goodWarned'] as const) {
    expect(page).toContain(texts.t(`setup.judging.rates.${rate}`));
  }
});
