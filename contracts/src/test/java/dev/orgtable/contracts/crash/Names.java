package dev.orgtable.contracts.crash;

import dev.orgtable.testkit.Crowd;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Watches some copies of an organisation's name and records each that became older. */
final class Names {

  private static final int LOOKED_AT = 100;

  private final Crowd crowd;
  private final List<Map<String, AttributeValue>> keys;
  private final Map<AttributeValue, Long> newest = new HashMap<>();
  private final List<String> olderAgain = new ArrayList<>();

  Names(Crowd crowd, int size) {
    this.crowd = crowd;
    this.keys =
        IntStream.range(0, LOOKED_AT)
            .mapToObj(i -> Crowd.member(i * (size / LOOKED_AT)))
            .map(
                user ->
                    Map.of(
                        "id", AttributeValue.fromS("user/" + user),
                        "rng", AttributeValue.fromS("userOrganisation/" + crowd.organisation())))
            .toList();
  }

  void look() {
    KeysAndAttributes wanted = KeysAndAttributes.builder().keys(keys).consistentRead(true).build();
    for (Map<String, AttributeValue> copy :
        crowd
            .client()
            .batchGetItem(batch -> batch.requestItems(Map.of(crowd.table(), wanted)))
            .responses()
            .getOrDefault(crowd.table(), List.of())) {
      AttributeValue copied = Objects.requireNonNull(copy.get("organisationRevision"));
      long revision = Long.parseLong(copied.n());
      long before = newest.merge(copy.get("id"), revision, Math::max);
      if (revision < before) {
        olderAgain.add(copy + " after revision " + before);
      }
    }
  }

  List<String> olderAgain() {
    return olderAgain;
  }
}
