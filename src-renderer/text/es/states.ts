export const states = {
  connecting: { word: 'Conectando', sentence: 'Buscando la estación.' },
  lost: {
    word: 'Conexión perdida',
    sentence: 'Lo que ve puede ser antiguo. La estación sigue comprobando; la pantalla reintenta sola.',
  },
  refused: {
    word: 'Sesión terminada',
    sentence: 'Vuelva a entrar para continuar. La estación sigue comprobando.',
  },
  engineStarting: { word: 'Arrancando', sentence: 'El motor se está preparando.' },
  opening: { word: 'Abriendo', sentence: 'El motor abre el modelo, la receta y la fuente.' },
  engineRestarting: { word: 'Reiniciando', sentence: 'El motor se perdió y se inicia de nuevo: {{reason}}' },
  engineFailed: {
    word: 'Motor averiado',
    sentence_one: 'Falló {{count}} vez: {{reason}}',
    sentence_other: 'Falló {{count}} veces seguidas: {{reason}}',
  },
  reconnectNow: 'Probar ahora',
  restartEngine: 'Iniciar el motor de nuevo',
  logIn: 'Entrar',
} as const;
