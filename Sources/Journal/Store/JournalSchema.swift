/// The tables of the journal itself, in format 1.
enum JournalSchema {
  /// "Rung" in ASCII.
  static let applicationID: Int64 = 0x5275_6E67
  static let version: Int64 = 1

  static let tables = """
    CREATE TABLE segment(
      id INTEGER PRIMARY KEY, first INTEGER NOT NULL, build TEXT NOT NULL, begun INTEGER NOT NULL,
      why TEXT NOT NULL, world TEXT NOT NULL, record TEXT, "check" INTEGER NOT NULL);
    CREATE TABLE batch(
      first INTEGER PRIMARY KEY, count INTEGER NOT NULL, time INTEGER NOT NULL,
      body BLOB NOT NULL, "check" INTEGER NOT NULL);
    CREATE TABLE checkpoint(
      input INTEGER PRIMARY KEY, build TEXT NOT NULL, state BLOB NOT NULL, record TEXT,
      "check" INTEGER NOT NULL);
    CREATE TABLE reserved(kind TEXT PRIMARY KEY, until INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE property(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE forgotten(
      id INTEGER PRIMARY KEY, first INTEGER NOT NULL, build TEXT NOT NULL,
      begun INTEGER NOT NULL, why TEXT NOT NULL);
    PRAGMA application_id = \(applicationID);
    PRAGMA user_version = \(version);
    """

  static let readSegments = """
    SELECT id, first, build, begun, why, world, record, "check" FROM segment ORDER BY id
    """
  static let writeSegment = "INSERT INTO segment VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"

  static let readBatches = """
    SELECT first, count, time, body, "check" FROM batch WHERE first > ?1 ORDER BY first
    """
  static let writeBatch = "INSERT INTO batch VALUES (?1, ?2, ?3, ?4, ?5)"

  static let readCheckpoint = """
    SELECT input, build, state, record, "check" FROM checkpoint
    WHERE input <= ?1 AND (?2 IS NULL OR build = ?2) ORDER BY input DESC LIMIT 1
    """
  static let writeCheckpoint = "INSERT OR REPLACE INTO checkpoint VALUES (?1, ?2, ?3, ?4, ?5)"
  static let dropCheckpoints = """
    DELETE FROM checkpoint
    WHERE input NOT IN (SELECT input FROM checkpoint ORDER BY input DESC LIMIT 2)
    """

  static let reserve = """
    INSERT INTO reserved VALUES (?1, ?2)
    ON CONFLICT(kind) DO UPDATE SET until = max(until, excluded.until)
    """
}
