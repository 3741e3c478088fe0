// The tables of the index. It is a projection of the journals: every row belongs to one journal, by its day, so that the rows
// of a day can be made anew when its journal was replaced. Whoever changes a table, or what goes into it, raises the version:
// an index of another version is thrown away and built again.

export const schemaVersion = 8;

/** Remarks that figures depend on: deleting files must not make them count again. */
const countedRemarks = "'acknowledged', 'identified', 'judgedOtherwise', 'overridden'";

/**
 * A `sequence` is a place in the order of all events, whatever the clock said: whoever lists or pages goes by it.
 *
 * - `journals`: how far each journal was read (`bytes`), and what tells that it was replaced since: size and time of its last
 *   change when it was read to its end, fingerprint of what was read. `logged` are the entries of the log since the last mark.
 *   `collector` is the `CollectorState` at that place.
 * - `ended_parts`: parts that have ended. `key` is their start in milliseconds since 1970, the same moment as `id`.
 *   `from_byte` and `to_byte` hold them and their windows in the journal. `summary` is their `PartSummary` as JSON, without
 *   recording and acknowledgement.
 * - `steps`: as they were judged. Times are seconds from the start of the part. `label` is what the recipe asks for, or what
 *   was done where it asks for nothing; `seen` is what was done instead.
 * - `remarks`: what people said of a part after its end, maybe days later; `day` and `byte` lead to the entry. `value` is the
 *   verdict of an `overridden` one, the identity of an `identified` one as JSON, `falseAlarm` or `missed` of a
 *   `judgedOtherwise` one.
 *   Also what was kept of the part: `evidence` with a `WrittenEvidence` as JSON, null when it was deleted, and `recordingDeleted`,
 *   both with the reason; `kept` with `true` or `false`; `seen`.
 * - `recordings`: files that outputs of the settings have written. `key` is when one was begun, in milliseconds since 1970; `gone`:
 *   the station has deleted it. `part_recordings`: the parts that they show.
 * - `deletions`: what the station has deleted; `path` is the whole path of a recording, otherwise the name.
 * - `shifts`: when shifts were begun by hand.
 * - `changes`: the trail of changes; `byte` leads to the entry, `number` is its `seq`.
 * - `log_marks`: an entry of the log here and there, so that a page of it is found without reading the whole day.
 *   What lies between two marks of a day has no entry of another day in its midst.
 *
 * - `digests`: counted parts of slices of a day, as JSON; forgotten when one of the parts of the day changes.
 *
 * `parts` is what to query: parts with the newest remark of each kind.
 */
