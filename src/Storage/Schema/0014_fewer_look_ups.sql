-- A document, its pages, its sheets and their provinces are written by one transaction, and nothing of them is ever deleted: no look-up for each row.
-- db check looks again. Agencies keep theirs.
alter table store.sheets drop constraint sheets_document_no_fkey, drop constraint sheets_province_code_fkey;
alter table store.pages drop constraint pages_document_no_fkey;
