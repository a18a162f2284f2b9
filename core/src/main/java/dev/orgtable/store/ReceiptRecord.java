package dev.orgtable.store;

import dev.orgtable.OrgtableException.ReceiptMismatch;
import java.time.Instant;
import java.util.Optional;

/**
 * The record {@code receipt}: the answer of an operation that was done once.
 *
 * @param fingerprint the SHA-256 of what was asked
 * @param sealed what was answered, readable only with the key and the fingerprint of the receipt
 * @param expiresAt until when it is answered again
 */
record ReceiptRecord(String fingerprint, String sealed, Instant expiresAt) {

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
            .with(ANSWER, Sealed.of(secret(receipt), answer));
    return Expiry.with(item, now.plus(receipt.validFor()));
  }

  /** Whoever repeats the request knows it; nobody else does. */
  private static String secret(Receipt receipt) {
    return receipt.key() + "\n" + receipt.fingerprint();
  }

  /**
   * Returns what was answered.
   *
   * @throws ReceiptMismatch if it was asked with another receipt
   */
  String answer(Receipt receipt) {
    if (!fingerprint.equals(Sha256.of(receipt.fingerprint()))) {
      throw new ReceiptMismatch();
    }
    return Sealed.open(secret(receipt), sealed).orElseThrow(ReceiptMismatch::new);
  }

  static Optional<ReceiptRecord> from(Item item) {
    return item.is(TYP) && Sha256.is(item.text(FINGERPRINT)) && item.string(ANSWER).isPresent()
        ? Optional.of(
            new ReceiptRecord(
                item.text(FINGERPRINT), item.text(ANSWER), UserOrganisationRecord.expiresAt(item)))
        : Optional.empty();
  }
}
