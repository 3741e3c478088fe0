import { diagnostics, support } from './diagnostics.ts';
import { judging } from './judging.ts';
import { links } from './links.ts';
import { model, server } from './model.ts';
import { outputs } from './outputs.ts';
import { picture } from './picture.ts';
import { rollouts } from './rollouts.ts';
import { screen } from './screen.ts';
import { shifts } from './shifts.ts';
import { station } from './station.ts';
import { storage } from './storage.ts';

export const setup = {
  title: 'Ajustes',
  subjects: 'Temas',
  search: 'Buscar ajustes',
  noneFound: 'Ningún ajuste tiene esas palabras.',
  readOnly: 'Aquí puede mirar, pero no cambiar nada: ha entrado solo para ver.',
  applied: 'Aplicado',
  reset: 'Deshacer mis cambios',
  browse: 'Examinar',
  group: {
    checking: 'Red y comprobación',
    bench: 'En el puesto',
    data: 'Resultados y archivos',
    machine: 'Esta estación',
  },
  subject: {
    model: 'Modelo',
    judging: 'Comprobación',
    picture: 'Imagen de la cámara',
    identity: 'Piezas y escáner',
    people: 'Personas',
    shifts: 'Turnos',
    outputs: 'Salidas',
    links: 'Conexiones',
    storage: 'Almacenamiento',
    station: 'Estación',
    screen: 'Esta pantalla',
    diagnostics: 'Diagnóstico',
    audit: 'Cambios',
  },
  shifts,
  model,
  server,
  judging,
  picture,
  outputs,
  rollouts,
  links,
  storage,
  station,
  screen,
  diagnostics,
  support,
} as const;
