package dev.orgtable.server.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orgtable.Cursor;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many entries a page tells of that is shown before something is deleted. */
final class PreviewTest {

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "99,99", "100,100", "101,100+", "1000,100+"})
  void a_hundred_are_counted(int entries, String told) {
    assertThat(Preview.count(page -> firstOf(entries, page))).isEqualTo(told);
  }

  private static Page<Integer> firstOf(int entries, PageRequest page) {
    List<Integer> here = IntStream.range(0, Math.min(entries, page.limit())).boxed().toList();
    return new Page<>(here, Optional.of(new Cursor("more")).filter(next -> entries > page.limit()));
  }
}
