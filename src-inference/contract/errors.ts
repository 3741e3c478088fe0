// The one error class that crosses every boundary of the station.

/** Stable codes: scripts and screens may rely on them. A code is never renamed, and never reused. */
const errorCodes = [
  'usage', // the command line cannot be understood
  'source_not_found', // nothing is there under that name
  'source_unreadable', // it is there, but cannot be opened or decoded
  'source_not_video', // it can be read, but holds no picture
  'source_invalid', // the text is not a source
  'source_unrecognised', // packets arrive, but their format is unknown
  'source_unauthorized', // it does not accept user and password
  'source_host_unknown', // its name is not known on this network
  'source_unreachable', // nothing answers at its address
  'source_refused', // the machine at its address is on, and does not take the connection
  'source_other_sender', // a second one sends to the same port, and is left out
  'source_silent', // it sends no pictures any more
  'source_delayed', // its pictures come faster than this machine decodes them
  'not_allowed', // the role does not allow it
  'outside_roots', // the file or folder lies outside of those that the administrator allows
  'not_permitted', // the sandbox of the engine does not let it at a file or a program
  'request_invalid', // a message that does not follow the contract
  'not_possible', // the command cannot be done in the current state, or with this network
  'recipe_not_found',
  'recipe_invalid',
  'recipe_mismatch', // the recipe names an action that the model does not know
  'recipe_exists', // a new recipe has the name of an existing one
  'recipe_changed', // somebody saved another version meanwhile
  'code_invalid', // a scanned code cannot be understood
  'serial_known', // a part with this serial number was made before
  'variant_unknown', // the settings have no recipe for the variant
  'person_unknown', // nobody has this name or badge
  'pin_wrong',
  'pin_locked', // too many wrong PINs
  'badge_in_use', // another person has the badge
  'part_not_found', // the journal knows no such part
  'settings_invalid', // a setting cannot be used; the others hold
  'station_newer', // a later version of Stepwatch made a file of the station: it is not touched
  'journal_damaged', // lines of the journal are damaged, or of another version: the others hold
  'model_not_found',
  'model_card_invalid',
  'model_invalid', // the weights cannot be loaded
  'model_damaged', // a file of the network is not the one that the card was written for
  'model_mismatch', // the card and the network disagree
  'model_rejected', // an optimised network does not answer as the exported one does
  'labels_invalid', // a file with the labels of a video cannot be understood
  'labels_need_rate', // labels count frames, and nobody said how many there are in a second
  'labels_need_tier', // a file has labels of several kinds, and nobody said which are meant
  'labels_need_video', // a file has labels of several videos, and nobody said which is meant
  'labels_changed', // somebody saved other labels meanwhile
  'label_in_use', // recordings have labels that would be gone
  'project_not_found', // the folder holds no project that teaches
  'project_invalid', // its files cannot be understood
  'project_newer', // a later version of Stepwatch made it
  'project_exists', // a new project has the folder of an existing one
  'recording_not_found', // the project has no such recording
  'recording_exists', // the same video is in the project already
  'recordings_too_few', // a network cannot be taught and measured with so few
  'label_too_rare', // an action is in too few windows, or in one recording only
  'network_not_found', // the project has no such network
  'training_failed', // the process that teaches ended without a network
  'pytorch_missing', // the method needs PyTorch, which is not installed
  'backend_unavailable', // the card or a person asks for a backend that this machine does not have
  'server_invalid', // the text is not an inference server
  'server_host_unknown', // the name of an inference server is not known on this network
  'server_unreachable', // nothing answers at its address
  'server_tls', // the encryption was not agreed on: a certificate is not trusted, not there or not valid
  'server_unauthorized', // it does not accept the token or the certificate
  'server_model_missing', // it serves no model, or no version, of this name
  'server_model_not_ready', // it knows the model, and cannot run it at the moment
  'server_mismatch', // the model that it serves does not fit the card
  'server_rejected', // it answers, and refuses what is sent
  'server_answer_invalid', // it answers something that cannot be the probabilities of the labels
  'server_timeout', // it did not answer in time
  'network_unsupported', // TensorRT has no kernel for a part of the network
  'engine_build_failed', // TensorRT could not build an engine of the network
  'engine_unusable', // an engine that was built cannot be loaded
  'gpu_failed', // the GPU, or its driver, failed while a network ran
  'cpu_unsuitable', // the answers of the network that was asked for would be wrong on this CPU
  'media_unavailable', // GStreamer or one of its plugins is missing
  'output_invalid', // the text is not an output, or its settings contradict each other
  'output_failed', // it broke off while it ran
  'link_host_unknown', // the name of the other side is not known on this network
  'link_unreachable', // nothing answers at its address, or too late
  'link_tls', // the encryption was not agreed on: a certificate is not trusted, not there or not valid
  'link_unauthorized', // user, password or certificate are not accepted
  'link_rejected', // the other side answers, and refuses what is sent
  'link_not_installed', // the program that serves this kind of connection is not installed
  'link_store_missing', // the folder or the bucket for evidence is not there, or not mounted
  'link_stopped', // the part of the station that serves the connections ended and is started again
  'rollout_refused', // a person at the station did not want what the plant rolled out
  'artifact_invalid', // what the plant sent is damaged, too large, or not what it said
  'plant_database_missing', // the server has no database of this name
  'plant_rights_missing', // the user of the database may not read or write the tables
  'plant_schema_missing', // the tables were never made
  'plant_schema_old', // this program needs newer ones
  'plant_schema_new', // a later version of Stepwatch has changed them
  'disk_full', // less space than the recording must leave free
  'record_unwritable', // the log or the journal cannot be written
  'folder_in_use', // another program writes to the folder of the station
  'record_replaced', // files of the record were deleted, moved or replaced while the station ran
  'index_unwritable', // the index of the history cannot be written or read
  'files_undeletable', // recordings or evidence that should go cannot be deleted
  'evidence_unwritable', // clips and pictures of mistakes cannot be written
  'output_unwritable', // the standard output cannot be written
  'port_unavailable', // the port is taken, or this program may not listen on it
  'engine_unavailable', // the engine process ended without an answer
  'aborted', // stopped by a person or by the system before the end
  'internal', // a defect of Stepwatch
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export interface StationErrorDetails {
  /** What to do about it, as one sentence. */
  readonly hint?: string;
  /** File (or address) that the error is about. */
  readonly where?: string;
  /** 1-based place inside that file. */
  readonly line?: number;
  readonly column?: number;
  readonly cause?: unknown;
}

/** An error that a person can act on: what is wrong (`message`), where, and what to do (`hint`). */
export class StationError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly where: string | undefined;
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(code: ErrorCode, message: string, details: StationErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'StationError';
    this.code = code;
    this.hint = details.hint;
    this.where = details.where;
    this.line = details.line;
    this.column = details.column;
  }

  /** Plain data for a log, a message port or `--json`. */
  toJSON(): PlainStationError {
    return {
      code: this.code,
      message: this.message,
      ...(this.hint !== undefined && { hint: this.hint }),
      ...(this.where !== undefined && { where: this.where }),
      ...(this.line !== undefined && { line: this.line }),
      ...(this.column !== undefined && { column: this.column }),
    };
  }

  /** The inverse of `toJSON`, on the other side of a port. */
  static from(plain: PlainStationError): StationError {
    return new StationError(plain.code, plain.message, plain);
  }
}

export interface PlainStationError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint?: string;
  readonly where?: string;
  readonly line?: number;
  readonly column?: number;
}

/** Turns whatever was thrown into a `StationError`. Anything else than a `StationError` is a defect, code `internal`. */
export function toStationError(thrown: unknown): StationError {
  if (thrown instanceof StationError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new StationError('internal', message, {
    hint: 'This is a defect of Stepwatch: please report it with the command that showed it.',
    cause: thrown,
  });
}
