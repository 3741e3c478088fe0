export const states = {
  connecting: { word: 'Conectando', sentence: 'Buscando la estación.' },
  lost: {
    word: 'Conexión perdida',
    sentence:
      'Lo que ve puede ser antiguo. La estación sigue comprobando. Esta pantalla intenta conectarse de nuevo.',
  },
  refused: {
    word: 'Sesión terminada',
    sentence: 'Inicie sesión de nuevo para continuar. La estación sigue comprobando.',
  },
  engineStarting: { word: 'Arrancando', sentence: 'El motor se está preparando.' },
  opening: { word: 'Abriendo', sentence: 'El motor abre el modelo, la receta y la fuente.' },
  engineRestarting: { word: 'Reiniciando', sentence: 'El motor se detuvo y se está reiniciando: {{reason}}' },
  engineFailed: {
    word: 'Fallo del motor',
    sentence_one: 'Falló {{count}} vez: {{reason}}',
    sentence_other: 'Falló {{count}} veces seguidas: {{reason}}',
  },
  reconnectNow: 'Intentar ahora',
  restartEngine: 'Iniciar el motor de nuevo',
  logIn: 'Iniciar sesión',
} as const;
