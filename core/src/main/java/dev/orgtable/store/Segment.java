package dev.orgtable.store;

import dev.orgtable.Cursor;
import dev.orgtable.InvalidInput;
import dev.orgtable.dynamodb.ParallelWork;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A part of the whole table, to be read apart from the others.
 *
 * @param number which one, from 0 on
 * @param of into how many the table is divided, 1 to 256
 * @param after where to go on; empty for its beginning
 */
public record Segment(int number, int of, Optional<Cursor> after) {

  /**
   * Checks the numbers.
   *
   * @throws InvalidInput if there is no such part
   */
  public Segment {
    if (of < 1 || of > ParallelWork.MOST || number < 0 || number >= of) {
      throw new InvalidInput("segments", "must be 1 to " + ParallelWork.MOST);
    }
  }

  /**
   * Returns all segments of a table, from their beginning.
   *
   * @param count into how many to divide it, 1 to 256
   * @throws InvalidInput if the count is out of range
   */
  public static List<Segment> all(int count) {
    return IntStream.range(0, Math.max(count, 1))
        .mapToObj(number -> new Segment(number, count, Optional.empty()))
        .toList();
  }

  /** Returns this segment from another place on. */
  public Segment after(Cursor place) {
    return new Segment(number, of, Optional.of(place));
  }
}
