package dev.orgtable.store;

import dev.orgtable.Cursor;
import dev.orgtable.InvalidInput;
import dev.orgtable.dynamodb.parallel.ParallelWork;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A segment of a scan of the whole table.
 *
 * @param number the number of the segment, from 0
 * @param of the number of segments, 1 to 256
 * @param after where to continue; empty for the start
 */
public record Segment(int number, int of, Optional<Cursor> after) {

  /**
   * Checks the numbers.
   *
   * @throws InvalidInput if a number is out of range
   */
  public Segment {
    if (of < 1 || of > ParallelWork.MOST || number < 0 || number >= of) {
      throw new InvalidInput("segments", "must be 1 to " + ParallelWork.MOST);
    }
  }

  /**
   * Returns all segments of a table, at their start.
   *
   * @param count the number of segments, 1 to 256
   * @throws InvalidInput if the count is out of range
   */
  public static List<Segment> all(int count) {
    return IntStream.range(0, Math.max(count, 1))
        .mapToObj(number -> new Segment(number, count, Optional.empty()))
        .toList();
  }

  /** Returns this segment after a cursor. */
  public Segment after(Cursor place) {
    return new Segment(number, of, Optional.of(place));
  }
}
