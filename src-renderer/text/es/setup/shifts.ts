export const shifts = {
  title: 'Calendario de turnos',
  hint: 'A qué hora local empieza cada turno, para comparar las cifras por turno. Un turno dura hasta que empieza el siguiente, como mucho 12 horas. El turno de noche cuenta para el día en que empieza.',
  effect:
    'Se aplica en el momento. No se deja de comprobar ni se pierde nada: las cifras de los días pasados se vuelven a contar con el calendario nuevo.',
  none: 'Todavía no hay turnos: las cifras se cuentan por día.',
  usual: 'Empezar con tres turnos',
  early: 'Mañana',
  late: 'Tarde',
  night: 'Noche',
  name: 'Nombre',
  start: 'Empieza a las',
  weekdays: 'Días',
  add: 'Añadir turno',
  remove: 'Quitar {{name}}',
  restartCounts: 'Poner a cero con cada turno',
  restartCountsHint:
    'Los números del turno en la página En vivo empiezan desde 0 con cada turno. También se pueden poner a cero a mano.',
  problems: {
    noName: 'Cada turno necesita un nombre.',
    noStart: 'Cada turno necesita una hora de inicio.',
    noWeekday: 'Cada turno necesita al menos un día de la semana.',
    sameTime: 'Dos turnos empiezan a la misma hora.',
  },
} as const;
