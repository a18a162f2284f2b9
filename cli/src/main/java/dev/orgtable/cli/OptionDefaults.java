package dev.orgtable.cli;

import dev.orgtable.embedded.DynoxideProgram;
import dev.orgtable.embedded.EngineType;
import dev.orgtable.embedded.Engines;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The options of {@code serve} that are not on the command line: {@code --health-port} is {@code
 * ORGTABLE_HEALTH_PORT} in the environment, or else {@code health-port} in the file of properties
 * that {@code --config} names. The other commands take those of them that select the table, and
 * {@code health} the port.
 */
final class OptionDefaults implements IDefaultValueProvider {

  private static final String PREFIX = "ORGTABLE_";
  private static final String CONFIG = "config";

  /** The least similarity of a name that is suggested, 0 to 1. */
  private static final double SIMILAR = 0.8;

  /** The most edits between a variable and the one that is suggested. */
  private static final int MOST_EDITS = 2;

  private static final String HEALTH_PORT = "--health-port";

  /** The variables that the embedded engine reads itself. They are no options. */
  private static final Set<String> OF_ENGINES = Set.of(Engines.VARIABLE, DynoxideProgram.VARIABLE);

  /** Other variables that are no options: secrets, and those that the program's script reads. */
  private static final Set<String> OTHERS =
      Set.of(ConsoleOptions.SECRET, InvitationOptions.PASSWORD, "ORGTABLE_JAVA_OPTIONS");

  private final Map<String, String> environment;

  /** The files read: each once, since it may be a pipe. */
  private final Map<Path, Properties> files = new HashMap<>();

