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
 * What a person must decide, or has decided: a JSON object a line, in which the person fills in the
 * field named decision. Lines that begin with # and lines without a decision say nothing.
 *
 * @param file where it stands
 * @param decisions what was decided
 * @param lines in which line each of them stands, counted from 1
 */
public record DecisionsFile(Path file, List<Decision> decisions, List<Integer> lines) {

  private static final Set<String> NEEDED = Set.of("id", "rng", "seen", "decision");
  private static final Set<String> FOR_PEOPLE = Set.of("why", "choices");

  private static final String HEAD =
      """
      # What the table does not prove: fill in "decision", then COMMAND --apply --decisions FILE.
      #   owner EMAIL   a member becomes the owner of the organisation
      #   delete        it goes, with all that belongs to it
      #   rename NAME   the user gets this address, the organisation this id
      # A line whose decision is empty is left as it is. "seen" stays: what changes until then is not decided.
      """;

  /** Writes what is to be decided, into a new file. */
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

  /** Refuses a file that is there, since a person may have written in it, or cannot be made. */
  public static void requireNew(Path file) {
    if (Files.exists(file)) {
      throw new IllegalArgumentException(
          file + " is there already: --apply takes the decisions in it, or remove it");
    }
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw new IllegalArgumentException("there is no directory for " + file);
    }
  }

  /**
   * Reads what was decided.
   *
   * @throws IllegalArgumentException if a line cannot be understood; the message names it
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
      throw new IllegalArgumentException(file + " is not written in UTF-8", e);
    }
  }

  private static void check(JsonNode node) {
    if (!node.isObject()) {
      throw new IllegalArgumentException("is not a JSON object");
    }
    for (String name : node.propertyNames()) {
      if (!NEEDED.contains(name) && !FOR_PEOPLE.contains(name)) {
        throw new IllegalArgumentException("there is no field " + name);
      }
    }
    NEEDED.forEach(name -> text(node, name));
  }

  private static String text(JsonNode node, String name) {
    JsonNode value = node.get(name);
    if (value == null || !value.isString()) {
      throw new IllegalArgumentException(name + " is missing, or no text");
    }
    return value.stringValue();
  }

  /** Tells a decision that was refused with its line. */
  public IllegalArgumentException refused(Decision.Refused e) {
    return refused(file, lines.get(e.index()), String.valueOf(e.getMessage()));
  }

  private static IllegalArgumentException refused(Path file, int line, String why) {
    return new IllegalArgumentException(file + ", line " + line + ": " + why);
  }
}
