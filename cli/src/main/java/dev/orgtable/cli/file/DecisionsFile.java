package dev.orgtable.cli.file;

import dev.orgtable.maintenance.Decision;
import dev.orgtable.maintenance.Step;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The decisions file: one JSON object per line, in which a person fills in the field {@code
 * decision}. Lines that begin with # and lines with an empty decision are ignored.
 *
 * @param file the path
 * @param decisions the decisions
 * @param lines the line number of each decision, starting at 1
 */
public record DecisionsFile(Path file, List<Decision> decisions, List<Integer> lines) {

  private static final Set<String> NEEDED = Set.of("id", "rng", "seen", "decision");
  private static final Set<String> FOR_PEOPLE = Set.of("why", "choices");

  private static final String HEAD =
      """
      # Open questions that the table does not answer: fill in "decision", then run COMMAND --apply --decisions FILE.
      #   owner EMAIL   a member becomes the owner of the organisation
      #   delete        the item is deleted, with everything that belongs to it
      #   rename NAME   the user gets this address, the organisation this id
      # Lines with an empty decision are ignored. Keep "seen": items that have changed since are skipped.
      """;

  /** Writes the open questions to a new file. */
  public static void write(Path file, String command, List<Step<?>> undecided) throws IOException {
    requireNew(file);
    JsonMapper json = new JsonMapper();
    StringBuilder text = new StringBuilder(HEAD.replace("COMMAND", command));
    for (Step<?> step : undecided) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("id", step.id());
      line.put("rng", step.rng());
      line.put("why", step.code() + ": " + step.what());
      line.put("choices", step.choices().stream().sorted().map(DecisionsFile::name).toList());
      line.put("seen", step.seen());
      line.put("decision", "");
      text.append(json.writeValueAsString(line)).append('\n');
    }
    WholeFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String name(Decision.Word word) {
    return switch (word) {
      case OWNER -> "owner EMAIL";
      case DELETE -> "delete";
      case RENAME -> "rename NAME";
    };
  }

  /** Refuses a file that exists, since it may contain decisions, or that cannot be created. */
  public static void requireNew(Path file) {
    if (Files.exists(file)) {
      throw new IllegalArgumentException(
          file + " already exists: use --apply to execute its decisions, or delete it");
    }
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw new IllegalArgumentException("no such directory: " + file);
    }
  }

  /**
   * Reads the decisions.
   *
   * @throws IllegalArgumentException if a line is invalid; the message gives its number
   */
  public static DecisionsFile read(Path file) throws IOException {
    JsonMapper json =
        JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    List<Decision> decisions = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    List<String> lines = lines(file);
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      try {
        JsonNode node = json.readTree(line);
        check(node);
        if (!text(node, "decision").isBlank()) {
          decisions.add(
              Decision.of(
                  text(node, "id"), text(node, "rng"), text(node, "seen"), text(node, "decision")));
          numbers.add(number);
        }
      } catch (JacksonException e) {
        throw refused(file, number, "is not a JSON object: " + e.getOriginalMessage());
      } catch (IllegalArgumentException e) {
        throw refused(file, number, String.valueOf(e.getMessage()));
      }
    }
    return new DecisionsFile(file, List.copyOf(decisions), List.copyOf(numbers));
  }

  private static List<String> lines(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(file + " is a directory");
    }
    try {
      return Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(file + " is not valid UTF-8", e);
    }
  }

  private static void check(JsonNode node) {
    if (!node.isObject()) {
      throw new IllegalArgumentException("is not a JSON object");
    }
    for (String name : node.propertyNames()) {
      if (!NEEDED.contains(name) && !FOR_PEOPLE.contains(name)) {
        throw new IllegalArgumentException("unknown field " + name);
      }
    }
    NEEDED.forEach(name -> text(node, name));
  }

  private static String text(JsonNode node, String name) {
    JsonNode value = node.get(name);
    if (value == null || !value.isString()) {
      throw new IllegalArgumentException(name + " is missing, or not a string");
    }
    return value.stringValue();
  }

  /** Returns an exception that gives the line of a refused decision. */
  public IllegalArgumentException refused(Decision.Refused e) {
    return refused(file, lines.get(e.index()), String.valueOf(e.getMessage()));
  }

  private static IllegalArgumentException refused(Path file, int line, String why) {
    return new IllegalArgumentException(file + ", line " + line + ": " + why);
  }
}
