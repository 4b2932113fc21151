-- `json` is text that MariaDB has looked at. A file needs max_allowed_packet of its size and more. The receipt is kept as it was given.
CREATE TABLE submission (
    submission_id char(36) CHARACTER SET ascii PRIMARY KEY,
    digest varchar(60) NOT NULL,
    receipt text NOT NULL,
    body json NOT NULL,
    received_at timestamp NOT NULL DEFAULT current_timestamp
) CHARACTER SET utf8mb4;
CREATE TABLE attachment (
    submission_id char(36) CHARACTER SET ascii NOT NULL,
    digest varchar(60) NOT NULL,
    file_name text NOT NULL,
    media_type text NOT NULL,
    content longblob NOT NULL,
    PRIMARY KEY (submission_id, digest),
    FOREIGN KEY (submission_id) REFERENCES submission (submission_id) ON DELETE CASCADE
) CHARACTER SET utf8mb4;
