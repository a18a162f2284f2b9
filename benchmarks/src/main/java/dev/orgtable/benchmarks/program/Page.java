package dev.orgtable.benchmarks.program;

import dev.orgtable.benchmarks.Markdown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The page with the results: one section per part, between two markers. Text outside is kept. */
final class Page {

  private static final Pattern MARK =
      Pattern.compile("<!-- (?:(\\w+): written by \\./orgtable bench \\1|end of (\\w+)) -->");

  private final Path file;
  private final Path plots;

  Page(Path file) {
    this.file = file.toAbsolutePath();
    this.plots = this.file.resolveSibling("performance");
  }

  /** Returns why the page cannot be written; empty if it can. */
  Optional<String> fault() throws IOException {
    Path directory = this.file.getParent();
    if (directory == null || Files.isDirectory(file)) {
      return Optional.of(file + " is a directory");
    }
    for (Path each : List.of(directory, Files.exists(plots) ? plots : directory)) {
      if (!Files.isDirectory(each) || !Files.isWritable(each)) {
        return Optional.of(each + " is not a writable directory");
      }
    }
    return faultOfMarks().map(fault -> file + ": " + fault);
  }

  private Optional<String> faultOfMarks() throws IOException {
    Set<String> seen = new HashSet<>();
    String open = "";
    for (Matcher mark = MARK.matcher(text()); mark.find(); ) {
      String begun = mark.group(1);
      if (!seen.add(mark.group())) {
        return Optional.of(mark.group() + " occurs twice");
      }
      if (begun == null && !open.equals(mark.group(2))) {
        return Optional.of(mark.group() + " has no beginning");
      }
      if (begun != null && !open.isEmpty()) {
        break;
      }
      open = begun == null ? "" : begun;
    }
    return open.isEmpty() ? Optional.empty() : Optional.of(end(open) + " is missing");
  }

  private String text() throws IOException {
    return Files.exists(file) ? Files.readString(file) : "# Performance\n";
  }

  private static String end(String part) {
    return "<!-- end of " + part + " -->";
  }

  /**
   * Replaces the section of a part, or appends it, and moves its plots to a directory beside the
   * page.
   */
  void write(String part, String section, Path drawn) throws IOException {
    Optional<String> fault = fault();
    if (fault.isPresent()) {
      throw new IllegalStateException(fault.get());
    }
    String begin = "<!-- " + part + ": written by ./orgtable bench " + part + " -->";
    String end = end(part);
    String text = text();
    int from = text.indexOf(begin);
    String body = begin + "\n" + Markdown.wrapped(section.strip()) + "\n" + end;
    String next =
        from < 0
            ? text + "\n" + body + "\n"
            : text.substring(0, from) + body + text.substring(text.indexOf(end) + end.length());
    Files.createDirectories(plots);
    try (Stream<Path> all = Files.list(drawn)) {
      for (Path plot : all.toList()) {
        Path place = plots.resolve(plot.getFileName());
        Files.move(plot, place, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Path whole = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(whole, next);
    Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
