// What a migration of the plant's database is.

export interface PlantMigration {
  /** A word or two, for the table of the migrations. */
  readonly name: string;
  /**
   * The oldest program that may go on with the schema after it, as the number of the last migration that the program knows. What
   * only adds tables, or columns that may be empty, leaves it as it was: stations of a plant are not updated all at once.
   */
  readonly oldestProgram: number;
  /** Statements of PostgreSQL 14 or later; they run in one transaction with those of the other migrations that are due. */
  readonly sql: string;
}
