// Stations, their parts, and what people said of them.
import type { PlantMigration } from '../migration.ts';

/**
 * A part is known by its station and by when it began, to the millisecond: that is its id at the station, too. Nothing refers to
 * a part by a foreign key: what was said of a part may arrive without it, when the part itself was given up.
 *
 * Days and hours are those of the station's local time.
 */
export const parts: PlantMigration = {
  name: 'parts',
  oldestProgram: 1,
  sql: `
CREATE TABLE stepwatch.station (
  station_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE CHECK (name <> ''),
  first_seen timestamptz NOT NULL DEFAULT now(),
  last_seen timestamptz NOT NULL DEFAULT now(),
  online boolean NOT NULL DEFAULT false,
  changed_at timestamptz NOT NULL DEFAULT now(),
  condition text NOT NULL DEFAULT 'notReady',
  source text,
  source_state text,
  model text,
  model_version text,
  recipe text,
  recipe_title text,
  recipe_version text,
  target_cycle_seconds double precision,
  operator text,
  present_part jsonb,
  next_part jsonb,
  last_part jsonb,
  shift jsonb,
  unacknowledged integer NOT NULL DEFAULT 0,
  waiting integer NOT NULL DEFAULT 0,
  clock_offset_seconds double precision,
  program_version text
) WITH (fillfactor = 50);
COMMENT ON TABLE stepwatch.station IS 'How each station is now: written when it changes, at most every second, and at least every 10 s while it is online.';
COMMENT ON COLUMN stepwatch.station.last_seen IS 'Clock of the database. A station that is online and was not seen for 30 s is lost.';
COMMENT ON COLUMN stepwatch.station.online IS 'False after the station said good-bye.';
COMMENT ON COLUMN stepwatch.station.changed_at IS 'When anything but last_seen, waiting and the clock changed.';
COMMENT ON COLUMN stepwatch.station.waiting IS 'Messages of the station that are not in the database yet.';
COMMENT ON COLUMN stepwatch.station.clock_offset_seconds IS 'By how much the clock of the station is ahead of that of the database.';

CREATE TABLE stepwatch.part (
  station_id integer NOT NULL REFERENCES stepwatch.station,
  started_at timestamptz NOT NULL,
  ended_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  day date NOT NULL,
  hour smallint NOT NULL,
  number integer NOT NULL,
  verdict text CHECK (verdict IN ('pass', 'warn', 'fail')),
  override_verdict text CHECK (override_verdict IN ('pass', 'warn', 'fail')),
  final_verdict text GENERATED ALWAYS AS (coalesce(override_verdict, verdict)) STORED,
  abort_reason text,
  seconds double precision NOT NULL,
  cycle_seconds double precision,
  recipe text,
  recipe_title text,
  model text NOT NULL,
  source text NOT NULL,
  operator text,
  serial text,
  order_number text,
  variant text,
  interrupted boolean NOT NULL,
  mistakes smallint NOT NULL,
  acknowledged_at timestamptz,
  acknowledged_by text,
  acknowledged_reason text,
  override_at timestamptz,
  override_by text,
  override_reason text,
  judged_otherwise text,
  unacknowledged boolean GENERATED ALWAYS AS
    (coalesce(verdict = 'fail', false) AND acknowledged_at IS NULL AND override_verdict IS NULL) STORED,
  PRIMARY KEY (station_id, started_at)
);
COMMENT ON COLUMN stepwatch.part.verdict IS 'Of the checker; null: the part was aborted.';
COMMENT ON COLUMN stepwatch.part.final_verdict IS 'That of a person where there is one, else that of the checker.';
COMMENT ON COLUMN stepwatch.part.mistakes IS 'Steps that were not ok.';
CREATE INDEX part_time ON stepwatch.part (started_at DESC);
CREATE INDEX part_serial ON stepwatch.part (serial, started_at DESC) WHERE serial IS NOT NULL;
CREATE INDEX part_unacknowledged ON stepwatch.part (station_id, started_at DESC) WHERE unacknowledged;
CREATE INDEX part_faulty ON stepwatch.part (station_id, started_at DESC) WHERE mistakes > 0;

CREATE TABLE stepwatch.step (
  station_id integer NOT NULL,
  started_at timestamptz NOT NULL,
  position smallint NOT NULL,
  step_index smallint,
  label text NOT NULL,
  seen text,
  status text NOT NULL,
  severity text NOT NULL,
  from_seconds real,
  to_seconds real,
  probability real,
  remark text NOT NULL,
  nth smallint NOT NULL,
  PRIMARY KEY (station_id, started_at, position)
);
COMMENT ON TABLE stepwatch.step IS 'The last judgement of each step of a part, written together with the part.';
COMMENT ON COLUMN stepwatch.step.label IS 'What the recipe asks for, or what was done where it asks for nothing.';
COMMENT ON COLUMN stepwatch.step.seen IS 'What was done instead.';
COMMENT ON COLUMN stepwatch.step.nth IS '1 for the first step of the part with this label and status.';
CREATE INDEX step_mistake ON stepwatch.step (label, status, started_at DESC) WHERE status <> 'ok';

CREATE TABLE stepwatch.remark (
  station_id integer NOT NULL REFERENCES stepwatch.station,
  key text NOT NULL,
  started_at timestamptz NOT NULL,
  kind text NOT NULL,
  at timestamptz NOT NULL,
  by text,
  reason text,
  value text,
  serial text,
  order_number text,
  variant text,
  PRIMARY KEY (station_id, key)
);
COMMENT ON TABLE stepwatch.remark IS 'What people said of parts, all of it; the last of each kind is in stepwatch.part.';
COMMENT ON COLUMN stepwatch.remark.kind IS 'acknowledgement, override, identity, judgedOtherwise';
COMMENT ON COLUMN stepwatch.remark.value IS 'Verdict of an override; falseAlarm or missed.';
CREATE INDEX remark_part ON stepwatch.remark (station_id, started_at);

CREATE TABLE stepwatch.evidence (
  station_id integer NOT NULL REFERENCES stepwatch.station,
  started_at timestamptz NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  url text,
  bytes bigint,
  at timestamptz NOT NULL,
  PRIMARY KEY (station_id, started_at, name)
);
COMMENT ON TABLE stepwatch.evidence IS 'Files that show a part.';
COMMENT ON COLUMN stepwatch.evidence.name IS 'File within the evidence of the part.';
COMMENT ON COLUMN stepwatch.evidence.url IS 'Where the file is in the store of the plant; null: only at the station.';

CREATE TABLE stepwatch.gap (
  station_id integer NOT NULL REFERENCES stepwatch.station,
  key text NOT NULL,
  at timestamptz NOT NULL,
  lost integer NOT NULL,
  PRIMARY KEY (station_id, key)
);
COMMENT ON TABLE stepwatch.gap IS 'Messages that a station has given up.';

CREATE TABLE stepwatch.part_hour (
  day date NOT NULL,
  station_id integer NOT NULL,
  hour smallint NOT NULL,
  recipe text NOT NULL,
  model text NOT NULL,
  operator text NOT NULL,
  pass integer NOT NULL,
  warn integer NOT NULL,
  fail integer NOT NULL,
  aborted integer NOT NULL,
  overridden integer NOT NULL,
  faulty integer NOT NULL,
  judged_seconds double precision NOT NULL,
  PRIMARY KEY (day, station_id, hour, recipe, model, operator)
) WITH (fillfactor = 70);
COMMENT ON TABLE stepwatch.part_hour IS 'Parts counted by their final verdict. An empty text: parts without one. Counted when a part comes or changes; what is deleted stays counted.';
COMMENT ON COLUMN stepwatch.part_hour.faulty IS 'Parts with at least one step that was not ok.';
COMMENT ON COLUMN stepwatch.part_hour.judged_seconds IS 'Time of the parts that were not aborted.';

CREATE TABLE stepwatch.mistake_day (
  day date NOT NULL,
  station_id integer NOT NULL,
  recipe text NOT NULL,
  label text NOT NULL,
  status text NOT NULL,
  times integer NOT NULL,
  parts integer NOT NULL,
  PRIMARY KEY (day, station_id, recipe, label, status)
) WITH (fillfactor = 70);
COMMENT ON TABLE stepwatch.mistake_day IS 'Steps that were not ok: how often, and in how many parts.';

CREATE FUNCTION stepwatch.add_part(p stepwatch.part, sign integer) RETURNS void LANGUAGE sql AS $$
  INSERT INTO stepwatch.part_hour AS h VALUES (
    p.day, p.station_id, p.hour, coalesce(p.recipe, ''), p.model, coalesce(p.operator, ''),
    CASE WHEN p.final_verdict = 'pass' THEN sign ELSE 0 END,
    CASE WHEN p.final_verdict = 'warn' THEN sign ELSE 0 END,
    CASE WHEN p.final_verdict = 'fail' THEN sign ELSE 0 END,
    CASE WHEN p.final_verdict IS NULL THEN sign ELSE 0 END,
    CASE WHEN p.override_verdict IS NOT NULL THEN sign ELSE 0 END,
    CASE WHEN p.mistakes > 0 THEN sign ELSE 0 END,
    CASE WHEN p.final_verdict IS NOT NULL THEN sign * p.seconds ELSE 0 END)
  ON CONFLICT (day, station_id, hour, recipe, model, operator) DO UPDATE SET
    pass = h.pass + excluded.pass, warn = h.warn + excluded.warn, fail = h.fail + excluded.fail,
    aborted = h.aborted + excluded.aborted, overridden = h.overridden + excluded.overridden,
    faulty = h.faulty + excluded.faulty, judged_seconds = h.judged_seconds + excluded.judged_seconds
$$;

CREATE FUNCTION stepwatch.count_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN PERFORM stepwatch.add_part(OLD, -1); END IF;
  PERFORM stepwatch.add_part(NEW, 1);
  RETURN NULL;
END $$;
CREATE TRIGGER count_new_part AFTER INSERT ON stepwatch.part FOR EACH ROW EXECUTE FUNCTION stepwatch.count_part();
CREATE TRIGGER count_changed_part AFTER UPDATE ON stepwatch.part FOR EACH ROW
  WHEN (OLD.override_verdict IS DISTINCT FROM NEW.override_verdict) EXECUTE FUNCTION stepwatch.count_part();

CREATE FUNCTION stepwatch.count_mistake() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO stepwatch.mistake_day AS d
    SELECT p.day, p.station_id, coalesce(p.recipe, ''), NEW.label, NEW.status, 1, CASE WHEN NEW.nth = 1 THEN 1 ELSE 0 END
    FROM stepwatch.part p WHERE p.station_id = NEW.station_id AND p.started_at = NEW.started_at
  ON CONFLICT (day, station_id, recipe, label, status) DO UPDATE SET
    times = d.times + excluded.times, parts = d.parts + excluded.parts;
  RETURN NULL;
END $$;
CREATE TRIGGER count_new_mistake AFTER INSERT ON stepwatch.step FOR EACH ROW
  WHEN (NEW.status <> 'ok') EXECUTE FUNCTION stepwatch.count_mistake();
`,
};
