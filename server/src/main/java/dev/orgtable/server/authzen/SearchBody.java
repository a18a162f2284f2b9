package dev.orgtable.server.authzen;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A search. What it looks for has no id, or no name.
 *
 * @param subject who would act
 * @param action what the subject would do; ignored if actions are looked for
 * @param resource what the subject would act on
 * @param context ignored
 * @param page the part of the results to return
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record SearchBody(
    @Nullable EntityBody subject,
    @Nullable ActionBody action,
    @Nullable EntityBody resource,
    @JsonSetter(contentNulls = Nulls.SET) @Nullable Map<String, @Nullable Object> context,
    @Nullable SearchPageBody page) {

  /** Returns this search without what is ignored in a search for subjects. */
  SearchBody forSubjects() {
    return new SearchBody(EntityBody.withoutId(subject), action, resource, context, page);
  }

  /** Returns this search without what is ignored in a search for resources. */
  SearchBody forResources() {
    return new SearchBody(subject, action, EntityBody.withoutId(resource), context, page);
  }

  /** Returns this search without what is ignored in a search for actions. */
  SearchBody forActions() {
    return new SearchBody(subject, null, resource, context, page);
  }

  /**
   * The part of the results to return.
   *
   * @param token the {@code next_token} of the previous page; omit for the first page
   * @param limit the maximum number of results, of which at most 200 are returned; default 50, or
   *     that of the previous page
   * @param properties ignored
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record SearchPageBody(
      @Nullable String token,
      @Nullable Integer limit,
      @JsonSetter(contentNulls = Nulls.SET) @Nullable Map<String, @Nullable Object> properties) {}
}
