package dev.orgtable.server.facts;

import dev.orgtable.facts.ExternalId;
import dev.orgtable.facts.Facts;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The facts of the application about a user, an organisation or a membership.
 *
 * @param externalId the id in the application or another system; null if there is none
 * @param metadata texts by key, in order of the keys
 */
record FactsBody(@Nullable String externalId, Map<String, String> metadata) {

  static FactsBody of(Facts facts) {
    ExternalId id = facts.externalId();
    return new FactsBody(id == null ? null : id.value(), facts.metadata().entries());
  }
}
