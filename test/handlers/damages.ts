/** Columns of a row that another can have alike. */
const COPIED =
  "ledger_id, amount, currency, description, category, date, created_by, created_at, updated_at, version";

/** Damages to a row of the backup: in words, and as a statement that is given the id of its expense. */
export const DAMAGES: readonly (readonly [string, string])[] = [
  ["a row is missing", "DELETE FROM expenses WHERE expense_id = ?"],
  [
    "a row too many",
    `INSERT INTO expenses (expense_id, ${COPIED}) SELECT CONCAT('X', SUBSTRING(expense_id, 2)), ${COPIED} FROM expenses WHERE expense_id = ?`,
  ],
  [
    "one row in place of another",
    "UPDATE expenses SET expense_id = CONCAT('X', SUBSTRING(expense_id, 2)) WHERE expense_id = ?",
  ],
  ["amount by the smallest step", "UPDATE expenses SET amount = amount + 0.0001 WHERE expense_id = ?"],
  ["amount's sign", "UPDATE expenses SET amount = -amount WHERE expense_id = ?"],
  [
    "amounts swapped, so that sums are equal",
    "UPDATE expenses a JOIN (SELECT 1000 AS low, 1001 AS high) b SET amount = IF(amount = 10.00, 10.01, IF(amount = 10.01, 10.00, amount)) WHERE ? IS NOT NULL",
  ],
  ["currency", "UPDATE expenses SET currency = 'USD' WHERE expense_id = ?"],
  ["kind", "UPDATE expenses SET kind = 'refund' WHERE expense_id = ?"],
  ["merchant", "UPDATE expenses SET merchant = 'Another' WHERE expense_id = ?"],
  ["tags", "UPDATE expenses SET tags = '[\"another\"]' WHERE expense_id = ?"],
  ["parts", 'UPDATE expenses SET parts = \'[{"amount":"10.00","category":"x"}]\' WHERE expense_id = ?'],
  ["another ledger", "UPDATE expenses SET ledger_id = 'other' WHERE expense_id = ?"],
  ["description's case", "UPDATE expenses SET description = LOWER(description) WHERE expense_id = ?"],
  [
    "description's accents, equal by collation",
    "UPDATE expenses SET description = 'Łodź' WHERE expense_id = ?",
  ],
  ["a space at the end", "UPDATE expenses SET description = CONCAT(description, ' ') WHERE expense_id = ?"],
  ["category", "UPDATE expenses SET category = '' WHERE expense_id = ?"],
  ["date by a day", "UPDATE expenses SET date = date + INTERVAL 1 DAY WHERE expense_id = ?"],
  ["who created it", "UPDATE expenses SET created_by = 'x' WHERE expense_id = ?"],
  [
    "created by a millisecond",
    "UPDATE expenses SET created_at = created_at + INTERVAL 1000 MICROSECOND WHERE expense_id = ?",
  ],
  [
    "updated by a millisecond",
    "UPDATE expenses SET updated_at = updated_at + INTERVAL 1000 MICROSECOND WHERE expense_id = ?",
  ],
  ["an older version", "UPDATE expenses SET version = version - 1 WHERE expense_id = ?"],
  ["a newer version", "UPDATE expenses SET version = version + 1 WHERE expense_id = ?"],
  [
    "deleted though it is not",
    "UPDATE expenses SET deleted_at = updated_at, expires_at = 4000000000 WHERE expense_id = ?",
  ],
  ["expired though it is not", "UPDATE expenses SET expires_at = 1 WHERE expense_id = ?"],
  ["the hash of its request", "UPDATE expenses SET request_hash = NULL WHERE expense_id = ?"],
  ["an attribute too many", "UPDATE expenses SET others = '{}' WHERE expense_id = ?"],
];
