package dev.orgtable.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Draws horizontal bars with their spread, as SVG that suits light and dark backgrounds. */
public final class Plot {

  private static final int WIDTH = 760;
  private static final int LABELS = 250;
  private static final int ROOM = 400;
  private static final int LINE = 24;
  private static final int TOP = 40;

  private Plot() {}

  /**
   * One bar.
   *
   * @param label the label
   * @param value the length
   * @param least the minimum
   * @param most the maximum
   */
  public record Bar(String label, double value, double least, double most) {}

  /** Draws the bars below each other, with one unit; without a unit they are ratios. */
  public static void bars(Path file, String title, String unit, List<Bar> bars) throws IOException {
    double longest = bars.stream().mapToDouble(Bar::most).max().orElse(1);
    StringBuilder svg =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
                    + " font-family=\"sans-serif\" font-size=\"12\" fill=\"#767676\">%n"
                    + "<title>%s</title>%n<text x=\"0\" y=\"18\" font-size=\"15\">%s</text>%n",
                WIDTH,
                TOP + LINE * bars.size(),
                text(title),
                text(title)));
    int y = TOP;
    for (Bar bar : bars) {
      double scale = ROOM / longest;
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"0\" y=\"%d\">%s</text>"
                  + "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"14\" fill=\"#4c78a8\"/>"
                  + "<path d=\"M%.1f %dH%.1f\" stroke=\"#e45756\" stroke-width=\"2\"/>"
                  + "<text x=\"%.1f\" y=\"%d\">%s %s</text>%n",
              y + 12,
              text(bar.label()),
              LABELS,
              y,
              bar.value() * scale,
              LABELS + bar.least() * scale,
              y + 7,
              LABELS + bar.most() * scale,
              LABELS + bar.most() * scale + 6,
              y + 12,
              unit.isEmpty()
                  ? String.format(Locale.ROOT, "%.2f", bar.value())
                  : Markdown.number(bar.value(), 1),
              text(unit)));
      y += LINE;
    }
    Files.writeString(file, svg.append("</svg>\n").toString());
  }

  private static String text(String plain) {
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
