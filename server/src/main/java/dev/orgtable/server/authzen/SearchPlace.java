package dev.orgtable.server.authzen;

import dev.orgtable.Cursor;
import dev.orgtable.InvalidInput;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.server.authzen.SearchBody.SearchPageBody;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A place in the results of a search. Results come from the pages of a list, whose entries may have
 * any number of results each, so that a place is a page of the list and a number of results of it.
 * A token is a place as text, with the limit, since a PEP may send it with the first page only.
 *
 * @param search a digest of the search that the place belongs to, 32 hexadecimal digits
 * @param limit the maximum number of results of a page, 0 to 200
 * @param skipped how many results of the page of the list are before the place
 * @param cursor the page of the list; empty for the first
 */
record SearchPlace(String search, int limit, int skipped, Optional<Cursor> cursor) {

  private static final String TOKEN = "page.token";
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,3})\\.([0-9]{1,6})\\.([0-9a-f]{32})\\.([A-Za-z0-9_-]*)");
  private static final int USUAL = 50;
  private static final int MOST = 200;

  /**
   * Returns the place that a request starts at.
   *
   * @throws InvalidInput if the limit is negative, or the token is not one of this search
   */
  static SearchPlace of(String search, @Nullable SearchPageBody page) {
    Optional<Integer> limit = Optional.ofNullable(page).map(SearchPageBody::limit);
    if (limit.filter(number -> number < 0).isPresent()) {
      throw new InvalidInput("page.limit", "must not be negative");
    }
    Optional<Integer> bounded = limit.map(number -> Math.min(number, MOST));
    if (page == null || page.token() == null) {
      return new SearchPlace(search, bounded.orElse(USUAL), 0, Optional.empty());
    }
    SearchPlace place = parse(page.token());
    if (!place.search.equals(search)) {
      throw new InvalidInput(TOKEN, "belongs to another search");
    }
    if (bounded.filter(number -> number != place.limit).isPresent()) {
      throw new InvalidInput("page.limit", "must be that of the first page");
    }
    return place;
  }

  private static SearchPlace parse(String token) {
    Matcher form = FORM.matcher(token);
    if (!form.matches() || Integer.parseInt(form.group(1)) > MOST) {
      throw new InvalidInput(TOKEN, "is not a token of a search");
    }
    return new SearchPlace(
        form.group(3),
        Integer.parseInt(form.group(1)),
        Integer.parseInt(form.group(2)),
        Optional.of(form.group(4)).filter(cursor -> !cursor.isEmpty()).map(Cursor::new));
  }

  /**
   * Returns the results from this place on.
   *
   * @param list reads a page of the list
   * @param results returns the results of an entry
   * @throws InvalidInput if the list refuses the cursor
   */
  <S, T> ResultsBody<T> read(Function<PageRequest, Page<S>> list, Function<S, Stream<T>> results) {
    Page<S> page;
    try {
      page = list.apply(new PageRequest(Math.max(1, limit), cursor));
    } catch (InvalidInput e) {
      throw e.as(TOKEN);
    }
    List<T> all = page.items().stream().flatMap(results).toList();
    int start = Math.min(skipped, all.size());
    int end = Math.min(start + limit, all.size());
    return ResultsBody.of(all.subList(start, end), next(page, end, all.size()));
  }

  private String next(Page<?> page, int end, int size) {
    if (end < size) {
      return new SearchPlace(search, limit, end, cursor).token();
    }
    return page.next()
        .map(cursor -> new SearchPlace(search, limit, 0, Optional.of(cursor)).token())
        .orElse("");
  }

  private String token() {
    return limit + "." + skipped + "." + search + "." + cursor.map(Cursor::value).orElse("");
  }
}
