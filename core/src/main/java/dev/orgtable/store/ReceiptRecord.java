package dev.orgtable.store;

import java.time.Instant;
import java.util.Optional;

/**
 * The record {@code receipt}: the answer of an operation that was done once.
 *
 * @param fingerprint the SHA-256 of what was asked
 * @param answer what was answered
 * @param expiresAt until when it is answered again
 */
record ReceiptRecord(String fingerprint, String answer, Instant expiresAt) {

  static final String TYP = "receipt";
  static final String FINGERPRINT = "fingerprint";
  private static final String ANSWER = "answer";

  static Key key(Receipt receipt) {
    return Key.receipt(Sha256.of(receipt.key()));
  }

  static Item item(Receipt receipt, String answer, Instant now) {
    Item item =
        Item.of(key(receipt), TYP)
            .with(FINGERPRINT, Sha256.of(receipt.fingerprint()))
            .with(ANSWER, answer);
    return Expiry.with(item, now.plus(receipt.validFor()));
  }

  static Optional<ReceiptRecord> from(Item item) {
    return item.is(TYP)
        ? Optional.of(
            new ReceiptRecord(
                item.text(FINGERPRINT), item.text(ANSWER), UserOrganisationRecord.expiresAt(item)))
        : Optional.empty();
  }
}
