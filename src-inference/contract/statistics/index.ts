// Statistics that a station and the plant's server share.
export { individualsChart, proportionChart } from './control-chart.ts';
export { paretoOf } from './pareto.ts';
export { proportion } from './proportion.ts';
