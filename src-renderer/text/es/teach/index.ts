import { labelEditor } from './label-editor.ts';
import { networks } from './networks.ts';
import { overview } from './overview.ts';
import { project } from './project.ts';
import { samples } from './samples.ts';
import { training } from './training.ts';

export const teach = {
  title: 'Enseñar',
  nothing: 'No se hace nada',
  noRecording: 'Esa grabación no existe',
  tabs: {
    overview: 'Resumen',
    training: 'Entrenamiento',
    networks: 'Redes',
    samples: 'Por revisar',
    samplesCount_one: 'Por revisar ({{count}})',
    samplesCount_other: 'Por revisar ({{count}})',
  },
  ...project,
  ...overview,
  ...labelEditor,
  ...training,
  ...networks,
  ...samples,
} as const;
