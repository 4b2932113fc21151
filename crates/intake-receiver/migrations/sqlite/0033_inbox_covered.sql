-- What the list is narrowed by stands in the indexes that it is walked along, so that a line that does not fit is passed over
-- without reading it.
DROP INDEX inbox_entry_order;
DROP INDEX inbox_entry_form;
DROP INDEX inbox_entry_language;

CREATE INDEX inbox_entry_order ON inbox_entry
    (stands_first DESC, position DESC, form, language, received_at, urgent, opened_at, search);
CREATE INDEX inbox_entry_form ON inbox_entry
    (form, stands_first DESC, position DESC, language, received_at, urgent, opened_at, search);
CREATE INDEX inbox_entry_language ON inbox_entry
    (language, stands_first DESC, position DESC, form, received_at, urgent, opened_at, search);
