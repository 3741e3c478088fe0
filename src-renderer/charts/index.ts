// Charts and tables of figures, for every page that has some.
export { axisTicks } from './axis-ticks.ts';
export { ChartBox } from './chart-box.tsx';
export { animation, axis, chartColours, cursor, NameTick, nameWidth, TooltipBox } from './chart-parts.tsx';
export { FiguresTable } from './figures-table.tsx';
export { ParetoBox } from './pareto-box.tsx';
export { TrendBox } from './trend-box.tsx';
