import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Fails unless there is the text of a licence for each library of the packages: {@code java
 * Licences.java DIRECTORY}. The list in DIRECTORY/THIRD-PARTY.txt has all libraries. For the Apache
 * License 2.0 it is the LICENSE of Orgtable; for another one, a file LICENSE in the library's own
 * directory, which is unpacked from its jar, or in that of its group, for a jar without one.
 */
final class Licences {

  private static final Pattern LIBRARY =
      Pattern.compile("((?:\\([^)]*\\) )+).*\\(([^:()]+):([^:()]+):([^: ]+) - .*\\)");

  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    List<String> missing = new ArrayList<>();
    int found = 0;
    for (String line : Files.readAllLines(directory.resolve("THIRD-PARTY.txt"))) {
      Matcher library = LIBRARY.matcher(line.strip());
      if (library.matches()) {
        found++;
        Path own = directory.resolve(library.group(3) + "-" + library.group(4) + "-jar");
        if (!library.group(1).contains("Apache")
            && !hasText(own)
            && !hasText(directory.resolve(library.group(2)))) {
          missing.add(line.strip());
        }
      } else if (!line.isBlank() && !line.startsWith("Lists of ")) {
        missing.add("not understood: " + line);
      }
    }
    if (found == 0 || !missing.isEmpty()) {
      System.err.println("no text of the licence of:");
      missing.forEach(System.err::println);
      System.exit(1);
    }
  }

  private static boolean hasText(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.getFileName().toString().toUpperCase().startsWith("LICENSE"))
          .anyMatch(file -> file.toFile().length() > 0);
    }
  }
}
