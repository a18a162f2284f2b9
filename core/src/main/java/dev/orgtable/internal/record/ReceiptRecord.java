package dev.orgtable.internal.record;

import dev.orgtable.OrgtableException.ReceiptMismatch;
import dev.orgtable.dynamodb.Item;
import dev.orgtable.dynamodb.Key;
import dev.orgtable.internal.secret.Sealed;
import dev.orgtable.internal.secret.Sha256;
import java.time.Instant;
import java.util.Optional;

/**
 * The record {@code receipt}: the stored result of an operation with an idempotency key.
 *
 * @param fingerprint the SHA-256 of the request
 * @param sealed the result, encrypted with the idempotency key and the request
 * @param expiresAt when it expires; until then, a repeated request gets the same result
 */
public record ReceiptRecord(String fingerprint, String sealed, Instant expiresAt) {

  public static final String TYP = "receipt";

  public static final RecordType TYPE =
      RecordType.of(TYP, Keys.RECEIPTS, Keys.RECEIPT)
          .owning(key -> Keys.isHash(key, Keys.RECEIPTS))
          .checkedBy(ReceiptRecord::check)
          .expiring();

  public static final String FINGERPRINT = "fingerprint";
  private static final String ANSWER = "answer";

  /** Returns the key of the receipt of a request. */
  public static Key key(String request) {
    return Keys.receipt(Sha256.of(request));
  }

  private static void check(FieldCheck fields) {
    if (fields.isCurrent()) {
      fields.number(Expiry.EXPIRES_AT);
      fields.hash(FINGERPRINT);
    }
  }

  /**
   * Returns the record of a result.
   *
   * @param request the idempotency key
   * @param asked the content of the request
   */
  public static Item item(String request, String asked, String answer, Instant end) {
    Item.Builder item =
        Layout.item(key(request), TYP)
            .with(FINGERPRINT, Sha256.of(asked))
            .with(ANSWER, Sealed.of(secret(request, asked), answer));
    return Expiry.with(item, end).build();
  }

  /** Returns the secret, which only those know who can repeat the request. */
  private static String secret(String request, String asked) {
    return request + "\n" + asked;
  }

  /**
   * Returns the stored result.
   *
   * @throws ReceiptMismatch if the content of the request differs
   */
  public String answer(String request, String asked) {
    if (!fingerprint.equals(Sha256.of(asked))) {
      throw new ReceiptMismatch();
    }
    return Sealed.open(secret(request, asked), sealed).orElseThrow(ReceiptMismatch::new);
  }

  public static Optional<ReceiptRecord> from(Item item) {
    return Layout.is(item, TYP)
            && Sha256.is(item.text(FINGERPRINT))
            && item.string(ANSWER).isPresent()
        ? Optional.of(
            new ReceiptRecord(
                item.text(FINGERPRINT), item.text(ANSWER), UserOrganisationRecord.expiresAt(item)))
        : Optional.empty();
  }
}
