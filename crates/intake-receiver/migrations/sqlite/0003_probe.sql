-- One row that is written to find out whether anything can be written.
CREATE TABLE probe (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    number INTEGER NOT NULL,
    bytes BLOB NOT NULL
);
