package dev.orgtable.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The results of several rounds.
 *
 * @param median the median
 * @param least the minimum
 * @param most the maximum
 */
public record Rounds(double median, double least, double most) {

  /** Summarises the values of all rounds, at least one. */
  public static Rounds of(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int half = sorted.length / 2;
    double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    return new Rounds(median, sorted[0], sorted[sorted.length - 1]);
  }

  /** Returns the ratios of two series by round. */
  public static Rounds ratio(List<Double> values, List<Double> to) {
    Double[] ratios = new Double[values.size()];
    Arrays.setAll(ratios, i -> values.get(i) / to.get(i));
    return of(Arrays.asList(ratios));
  }

  /** Returns the median with its spread, as text. */
  public String text(int digits) {
    String form = "%,." + digits + "f (%,." + digits + "f–%,." + digits + "f)";
    return String.format(Locale.ROOT, form, median, least, most);
  }

  /** Returns a bar for a plot. */
  public Plot.Bar bar(String label) {
    return new Plot.Bar(label, median, least, most);
  }
}