  OptionDefaults(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || !isTaken(option)) {
      return null;
    }
    // Picocli would replace ${…}.
    return value(option).map(value -> value.replace("$", "$$")).orElse(null);
  }

  /**
   * Refuses names in the environment and the file that are not options.
   *
   * @throws ParameterException if there is one; the message has the option whose name is nearest
   */
  void check(ParseResult parsed) {
    Set<String> names =
        parsed.commandSpec().subcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .filter(spec -> spec.userObject() instanceof ServeCommand)
            .flatMap(spec -> spec.options().stream())
            .filter(OptionDefaults::isSetting)
            .map(OptionDefaults::property)
            .collect(Collectors.toSet());
    Set<String> variables =
        names.stream().map(OptionDefaults::variable).collect(Collectors.toSet());
    variables.addAll(OF_ENGINES);
    CommandLine command = deepest(parsed).commandSpec().commandLine();
    for (String name : new TreeSet<>(environment.keySet())) {
      if (name.startsWith(PREFIX) && !variables.contains(name) && !OTHERS.contains(name)) {
        throw new ParameterException(command, unknown(name, variables));
      }
      if (variables.contains(name) && environment.getOrDefault(name, "").isBlank()) {
        throw new ParameterException(
            command, "the environment variable " + name + " is empty: unset it, or set a value");
      }
    }
    checkEngine(command);
    names.remove(CONFIG);
    for (String name : new TreeSet<>(file(command.getCommandSpec()).stringPropertyNames())) {
      if (!names.contains(name)) {
        throw new ParameterException(
            command,
            "unknown property " + name + " in " + config(command) + meant(nearest(names, name)));
      }
    }
  }

  private void checkEngine(CommandLine command) {
    String engine = environment.get(Engines.VARIABLE);
    if (engine == null) {
      return;
    }
    try {
      EngineType.named(engine);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          command, "the environment variable " + Engines.VARIABLE + ": " + e.getMessage(), e);
    }
  }

  /** Returns where the options came from that are not on the command line and that a text names. */
  List<String> sources(CommandLine command, String text) {
    return command.getCommandSpec().options().stream()
        .filter(option -> text.matches("(?s).*" + option.longestName() + "(?![a-z-]).*"))
        .filter(option -> isTaken(option) && isUnmatched(command, option))
        .filter(option -> value(option).isPresent())
        .map(option -> option.longestName() + " is set by " + source(command, option))
        .toList();
  }

  private static boolean isUnmatched(CommandLine command, OptionSpec option) {
    ParseResult parsed = command.getParseResult();
    return parsed == null || !parsed.hasMatchedOption(option);
  }

  private String source(CommandLine command, OptionSpec option) {
    String variable = variable(property(option));
    return environment.containsKey(variable)
        ? "the environment variable " + variable
        : "--config " + config(command);
  }

  private static boolean isSetting(OptionSpec option) {
    return !option.usageHelp() && !option.versionHelp();
  }

  private static boolean isTaken(OptionSpec option) {
    return isSetting(option)
        && (option.command().userObject() instanceof ServeCommand
            || (option.command().userObject() instanceof HealthCommand
                && option.longestName().equals(HEALTH_PORT))
            || option.command().mixins().values().stream()
                .filter(mixin -> mixin.userObject() instanceof TableOptions)
                .anyMatch(table -> table.findOption(option.longestName()) != null));
  }

  private Optional<String> value(OptionSpec option) {
    String name = property(option);
    String variable = variable(name);
    if (environment.containsKey(variable)) {
      return OF_ENGINES.contains(variable)
          ? Optional.empty()
          : Optional.of(environment.get(variable));
    }
    return name.equals(CONFIG)
        ? Optional.empty()
        : Optional.ofNullable(file(option.command()).getProperty(name));
  }

  /** Returns the content of the file; empty if there is none. */
  private Properties file(CommandSpec command) {
    Path file = config(command.commandLine());
    return file == null
        ? new Properties()
        : files.computeIfAbsent(file, each -> read(command.commandLine(), each));
  }

  private static Properties read(CommandLine command, Path file) {
    // Decoded as a whole first, so that bytes that are not UTF-8 are refused.
    try (Reader text = new StringReader(withoutMark(Files.readString(file)))) {
      Properties properties = new Once();
      properties.load(text);
      return properties;
    } catch (IOException | IllegalArgumentException e) {
      throw new ParameterException(
          command, "--" + CONFIG + " " + file + ": " + Failures.describe(e), e);
    }
  }

  /** Removes the byte order mark, which some editors write before the first name. */
  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private @Nullable Path config(CommandLine command) {
    OptionSpec option = command.getCommandSpec().findOption("--" + CONFIG);
    if (option == null) {
      return null;
    }
    Path given = option.getValue();
    String variable = environment.get(variable(CONFIG));
    return given == null && variable != null ? Path.of(variable) : given;
  }

  private static ParseResult deepest(ParseResult parsed) {
    return parsed.asCommandLineList().get(parsed.asCommandLineList().size() - 1).getParseResult();
  }

  /** Returns the most similar name; empty if none is similar. */
  static Optional<String> nearest(Set<String> names, String name) {
    JaroWinklerSimilarity similarity = new JaroWinklerSimilarity();
    return new TreeSet<>(names)
        .stream()
            .filter(each -> similarity.apply(each, name) >= SIMILAR)
            .max(Comparator.comparingDouble(each -> similarity.apply(each, name)));
  }

  /** Variables of other programs may begin likewise: only one that is misspelt is corrected. */
  private static String unknown(String variable, Set<String> known) {
    LevenshteinDistance edits = LevenshteinDistance.getDefaultInstance();
    Optional<String> misspelt =
        new TreeSet<>(known)
            .stream()
                .filter(each -> edits.apply(each, variable) <= MOST_EDITS)
                .min(Comparator.comparingInt(each -> edits.apply(each, variable)));
    return "unknown environment variable "
        + variable
        + (misspelt.isPresent()
            ? meant(misspelt)
            : ": names that begin with "
                + PREFIX
                + " are options of the server; unset it or rename it");
  }

  private static String meant(Optional<String> name) {
    return name.map(each -> "; did you mean " + each + "?").orElse("");
  }

  private static String property(OptionSpec option) {
    return option.longestName().substring(2);
  }

  private static String variable(String property) {
    return PREFIX + property.replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** Properties that refuse a second value for a name. */
  private static final class Once extends Properties {
    @Override
    public synchronized @Nullable Object put(Object name, Object value) {
      if (containsKey(name)) {
        throw new IllegalArgumentException("the property " + name + " is defined twice");
      }
      return super.put(name, value);
    }
  }
}
