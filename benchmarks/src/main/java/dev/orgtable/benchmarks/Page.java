package dev.orgtable.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The page of figures: a section for each part, between two marks. What stands outside is kept. */
final class Page {

  private final Path file;

  Page(Path file) {
    this.file = file;
  }

  /** Returns the directory of the plots, which is made if it is missing. */
  Path plots() throws IOException {
    return Files.createDirectories(file.toAbsolutePath().resolveSibling("performance"));
  }

  /** Writes one part's section in the place of its former one, or at the end. */
  void write(String part, String section) throws IOException {
    String begin = "<!-- " + part + ": written by ./orgtable bench " + part + " -->\n";
    String end = "<!-- end of " + part + " -->\n";
    String text = Files.exists(file) ? Files.readString(file) : "# Performance\n";
    int from = text.indexOf(begin);
    int to = text.indexOf(end);
    String body = begin + section.strip() + "\n" + end;
    String next =
        from >= 0 && to > from
            ? text.substring(0, from) + body + text.substring(to + end.length())
            : text + "\n" + body;
    Path whole = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(whole, next);
    Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
