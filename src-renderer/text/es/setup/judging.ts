export const judging = {
  title: 'Cómo se comparan las acciones con la receta',
  hint: 'La red reconoce las acciones y de vez en cuando se equivoca. Aquí se decide cómo se distingue un error de la persona de un error de la red.',
  effect:
    'Vale desde la próxima pieza. No se deja de comprobar; las piezas terminadas conservan su veredicto y la pieza en curso se comprueba como empezó.',
  policy: 'Forma de comparar',
  policies: {
    alignment: {
      name: 'Tener en cuenta toda la secuencia (recomendado)',
      hint: 'Compara con la receta todo lo que se ha hecho. Si la red se equivoca un momento, no salta una falsa alarma. Un paso dudoso se decide unos segundos después.',
    },
    firstMatch: {
      name: 'Cada cambio al instante',
      hint: 'Compara cada acción nueva con el paso que toca, al instante. Es rápido, pero cada vez que la red se equivoca salta una falsa alarma.',
    },
    majority: {
      name: 'Votar entre las últimas ventanas',
      hint: 'Antes de comparar, las últimas ventanas votan qué acción es. Hay menos falsas alarmas que con cada cambio al instante, pero no cuenta la secuencia entera.',
    },
  },
  minProbability: 'Dudoso por debajo de, %',
  minProbabilityNone:
    '0: desactivado. Un paso es dudoso, y la pieza da aviso, solo cuando no se puede distinguir de otro. Las cifras de abajo se midieron así.',
  minProbabilityHint:
    'Un paso con menos del {{percent}} de seguridad se marca como dudoso y la pieza da aviso. Con un límite más alto hay más avisos y se escapan menos errores. Una receta puede tener otro límite para un paso.',
  threshold: 'Cuánta seguridad hace falta para un fallo',
  thresholdHint:
    'Al terminar una pieza se sabe qué probabilidad hay de que tenga un error. Desde este umbral, la pieza falla. Por debajo, da aviso y alguien tiene que mirarla. Más alto: fallan menos piezas buenas y hay que mirar más piezas.',
  thresholdUnused: 'Este umbral solo se usa con «Tener en cuenta toda la secuencia».',
  failAbove: 'Fallo desde, %',
  chosen: 'elegido: {{percent}}',
  ratesSentence:
    'Con este umbral: de 1000 piezas buenas, {{goodFailed}} fallan y {{goodWarned}} dan aviso. De 1000 piezas malas, {{badPassed}} pasan sin que nadie lo note y {{badWarned}} dan aviso.',
  groups: {
    good: {
      title: 'Piezas buenas (las demás pasan)',
      chart: 'Piezas buenas con fallo o aviso, para cada umbral. La tabla de abajo tiene las mismas cifras.',
    },
    bad: {
      title: 'Piezas malas (las demás fallan)',
      chart:
        'Piezas malas que pasan o dan aviso, para cada umbral. La tabla de abajo tiene las mismas cifras.',
    },
  },
  rates: {
    goodFailed: 'Fallo: falsa alarma',
    goodWarned: 'Aviso: se mira para nada',
    badPassed: 'Pasa: error no visto',
    badWarned: 'Aviso: alguien tiene que mirar',
  },
  ratesFrom: 'De dónde salen estas cifras',
  ratesOf:
    'De {{parts}} piezas simuladas por umbral, una de cada cinco con un error, con una red que acierta el {{accuracy}} de las ventanas, como la que está en uso. En una de cada seis piezas malas el operario corrigió el error; para esas, un aviso es lo correcto.',
  ratesCondition:
    'Valen para una línea normal: pasos de 2,5 a 5 s, las manos siempre a la vista, una pieza cada vez y una red que acierta tanto como cree. En otro tipo de línea habrá más falsas alarmas: «stepwatch evaluate-checker --stress» mide cuántas.',
  ratesUnknown: 'No se ha medido la exactitud de este modelo: no hay cifras para elegir.',
  joined: {
    title: 'Piezas empezadas sin que se viera',
    hint: 'Si se abre una fuente o se elige una receta cuando alguien ya está trabajando, la estación solo ve el resto de esa pieza.',
    rule: 'Esa pieza',
    noVerdict: {
      name: 'termina sin veredicto',
      hint: 'Nadie recibe un fallo por pasos que la estación no pudo ver. La pieza queda como no vista desde el principio.',
    },
    judgeSeen: {
      name: 'se comprueba hasta donde se vio',
      hint: 'Un error que se vio cuenta. Los pasos anteriores al primero que se vio, no.',
    },
  },
  pace: 'Cada cuánto mira la red',
  paceHint:
    'Cada vez, la red mira los últimos momentos del vídeo (una ventana). Aquí se pone el tiempo entre una ventana y la siguiente. Si es corto, se ven las acciones rápidas y el veredicto llega antes, pero hace falta más potencia de cálculo.',
  asCard: 'Como se entrenó el modelo',
  asCardHint: 'Una ventana cada {{seconds}} s',
  hop: 'Tiempo entre ventanas, s',
  looks:
    'La red mira {{perSecond}} veces por segundo, cada vez los últimos {{window}} s de vídeo. Si esta máquina no da abasto, la estación mira menos veces y lo dice en la página En vivo.',
} as const;
