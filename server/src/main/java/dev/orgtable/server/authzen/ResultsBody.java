package dev.orgtable.server.authzen;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * The results of a search.
 *
 * @param page the place of this page among the results
 * @param results the results of this page, maybe none although there are further pages
 */
record ResultsBody<T>(ResultsPageBody page, List<T> results) {

  static <T> ResultsBody<T> of(List<T> results, String next) {
    return new ResultsBody<>(new ResultsPageBody(next, results.size()), results);
  }

  /** Returns the response of a search that finds nothing. */
  static <T> ResultsBody<T> none() {
    return of(List.of(), "");
  }

  /**
   * The place of a page among the results.
   *
   * @param nextToken the {@code token} of the next page; empty on the last
   * @param count the number of results in this page
   */
  record ResultsPageBody(@JsonProperty("next_token") String nextToken, int count) {}

  /**
   * A subject or a resource.
   *
   * @param type the type
   * @param id the id
   */
  record FoundBody(String type, String id) {}

  /**
   * An action.
   *
   * @param name the name
   */
  record FoundActionBody(String name) {}
}
