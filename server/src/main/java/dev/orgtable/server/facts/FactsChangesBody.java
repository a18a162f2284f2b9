package dev.orgtable.server.facts;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.orgtable.facts.ExternalId;
import dev.orgtable.facts.Facts;
import dev.orgtable.server.web.NullRemoves;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes to facts: an omitted field is unchanged (RFC 7396).
 *
 * @param externalId null or an empty text removes it
 * @param metadata texts by key; null removes a key, and all other keys stay
 */
record FactsChangesBody(
    @NullRemoves @Nullable String externalId,
    @JsonSetter(contentNulls = Nulls.SET) @Nullable Map<String, @Nullable String> metadata) {

  /** Returns the facts with these changes applied. */
  Facts over(Facts present) {
    Facts changed =
        metadata == null ? present : present.withMetadata(present.metadata().patched(metadata));
    if (externalId == null) {
      return changed;
    }
    return externalId.isEmpty()
        ? changed.withoutExternalId()
        : changed.withExternalId(ExternalId.of(externalId));
  }
}
