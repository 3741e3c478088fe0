const checkPath = 'Compruebe la ruta y que el archivo exista.';
const otherVideo = 'Elija otro vídeo o conviértalo a mp4 con H.264.';

export const errors = {
  usage: { title: 'No se entiende', remedy: 'Revise lo escrito.' },
  source_not_found: { title: 'Fuente no encontrada', remedy: checkPath },
  source_unreadable: { title: 'No se puede leer la fuente', remedy: otherVideo },
  source_not_video: { title: 'La fuente no tiene imagen', remedy: otherVideo },
  source_invalid: { title: 'No es una fuente', remedy: 'Revise dirección, puerto y opciones.' },
  source_unrecognised: { title: 'Vídeo de red no reconocido', remedy: 'Elija el formato a mano.' },
  source_unauthorized: {
    title: 'Usuario o contraseña incorrectos',
    remedy:
      'Abra la fuente otra vez con el usuario y la contraseña correctos. La estación espera mucho entre intentos para que la cámara no la bloquee.',
  },
  source_host_unknown: {
    title: 'No se conoce el nombre de la cámara',
    remedy: 'Revise cómo está escrito el nombre, o use la dirección IP de la cámara.',
  },
  source_unreachable: {
    title: 'Nadie responde en esta dirección',
    remedy: 'Compruebe que la cámara está encendida, su cable de red y su dirección.',
  },
  source_refused: {
    title: 'La conexión se rechaza',
    remedy: 'Revise el puerto y que el vídeo (RTSP) esté activado en la cámara.',
  },
  source_other_sender: {
    title: 'Dos emisores en un puerto',
    remedy: 'Se ve el primero. Haga que el otro envíe a otro puerto, o párelo.',
  },
  source_silent: {
    title: 'Ya no llegan imágenes',
    remedy: 'Revise la cámara y su cable. La estación sigue sola cuando vuelvan las imágenes.',
  },
  source_delayed: {
    title: 'Este equipo es demasiado lento para las imágenes',
    remedy:
      'Se omitió lo que esperaba. Haga que la cámara envíe imágenes más pequeñas o menos por segundo, y mire qué más hace este equipo.',
  },
  not_allowed: {
    title: 'No permitido',
    remedy: 'Entre como operario o pregunte a quien instaló la estación.',
  },
  outside_roots: {
    title: 'Fuera de las carpetas de esta estación',
    remedy: 'Elija un archivo o una carpeta de las que se ofrecen, o pregunte a quien instaló la estación.',
  },
  request_invalid: {
    title: 'Petición no entendida',
    remedy: 'Recargue la pantalla: puede ser más antigua que la estación.',
  },
  not_permitted: {
    title: 'Cerrado para la estación',
    remedy:
      'Muévalo a una carpeta de la estación, o pida al administrador que abra su carpeta a la estación.',
  },
  not_possible: {
    title: 'Ahora no es posible',
    remedy: 'Espere a que cambie el estado y inténtelo otra vez.',
  },
  recipe_not_found: { title: 'Receta no encontrada', remedy: 'Elija otra receta.' },
  recipe_invalid: { title: 'Receta no válida', remedy: 'Corrija la receta en el lugar indicado.' },
  recipe_mismatch: {
    title: 'La receta no encaja con el modelo',
    remedy: 'Use acciones que el modelo conozca, u otro modelo.',
  },
  recipe_exists: { title: 'Ya hay una receta con este nombre', remedy: 'Elija otro nombre.' },
  recipe_changed: {
    title: 'Otra persona ha guardado esta receta',
    remedy: 'Abra la receta de nuevo y mire qué ha cambiado.',
  },
  code_invalid: {
    title: 'Código no entendido',
    remedy: 'Escanéelo otra vez. Si no sirve, escriba el número de serie.',
  },
  serial_known: {
    title: 'Ya se hizo una pieza con este número de serie',
    remedy: 'Retrabaje la pieza o escanee el código correcto.',
  },
  variant_unknown: {
    title: 'No hay receta para esta variante',
    remedy: 'Escanee el código correcto o añada la variante en Ajustes.',
  },
  person_unknown: { title: 'Persona desconocida', remedy: 'Añada la persona o la tarjeta en Ajustes.' },
  pin_wrong: { title: 'El PIN no es correcto', remedy: 'Escríbalo otra vez.' },
  pin_locked: { title: 'Demasiados PIN incorrectos', remedy: 'Espere o entre con la tarjeta.' },
  badge_in_use: { title: 'Otra persona tiene esta tarjeta', remedy: 'Quítesela primero a esa persona.' },
  part_not_found: { title: 'Pieza no encontrada', remedy: 'Puede que ya no esté en el registro.' },
  station_newer: {
    title: 'Hecho por una versión más nueva',
    remedy: 'Vuelva a instalar la versión más nueva de Stepwatch o elija otra carpeta. No se cambió nada.',
  },
  journal_damaged: {
    title: 'Una parte del registro no se puede usar',
    remedy: 'No hay que hacer nada: el resto se usa. Si se repite, revise el disco.',
  },
  settings_invalid: {
    title: 'Un ajuste no se puede usar',
    remedy: 'Corríjalo. Los demás ajustes se aplican.',
  },
  model_not_found: { title: 'Modelo no encontrado', remedy: 'Elija la carpeta que contiene model.yaml.' },
  model_card_invalid: {
    title: 'Ficha del modelo no válida',
    remedy: 'Corrija model.yaml en el lugar indicado.',
  },
  model_invalid: {
    title: 'No se puede cargar el modelo',
    remedy: 'Copie de nuevo los pesos o use otro modelo.',
  },
  model_damaged: {
    title: 'La red está dañada',
    remedy: 'Copie de nuevo la red desde su origen.',
  },
  model_mismatch: { title: 'La ficha y la red no coinciden', remedy: 'Use la ficha que pertenece a la red.' },
  model_rejected: {
    title: 'Red optimizada rechazada',
    remedy: 'Calíbrela con más vídeos que muestren todas las acciones.',
  },
  labels_invalid: { title: 'Etiquetas no válidas', remedy: 'Corrija el archivo en el lugar indicado.' },
  labels_need_rate: {
    title: 'Falta la frecuencia de imagen',
    remedy: 'Indique con cuántas imágenes por segundo se hicieron las etiquetas.',
  },
  labels_need_tier: { title: 'Varias clases de etiquetas', remedy: 'Indique cuáles son las acciones.' },
  labels_need_video: { title: 'Etiquetas de varios vídeos', remedy: 'Indique a qué vídeo corresponden.' },
  labels_changed: {
    title: 'Entretanto se guardaron otras etiquetas',
    remedy: 'Vuelva a cargar las etiquetas y repita sus cambios.',
  },
  label_in_use: {
    title: 'Etiqueta en uso',
    remedy: 'Cambie el nombre de la etiqueta o quite antes sus acciones de las grabaciones.',
  },
  project_not_found: {
    title: 'Aquí no hay ningún proyecto',
    remedy: 'Cree un proyecto o abra otra carpeta.',
  },
  project_invalid: {
    title: 'No se puede leer el proyecto',
    remedy: 'Corrija el archivo en el lugar indicado o recupérelo de una copia.',
  },
  project_newer: {
    title: 'Proyecto de una versión más nueva',
    remedy: 'Actualice Stepwatch en esta máquina y vuelva a abrir el proyecto.',
  },
  project_exists: { title: 'El proyecto ya existe', remedy: 'Ábralo o elija otra carpeta.' },
  recording_not_found: {
    title: 'Grabación no encontrada',
    remedy: 'Puede que alguien la haya quitado. Vuelva a cargar la página.',
  },
  recording_exists: {
    title: 'La grabación ya está',
    remedy: 'Conserve una de las dos: con el mismo vídeo dos veces, una red parecería mejor de lo que es.',
  },
  recordings_too_few: {
    title: 'Muy pocas grabaciones',
    remedy: 'Grabe y etiquete más piezas, a ser posible de otra persona.',
  },
  label_too_rare: {
    title: 'Una acción sale muy pocas veces',
    remedy: 'Grábela más veces o quite la etiqueta del proyecto.',
  },
  network_not_found: {
    title: 'Red no encontrada',
    remedy: 'Puede que alguien la haya quitado. Vuelva a cargar la página.',
  },
  training_failed: {
    title: 'El entrenamiento ha fallado',
    remedy: 'Lea la causa y después reanude el entrenamiento o comience otro.',
  },
  pytorch_missing: {
    title: 'PyTorch no está instalado',
    remedy: 'Instálelo con la orden que se muestra o enseñe sin él.',
  },
  backend_unavailable: {
    title: 'Falta el motor de cálculo',
    remedy: 'Instale lo que indica el error, o no fije ninguno en la ficha del modelo.',
  },
  network_unsupported: {
    title: 'La red no sirve para TensorRT',
    remedy:
      'No fije ningún motor de cálculo en la ficha del modelo, o exporte la red sin el operador que indica el error.',
  },
  engine_build_failed: {
    title: 'TensorRT no pudo preparar la red',
    remedy: 'Lea la causa: a menudo falta memoria. Cierre otros programas o use otro motor de cálculo.',
  },
  engine_unusable: {
    title: 'No se puede cargar la red preparada',
    remedy: 'Borre la carpeta que indica el error y vuelva a cargar el modelo.',
  },
  gpu_failed: {
    title: 'La GPU ha fallado',
    remedy: 'Revise la temperatura, la memoria y el controlador de la GPU y vuelva a cargar el modelo.',
  },
  cpu_unsuitable: {
    title: 'La red no es para este procesador',
    remedy: 'Cree con el optimizador una red para esta máquina, o use la red original (fp32).',
  },
  server_invalid: {
    title: 'No es un servidor de inferencia',
    remedy: 'Escríbalo como grpc://EQUIPO:8001/MODELO o http://EQUIPO:8000/MODELO.',
  },
  server_host_unknown: {
    title: 'Servidor de inferencia no encontrado',
    remedy: 'Compruebe el nombre del servidor o use su dirección.',
  },
  server_unreachable: {
    title: 'El servidor de inferencia no responde',
    remedy: 'Compruebe dirección y puerto, el cable y si el servidor está en marcha.',
  },
  server_tls: {
    title: 'Sin acuerdo de cifrado con el servidor de inferencia',
    remedy: 'Compruebe los certificados y si este puerto va cifrado.',
  },
  server_unauthorized: {
    title: 'El servidor de inferencia no deja entrar',
    remedy: 'Compruebe el token y el certificado.',
  },
  server_model_missing: {
    title: 'El servidor de inferencia no tiene el modelo',
    remedy: 'Compruebe el nombre y la versión del modelo, o cárguelo en el servidor.',
  },
  server_model_not_ready: {
    title: 'El modelo no está listo en el servidor',
    remedy: 'Espere a que el servidor lo cargue, o lea su registro.',
  },
  server_mismatch: {
    title: 'El modelo del servidor de inferencia no encaja',
    remedy: 'Ponga en el servidor la red de esta ficha de modelo.',
  },
  server_rejected: {
    title: 'Rechazado por el servidor de inferencia',
    remedy: 'Compruebe si este puerto habla KServe v2 y lea el registro del servidor.',
  },
  server_answer_invalid: {
    title: 'La respuesta del servidor de inferencia no sirve',
    remedy: 'Exporte de nuevo la red de esta ficha de modelo y póngala en el servidor.',
  },
  server_timeout: {
    title: 'Servidor de inferencia demasiado lento',
    remedy: 'Dele más tiempo en Ajustes, o menos estaciones.',
  },
  media_unavailable: {
    title: 'Falta GStreamer',
    remedy: 'Instale lo que indica el diagnóstico en Ajustes.',
  },
  output_invalid: { title: 'Salida no válida', remedy: 'Revise su dirección y opciones.' },
  output_failed: { title: 'La salida ha fallado', remedy: 'Revise su destino y vuelva a encenderla.' },
  link_host_unknown: {
    title: 'La red no conoce el nombre',
    remedy: 'Revise el nombre o use la dirección del otro equipo.',
  },
  link_unreachable: {
    title: 'Nadie responde allí',
    remedy: 'Revise dirección y puerto, el cable y que el otro equipo funcione.',
  },
  link_tls: {
    title: 'Sin acuerdo sobre el cifrado',
    remedy: 'Revise los certificados y que este puerto vaya cifrado.',
  },
  link_unauthorized: { title: 'Acceso denegado', remedy: 'Revise usuario, contraseña y certificado.' },
  link_rejected: {
    title: 'Rechazado por el otro equipo',
    remedy: 'Revise qué permite: temas, direcciones o la ruta.',
  },
  link_not_installed: {
    title: 'No está instalado en esta estación',
    remedy: 'Instale el paquete que indica el mensaje y vuelva a arrancar la estación.',
  },
  link_stopped: {
    title: 'Las conexiones se reinician',
    remedy: 'Espere un momento. Si se repite, guarde un paquete de asistencia.',
  },
  plant_database_missing: {
    title: 'Esa base de datos no existe',
    remedy: 'Revise el nombre de la base de datos, o créela en el servidor.',
  },
  plant_rights_missing: {
    title: 'Faltan permisos en la base de datos',
    remedy: 'Dé al usuario sus permisos sobre el esquema stepwatch.',
  },
  plant_schema_missing: {
    title: 'La base de datos aún no tiene tablas',
    remedy: 'Créelas con «stepwatch plant migrate».',
  },
  plant_schema_old: {
    title: 'Las tablas de la base de datos son antiguas',
    remedy: 'Póngalas al día con «stepwatch plant migrate».',
  },
  plant_schema_new: {
    title: 'La base de datos es más nueva que este programa',
    remedy: 'Actualice el programa de esta máquina. Lo que espera se guarda hasta entonces.',
  },
  link_store_missing: {
    title: 'El almacén no está',
    remedy: 'Monte la carpeta compartida o revise el nombre de la carpeta o del bucket.',
  },
  rollout_refused: {
    title: 'Rechazado en la estación',
    remedy: 'Pregunte allí y vuelva a distribuirlo.',
  },
  artifact_invalid: {
    title: 'Dañado por el camino',
    remedy: 'Distribúyalo otra vez. Si se repite, vuelva a subir los archivos a la planta.',
  },
  disk_full: { title: 'Disco lleno', remedy: 'Libere espacio o grabe en otra carpeta.' },
  index_unwritable: {
    title: 'El historial no tiene índice',
    remedy: 'Revise el disco y los permisos de la carpeta. El registro en sí está completo.',
  },
  files_undeletable: {
    title: 'No se pueden borrar archivos',
    remedy: 'Dé permiso a la estación para escribir en la carpeta de esos archivos.',
  },
  evidence_unwritable: {
    title: 'No se pueden guardar las pruebas',
    remedy: 'Revise el disco y los permisos de la carpeta. Se sigue comprobando.',
  },
  record_unwritable: { title: 'No se puede escribir el registro', remedy: 'Revise el disco y los permisos.' },
  folder_in_use: {
    title: 'Otra estación usa esta carpeta',
    remedy: 'Use esa estación o ciérrela, o inicie esta con otra carpeta.',
  },
  record_replaced: {
    title: 'El registro se borró o se cambió',
    remedy: 'Averigüe quién lo hizo. El registro sigue.',
  },
  output_unwritable: { title: 'No se puede escribir la salida', remedy: 'Revise su destino.' },
  port_unavailable: {
    title: 'El puerto no se puede usar',
    remedy: 'Elija otro puerto o cierre el programa que lo usa.',
  },
  engine_unavailable: {
    title: 'La estación no respondió',
    remedy: 'Espere a que vuelva a funcionar y inténtelo otra vez.',
  },
  aborted: { title: 'Detenido', remedy: 'Inícielo de nuevo cuando haga falta.' },
  internal: { title: 'Defecto', remedy: 'Guarde un paquete de asistencia en Ajustes y avise.' },
} as const;
