package dev.orgtable.store;

import dev.orgtable.dynamodb.Condition;
import dev.orgtable.dynamodb.IdempotentCommit;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.internal.Context;
import dev.orgtable.internal.record.Layout;
import dev.orgtable.internal.record.ReceiptRecord;
import java.time.Instant;
import java.util.Optional;

/**
 * The stored result of an idempotent operation.
 *
 * @param receipt the idempotency key and the fingerprint of the request
 * @param context has the clock that decides whether a result has expired
 */
record ReceiptAnswer(Receipt receipt, Context context) implements IdempotentCommit.KeptAnswer {

  @Override
  public Key key() {
    return ReceiptRecord.key(receipt.key());
  }

  @Override
  public Item item(String answer) {
    Instant end = context.connection().engine().later().plus(receipt.validFor());
    return ReceiptRecord.item(receipt.key(), receipt.fingerprint(), answer, end);
  }

  @Override
  public Condition free() {
    return context.absentOrExpired(context.now());
  }

  @Override
  public Optional<String> read(Item item) {
    ReceiptRecord record =
        ReceiptRecord.from(item).orElseThrow(() -> Layout.unreadable(item.key()));
    return context.isOver(record.expiresAt())
        ? Optional.empty()
        : Optional.of(record.answer(receipt.key(), receipt.fingerprint()));
  }
}
