// Textos de la pestaña "Imagen de la cámara".
export const picture = {
  title: 'La imagen de siempre',
  hint: 'Una cámara movida, tapada o deslumbrada da veredictos de los que nadie puede fiarse. La estación compara lo que muestra la cámara con su imagen de siempre, y avisa cuando es otra.',
  usual: 'Imagen de siempre',
  present: 'Imagen de los últimos segundos',
  lookAgain: 'Mirar otra vez',
  takenByPerson: 'Tomada el {{at}}',
  takenByStation: 'Aprendida el {{at}} de piezas correctas',
  noUsual:
    'Aún no hay ninguna. La estación la aprende de las tres primeras piezas correctas, o la toma usted ahora.',
  noPresent: 'Aún se ha visto muy poco.',
  noSource: 'No se mira ninguna cámara ni emisión: un archivo no tiene imagen de siempre.',
  take: 'Así debe verse',
  takeEffect:
    'Vale desde ahora, también después de reiniciar. Lo que se mueve, como las manos, no cuenta. El cambio queda en la lista de cambios.',
  taken: 'Nueva imagen de siempre',
  rules: 'Qué pasa cuando la imagen es otra',
  rulesHint: 'Mientras no se comprueba nada, la pieza en curso acaba sin veredicto.',
  rule: { stop: 'Avisar y no comprobar', warn: 'Avisar y seguir', ignore: 'No decir nada' },
  sensitivity: 'Cuándo cuenta como otra imagen',
  sensitivities: {
    low: { name: 'Tarde', hint: 'Solo una imagen muy distinta.' },
    usual: { name: 'Normal', hint: 'Medido con trabajo en un puesto: ninguna falsa alarma.' },
    high: { name: 'Pronto', hint: 'También cambios pequeños. Puede haber falsas alarmas.' },
  },
  effect: 'Vale desde ahora. La comprobación no se interrumpe.',
} as const;
