package dev.orgtable.contracts.fault;

import dev.orgtable.Organisation;
import dev.orgtable.PageRequest;
import dev.orgtable.contracts.TableContract;
import dev.orgtable.store.Orgtable;
import dev.orgtable.store.Receipt;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table and an operation with a receipt: the creation of an organisation by ANN. */
abstract class TableUnderReceipt extends TableContract {

  static final Receipt RECEIPT = Receipt.of("the key of ann", "the request");

  final Stream<Map<String, AttributeValue>> receipts() {
    return items().stream().filter(item -> text(item, "typ").equals("receipt"));
  }

  static String text(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name)).s();
  }

  static String create(Orgtable orgtable) {
    return orgtable.once(RECEIPT, TableUnderReceipt::createAcme, made -> made.id().value());
  }

  static Organisation createAcme(Orgtable orgtable) {
    return orgtable.organisations().create("Acme", ANN);
  }

  final List<Organisation> organisations() {
    return orgtable().organisations().search("", PageRequest.first(100)).items();
  }
}
