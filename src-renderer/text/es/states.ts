export const states = {
  connecting: { word: 'Conectando', sentence: 'Buscando la estación.' },
  lost: {
    word: 'Sin conexión',
    sentence:
      'Lo que ve puede no estar al día. La estación sigue comprobando. Esta pantalla intenta conectarse otra vez.',
  },
  refused: {
    word: 'Sesión terminada',
    sentence: 'Entre otra vez para seguir. La estación sigue comprobando.',
  },
  engineStarting: { word: 'Arrancando', sentence: 'El programa de la estación se está preparando.' },
  opening: {
    word: 'Abriendo',
    sentence: 'El programa de la estación abre el modelo, la receta y la fuente.',
  },
  engineRestarting: {
    word: 'Reiniciando',
    sentence: 'El programa de la estación se paró y se está reiniciando: {{reason}}',
  },
  engineFailed: {
    word: 'Fallo del programa',
    sentence_one: 'Falló {{count}} vez: {{reason}}',
    sentence_other: 'Falló {{count}} veces seguidas: {{reason}}',
  },
  reconnectNow: 'Intentar ahora',
  restartEngine: 'Arrancar otra vez',
  logIn: 'Entrar',
} as const;
