export const samples = {
  samples: {
    hint: 'Momentos dudosos para la estación, y piezas con un veredicto que alguien marcó como equivocado. Al añadir una, pasa a ser una grabación por etiquetar y la próxima red aprende de ella.',
    empty: 'Nada que revisar',
    emptyHint:
      'Aquí se reúnen los momentos de los que la estación no está segura, y las piezas con un veredicto que alguien marca como equivocado en el historial.',
    kinds: { unsure: 'Dudoso', falseAlarm: 'Falsa alarma', missed: 'Error no visto' },
    unsureOf: '«{{label}}», segura al {{probability}}, durante {{seconds}} s',
    wholePart: 'Una pieza de {{seconds}} s',
    judgedBy: 'según {{by}}',
    look: 'Mirar la pieza',
    take: 'Añadir',
    takeHint: 'Su grabación pasa al proyecto, con un borrador de sus etiquetas.',
    noRecording: 'Ninguna grabación muestra esta pieza.',
    noRecordingShort: 'Sin grabación',
    dismiss: 'Nada que aprender',
  },
} as const;
