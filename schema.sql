-- The MySQL side of the backup: what MySQL 8.4 and MariaDB 10.11 both understand.
--
-- The deployment applies this file by itself, and again whenever it changes. It is a list of migrations, each headed by
-- `-- migration N: what it does`. What is applied is recorded in `schema_version`; only later ones run. To change the
-- schema, append a migration and leave the old ones as they are. End each statement with a semicolon at the end of a line.
-- DDL cannot be rolled back, so each statement must bear to be run twice: a migration that was cut off runs again from its
-- start. Create tables by `IF NOT EXISTS`. Add columns and indexes by a plain `ALTER TABLE … ADD`, since MySQL, unlike
-- MariaDB, has no `IF NOT EXISTS` there: one that has been added is passed over.

-- migration 1: expenses and the runs of the backup

-- One row per expense. `date` is the day as the user says it; instants are UTC.
CREATE TABLE IF NOT EXISTS expenses (
  expense_id   VARCHAR(64)   CHARACTER SET ascii   COLLATE ascii_bin          NOT NULL,
  ledger_id    VARCHAR(128)  CHARACTER SET ascii   COLLATE ascii_bin          NOT NULL,
  amount       DECIMAL(19,4)                                                  NOT NULL COMMENT 'in units of the currency',
  currency     CHAR(3)       CHARACTER SET ascii   COLLATE ascii_bin          NOT NULL COMMENT 'ISO 4217',
  description  VARCHAR(500)  CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  category     VARCHAR(40)   CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  date         DATE                                                           NOT NULL,
  created_by   VARCHAR(128)  CHARACTER SET ascii   COLLATE ascii_bin          NOT NULL,
  created_at   DATETIME(3)                                                    NOT NULL,
  updated_at   DATETIME(3)                                                    NOT NULL,
  version      INT UNSIGNED                                                   NOT NULL COMMENT 'grows with every change',
  deleted_at   DATETIME(3)                                                    NULL COMMENT 'when it was moved to the trash',
  expires_at   BIGINT UNSIGNED                                                NULL COMMENT 'epoch seconds: gone for good',
  request_hash VARCHAR(64)   CHARACTER SET ascii   COLLATE ascii_bin          NULL COMMENT 'of the request that created it',
  others       MEDIUMTEXT    CHARACTER SET utf8mb4 COLLATE utf8mb4_bin        NULL COMMENT 'what has no column yet, as JSON',
  seen_run     BIGINT UNSIGNED                                                NULL COMMENT 'last full run that saw it',
  PRIMARY KEY (expense_id),
  KEY by_ledger (ledger_id, date),
  KEY by_expiry (expires_at)
) ENGINE = InnoDB;

-- One row per run: how far it came, what it did.
CREATE TABLE IF NOT EXISTS backup_runs (
  run_id       BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  mode         VARCHAR(10)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'changes or full',
  segments     INT UNSIGNED    NOT NULL DEFAULT 1,
  started_at   DATETIME(3)     NOT NULL,
  finished_at  DATETIME(3)     NULL,
  position     DATETIME(3)     NULL COMMENT 'how far this run has read the changes',
  watermark    DATETIME(3)     NULL COMMENT 'every change up to here is in `expenses`',
  rows_read    BIGINT UNSIGNED NOT NULL DEFAULT 0,
  rows_written BIGINT UNSIGNED NOT NULL DEFAULT 0,
  rows_removed BIGINT UNSIGNED NOT NULL DEFAULT 0,
  rows_refused BIGINT UNSIGNED NOT NULL DEFAULT 0 COMMENT 'that MySQL cannot represent',
  PRIMARY KEY (run_id),
  KEY by_watermark (watermark)
) ENGINE = InnoDB;

-- The progress of each segment of a full run.
CREATE TABLE IF NOT EXISTS backup_segments (
  run_id      BIGINT UNSIGNED NOT NULL,
  segment     INT UNSIGNED    NOT NULL,
  last_key    VARCHAR(64)     CHARACTER SET ascii COLLATE ascii_bin NULL,
  finished_at DATETIME(3)     NULL,
  PRIMARY KEY (run_id, segment)
) ENGINE = InnoDB;

-- migration 2: texts as long as the API takes them

-- The API counts characters as people do, of which an emoji is one, and limits the bytes to 16 for each of them: 500 characters
-- of a description, 40 of a category. TEXT, which holds 65,535 bytes, counts little towards the limit of a row.
ALTER TABLE expenses
  MODIFY description TEXT         CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
  MODIFY category    VARCHAR(640) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL;

-- migration 3: settings of ledgers

-- One row per item of the table `Ledgers` that cannot be created again from something else. `domain/ledgers/ledgerSource.ts` lists
-- the kinds.
CREATE TABLE IF NOT EXISTS ledger_items (
  ledger_id VARCHAR(128) CHARACTER SET ascii   COLLATE ascii_bin   NOT NULL,
  kind      VARCHAR(64)  CHARACTER SET ascii   COLLATE ascii_bin   NOT NULL,
  version   INT UNSIGNED                                           NOT NULL COMMENT 'grows with every change',
  item      MEDIUMTEXT   CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'all its attributes, as JSON',
  PRIMARY KEY (kind, ledger_id)
) ENGINE = InnoDB;

-- migration 4: kinds, merchants, notes and tags of expenses

-- All expenses of before were of the first kind.
ALTER TABLE expenses
  ADD kind VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'expense' COMMENT 'expense, refund or income';

-- As long as the API takes them: 100 characters of 16 bytes, 2,000 of 4, ten tags of 40 characters. A statement for each column, so
-- that one that was added before a migration was cut off is passed over by itself.
ALTER TABLE expenses ADD merchant VARCHAR(1600) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NULL;
ALTER TABLE expenses ADD notes TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NULL;
ALTER TABLE expenses ADD tags TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'a list, as JSON';
ALTER TABLE expenses ADD source VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'where it was entered';

-- migration 5: parts of expenses

-- At most 20, each with a category of up to 640 bytes and a note of up to 400.
ALTER TABLE expenses
  ADD parts TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'a list, as JSON, with amounts in units of the currency';

-- migration 6: receipts of expenses

-- The receipt's picture is in its bucket, and what was read of it is of no use once its expense is there.
ALTER TABLE expenses
  ADD receipt_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the receipt with its picture';