export const schema = `
CREATE TABLE journals(
  day TEXT PRIMARY KEY,
  bytes INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  size INTEGER NOT NULL,
  modified REAL NOT NULL,
  fingerprint TEXT NOT NULL,
  logged INTEGER NOT NULL,
  collector TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE ended_parts(
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  endSequence INTEGER NOT NULL,
  day TEXT NOT NULL,
  number INTEGER NOT NULL,
  endedAt TEXT NOT NULL,
  verdict TEXT,
  recipe TEXT,
  recipeTitle TEXT,
  model TEXT NOT NULL,
  source TEXT NOT NULL,
  seconds REAL NOT NULL,
  cycleSeconds REAL,
  taktSeconds REAL,
  shiftStartedAt TEXT,
  serial TEXT,
  orderName TEXT,
  variant TEXT,
  operator TEXT,
  startSeconds REAL NOT NULL,
  recordingTarget TEXT,
  recordingFromSeconds REAL,
  fromByte INTEGER NOT NULL,
  toByte INTEGER NOT NULL,
  summary TEXT NOT NULL
);
CREATE INDEX parts_in_order ON ended_parts(sequence);
CREATE INDEX parts_by_day ON ended_parts(day, sequence);
CREATE INDEX parts_by_end ON ended_parts(endSequence);
CREATE INDEX parts_by_verdict ON ended_parts(verdict, sequence);
CREATE INDEX parts_by_recipe ON ended_parts(recipe, sequence);
CREATE INDEX parts_by_serial ON ended_parts(serial) WHERE serial IS NOT NULL;

CREATE TABLE steps(
  part INTEGER NOT NULL,
  position INTEGER NOT NULL,
  stepIndex INTEGER,
  label TEXT NOT NULL,
  seen TEXT,
  status TEXT NOT NULL,
  startedSeconds REAL,
  endedSeconds REAL,
  PRIMARY KEY(part, position)
) WITHOUT ROWID;
CREATE INDEX mistakes ON steps(label, part, status) WHERE status <> 'ok';

CREATE TABLE remarks(
  part INTEGER NOT NULL,
  kind TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  at TEXT NOT NULL,
  day TEXT NOT NULL,
  byte INTEGER NOT NULL,
  saidBy TEXT,
  reason TEXT,
  value TEXT,
  PRIMARY KEY(part, kind, sequence)
) WITHOUT ROWID;
CREATE INDEX remarks_by_day ON remarks(day);
CREATE INDEX kept_parts ON remarks(part) WHERE kind = 'kept';

CREATE INDEX evidence_parts ON remarks(part) WHERE kind = 'evidence';

CREATE TABLE recordings(
  key INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  target TEXT NOT NULL,
  day TEXT NOT NULL,
  gone INTEGER NOT NULL,
  PRIMARY KEY(key, target)
) WITHOUT ROWID;
CREATE INDEX recordings_there ON recordings(key, target) WHERE gone = 0;
CREATE INDEX recordings_by_target ON recordings(target);
CREATE INDEX recordings_by_day ON recordings(day);

CREATE TABLE part_recordings(
  key INTEGER NOT NULL,
  target TEXT NOT NULL,
  part INTEGER NOT NULL,
  PRIMARY KEY(key, target, part)
) WITHOUT ROWID;
CREATE INDEX recordings_by_part ON part_recordings(part);

CREATE TABLE deletions(
  kind TEXT NOT NULL,
  path TEXT NOT NULL,
  key INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  day TEXT NOT NULL,
  PRIMARY KEY(kind, path, sequence)
) WITHOUT ROWID;
CREATE INDEX deletions_by_day ON deletions(day);
CREATE TRIGGER deletion_added AFTER INSERT ON deletions WHEN NEW.kind = 'recording' BEGIN
  UPDATE recordings SET gone = 1 WHERE target = NEW.path AND sequence <= NEW.sequence;
END;
CREATE TRIGGER deletion_removed AFTER DELETE ON deletions WHEN OLD.kind = 'recording' BEGIN
  UPDATE recordings SET gone = EXISTS(
    SELECT 1 FROM deletions d WHERE d.kind = 'recording' AND d.path = OLD.path AND d.sequence >= recordings.sequence
  ) WHERE target = OLD.path;
END;

CREATE TABLE shifts(
  sequence INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  day TEXT NOT NULL
);

CREATE TABLE changes(
  day TEXT NOT NULL,
  byte INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  at TEXT NOT NULL,
  number INTEGER NOT NULL,
  subject TEXT NOT NULL,
  PRIMARY KEY(day, byte)
) WITHOUT ROWID;
CREATE INDEX changes_in_order ON changes(sequence);
CREATE INDEX changes_by_time ON changes(at, number);

CREATE TABLE log_marks(
  day TEXT NOT NULL,
  byte INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  PRIMARY KEY(day, byte)
) WITHOUT ROWID;
CREATE INDEX log_marks_in_order ON log_marks(sequence);

CREATE TABLE digests(
  day TEXT NOT NULL,
  fromKey INTEGER NOT NULL,
  toKey INTEGER NOT NULL,
  digests TEXT NOT NULL,
  PRIMARY KEY(day, fromKey, toKey)
);
CREATE TRIGGER part_added AFTER INSERT ON ended_parts BEGIN
  DELETE FROM digests WHERE day = NEW.day;
END;
CREATE TRIGGER part_removed AFTER DELETE ON ended_parts BEGIN
  DELETE FROM digests WHERE day = OLD.day;
END;
CREATE TRIGGER remark_added AFTER INSERT ON remarks WHEN NEW.kind IN (${countedRemarks}) BEGIN
  DELETE FROM digests WHERE day = (SELECT day FROM ended_parts WHERE key = NEW.part);
END;
CREATE TRIGGER remark_removed AFTER DELETE ON remarks WHEN OLD.kind IN (${countedRemarks}) BEGIN
  DELETE FROM digests WHERE day = (SELECT day FROM ended_parts WHERE key = OLD.part);
END;

CREATE VIEW parts AS
SELECT p.*, p.id AS startedAt,
  a.at AS acknowledgedAt, a.saidBy AS acknowledgedBy, a.reason AS acknowledgedReason,
  j.value AS judgedOtherwise, i.value AS identified,
  o.value AS overrideVerdict, o.saidBy AS overrideBy, o.reason AS overrideReason, o.at AS overrideAt,
  (SELECT value FROM remarks WHERE part = p.key AND kind = 'evidence' ORDER BY sequence DESC LIMIT 1) AS evidence,
  (SELECT min(at) FROM remarks WHERE part = p.key
    AND kind IN ('seen', 'acknowledged', 'overridden', 'judgedOtherwise')) AS seenAt,
  coalesce((SELECT value FROM remarks WHERE part = p.key AND kind = 'kept' ORDER BY sequence DESC LIMIT 1), '') = 'true' AS kept,
  (SELECT at || ' ' || reason FROM remarks WHERE part = p.key AND kind = 'evidence' AND value IS NULL
    ORDER BY sequence DESC LIMIT 1) AS evidenceDeleted,
  (SELECT at || ' ' || reason FROM remarks WHERE part = p.key AND kind = 'recordingDeleted'
    ORDER BY sequence DESC LIMIT 1) AS recordingDeleted
FROM ended_parts p
LEFT JOIN remarks a ON a.part = p.key AND a.kind = 'acknowledged'
  AND a.sequence = (SELECT max(sequence) FROM remarks WHERE part = p.key AND kind = 'acknowledged')
LEFT JOIN remarks j ON j.part = p.key AND j.kind = 'judgedOtherwise'
  AND j.sequence = (SELECT max(sequence) FROM remarks WHERE part = p.key AND kind = 'judgedOtherwise')
LEFT JOIN remarks i ON i.part = p.key AND i.kind = 'identified'
  AND i.sequence = (SELECT max(sequence) FROM remarks WHERE part = p.key AND kind = 'identified')
LEFT JOIN remarks o ON o.part = p.key AND o.kind = 'overridden'
  AND o.sequence = (SELECT max(sequence) FROM remarks WHERE part = p.key AND kind = 'overridden');

PRAGMA user_version = ${schemaVersion};
`;
