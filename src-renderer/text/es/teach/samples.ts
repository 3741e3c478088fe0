export const samples = {
  samples: {
    hint: 'Aquello de lo que la estación no estaba segura y lo que las personas juzgaron de otro modo. Al tomarlo se convierte en una grabación por etiquetar, y la red siguiente aprende de ella.',
    empty: 'Nada que revisar',
    emptyHint:
      'Aquí se reúnen los momentos de los que la estación no está segura, y las piezas que alguien señala en el historial como mal juzgadas.',
    kinds: { unsure: 'Dudoso', falseAlarm: 'Falsa alarma', missed: 'No detectado' },
    unsureOf: '«{{label}}», segura al {{probability}}, durante {{seconds}} s',
    wholePart: 'Una pieza de {{seconds}} s',
    judgedBy: 'según {{by}}',
    look: 'Mirar la pieza',
    take: 'Tomar',
    takeHint: 'Su grabación pasa al proyecto, con un borrador de sus etiquetas.',
    noRecording: 'Ninguna grabación muestra esta pieza.',
    noRecordingShort: 'Sin grabación',
    dismiss: 'Nada que aprender',
  },
} as const;
