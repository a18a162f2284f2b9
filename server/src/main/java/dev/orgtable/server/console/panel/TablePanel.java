package dev.orgtable.server.console.panel;

import dev.orgtable.Cursor;
import dev.orgtable.EmailAddress;
import dev.orgtable.OrganisationId;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.store.Orgtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads the raw items of a partition, for callers that may see them. */
@Component
public final class TablePanel {

  private static final int ITEMS = 20;

  private final Orgtable orgtable;

  TablePanel(Orgtable orgtable) {
    this.orgtable = orgtable;
  }

  /** Returns a page of a user's partition. */
  public Panel of(EmailAddress user, Optional<Cursor> cursor) {
    return panel(orgtable.items().of(user, new PageRequest(ITEMS, cursor)));
  }

  /** Returns a page of an organisation's partition. */
  public Panel of(OrganisationId organisation, Optional<Cursor> cursor) {
    return panel(orgtable.items().of(organisation, new PageRequest(ITEMS, cursor)));
  }

  private static Panel panel(Page<Map<String, AttributeValue>> page) {
    return new Panel(
        page.items().stream().map(ItemView::of).toList(), page.next().map(Cursor::value));
  }

  /**
   * A page of a partition.
   *
   * @param items the items, in order
   * @param next the cursor of the next page; empty on the last
   */
  public record Panel(List<ItemView> items, Optional<String> next) {

    /**
     * Returns the number of owners, as the record of an organisation counts them; empty unless the
     * page has that record, which is the first of its partition.
     */
    public String owners() {
      return items.stream()
          .filter(item -> item.typ().equals("organisation"))
          .flatMap(item -> item.attributes().stream())
          .filter(attribute -> attribute.name().equals("ownerCount"))
          .flatMap(attribute -> attribute.values().stream())
          .findFirst()
          .orElse("");
    }
  }
}
