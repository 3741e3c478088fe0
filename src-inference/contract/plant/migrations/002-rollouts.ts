// Recipes and models with versions, and how they come to the stations.
import type { PlantMigration } from '../migration.ts';

/** The files themselves are in the folder of the plant's server, by their SHA-256. */
export const rollouts: PlantMigration = {
  name: 'rollouts',
  oldestProgram: 1,
  sql: `
CREATE TABLE stepwatch.artifact (
  artifact_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('recipe', 'model')),
  name text NOT NULL CHECK (name <> ''),
  UNIQUE (kind, name)
);

CREATE TABLE stepwatch.artifact_version (
  artifact_id integer NOT NULL REFERENCES stepwatch.artifact,
  version integer NOT NULL,
  sha256 text NOT NULL,
  bytes bigint NOT NULL,
  files jsonb NOT NULL,
  note text NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (artifact_id, version),
  UNIQUE (artifact_id, sha256)
);
COMMENT ON COLUMN stepwatch.artifact_version.sha256 IS 'Of the list of its files.';
COMMENT ON COLUMN stepwatch.artifact_version.files IS 'Path, bytes and sha256 of each file.';

CREATE TABLE stepwatch.rollout (
  rollout_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  artifact_id integer NOT NULL,
  version integer NOT NULL,
  use_it boolean NOT NULL,
  recipe text,
  note text NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'paused', 'done', 'goneBack')),
  FOREIGN KEY (artifact_id, version) REFERENCES stepwatch.artifact_version
);
COMMENT ON COLUMN stepwatch.rollout.use_it IS 'Of a recipe: whether parts are judged by it from then on.';
COMMENT ON COLUMN stepwatch.rollout.recipe IS 'Of a model: the recipe of the station that goes with it; null: the one in use.';

CREATE TABLE stepwatch.rollout_stage (
  rollout_id integer NOT NULL REFERENCES stepwatch.rollout,
  stage smallint NOT NULL,
  goes_on text NOT NULL CHECK (goes_on IN ('person', 'parts', 'minutes')),
  amount integer NOT NULL,
  began_at timestamptz,
  PRIMARY KEY (rollout_id, stage)
);
COMMENT ON COLUMN stepwatch.rollout_stage.goes_on IS 'When the stage after it begins: by a person, after so many good parts of each of its stations, after so many minutes.';

CREATE TABLE stepwatch.rollout_station (
  rollout_id integer NOT NULL REFERENCES stepwatch.rollout,
  station_id integer NOT NULL REFERENCES stepwatch.station,
  stage smallint NOT NULL,
  action text NOT NULL DEFAULT 'apply' CHECK (action IN ('apply', 'goBack')),
  state text NOT NULL DEFAULT 'pending',
  error jsonb,
  edited_at timestamptz,
  changed_at timestamptz NOT NULL DEFAULT now(),
  applied_at timestamptz,
  PRIMARY KEY (rollout_id, station_id),
  FOREIGN KEY (rollout_id, stage) REFERENCES stepwatch.rollout_stage
);
COMMENT ON COLUMN stepwatch.rollout_station.state IS 'pending until the station has said something of it; then asking, fetching, waiting, applied, failed, goneBack.';
COMMENT ON COLUMN stepwatch.rollout_station.edited_at IS 'Somebody at the station has changed it since.';
COMMENT ON COLUMN stepwatch.rollout_station.applied_at IS 'Clock of the database.';
CREATE INDEX rollout_station_station ON stepwatch.rollout_station (station_id, rollout_id);

CREATE TABLE stepwatch.station_token (
  token_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  station_id integer NOT NULL REFERENCES stepwatch.station,
  hash text NOT NULL UNIQUE,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  revoked_by text,
  revoked_at timestamptz
);
COMMENT ON COLUMN stepwatch.station_token.hash IS 'SHA-256 of the token: the token itself is kept at the station only.';

CREATE TABLE stepwatch.rollout_trail (
  trail_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  who text NOT NULL,
  what text NOT NULL,
  artifact_id integer,
  version integer,
  rollout_id integer,
  station_id integer,
  detail text NOT NULL DEFAULT ''
);
COMMENT ON TABLE stepwatch.rollout_trail IS 'Who did what, and what stations said. Rows are only added.';
CREATE INDEX rollout_trail_rollout ON stepwatch.rollout_trail (rollout_id, trail_id);

CREATE FUNCTION stepwatch.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are only added', TG_TABLE_NAME;
END $$;
CREATE TRIGGER only_added BEFORE UPDATE OR DELETE ON stepwatch.rollout_trail
  FOR EACH ROW EXECUTE FUNCTION stepwatch.refuse_change();
`,
};
