package dev.orgtable;

import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Random values for tests, drawn from a seed that is fixed in the build. A failure shows its sample
 * and the seed; {@code -Dorgtable.seed} reproduces it.
 */
public final class Samples {

  private static final long SEED = Long.getLong("orgtable.seed", 1);
  private static final int SAMPLES = 1000;
  private static final int MOST_REJECTED = 50;

  /** Characters at which rules change, beside which all others are drawn. */
  private static final int[] EDGES = {
    0, 0x1f, ' ', '/', '@', 0x7f, 0x85, 0xa0, 0xad, 0x130, 0x131, 0x300, 0x301, 0x3a3, 0x3c2,
    0x200b, 0x200d, 0x200f, 0x202e, 0x212a, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xfb01, 0xfdd0, 0xfe0f,
    0xfeff, 0xffff, 0x10000, 0x1d49c, 0xe0067, 0x10ffff
  };

  private Samples() {}

  /** Draws samples and checks each. */
  public static <T> void each(Function<Random, T> draw, Consumer<T> check) {
    Random random = new Random(SEED);
    for (int i = 1; i <= SAMPLES; i++) {
      T sample = draw.apply(random);
      try {
        check.accept(sample);
      } catch (AssertionError e) {
        String which = "sample %d with -Dorgtable.seed=%d: %s".formatted(i, SEED, sample);
        throw new AssertionError(which + ": " + e.getMessage(), e);
      }
    }
  }

  /** Draws again until a sample is wanted. */
  static <T> Function<Random, T> where(Predicate<T> wanted, Function<Random, T> draw) {
    return random ->
        IntStream.range(0, MOST_REJECTED)
            .mapToObj(i -> draw.apply(random))
            .filter(wanted)
            .findFirst()
            .orElseThrow(() -> new AssertionError("too few samples are wanted"));
  }

  /** Returns one of some values. */
  @SafeVarargs
  static <T> T oneOf(Random random, T... values) {
    return values[random.nextInt(values.length)];
  }

  /**
   * Returns a text of any UTF-16 units: plain letters, characters at which a rule changes, and
   * others from all of Unicode.
   */
  public static String text(Random random, int shortest, int longest) {
    StringBuilder text = new StringBuilder();
    int length = shortest + random.nextInt(longest - shortest + 1);
    while (text.length() < length) {
      switch (random.nextInt(4)) {
        case 0 -> text.append((char) (' ' + random.nextInt('~' - ' ')));
        case 1 -> text.appendCodePoint(EDGES[random.nextInt(EDGES.length)]);
        case 2 -> text.append((char) random.nextInt(Character.MAX_VALUE + 1));
        default -> text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
      }
    }
    text.setLength(length);
    return text.toString();
  }

  /** Returns a text of characters of a range. */
  public static String text(Random random, int shortest, int longest, char first, char last) {
    return random
        .ints(shortest + random.nextInt(longest - shortest + 1), first, last + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
