package dev.orgtable.cli;

import java.io.PrintWriter;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The help of a command, with its options in sections, and what is said of a mistake. */
final class Usage {

  /** Options of {@code serve} itself that concern the table. */
  private static final Set<String> OF_TABLE = Set.of("--memory", "--create-table");

  /** A section of the options, in the order of the help. */
  private enum Section {
    OWN(""),
    SERVER("Server"),
    TABLE("Table"),
    SIGN_IN("Sign-in and access of people"),
    INVITATIONS("Invitations and mail");

    private final String heading;

    Section(String heading) {
      this.heading = heading;
    }

    static Section of(OptionSpec option) {
      if (!(option.userObject() instanceof Field field) || option.usageHelp()) {
        return OWN;
      }
      Class<?> place = field.getDeclaringClass();
      if (place == TableOptions.class || place == EngineOptions.class) {
        return TABLE;
      }
      if (place == ServeCommand.class) {
        return OF_TABLE.contains(option.longestName()) ? TABLE : SERVER;
      }
      if (place == OpenIdOptions.class || place == ConsoleOptions.class) {
        return SIGN_IN;
      }
      return place == InvitationOptions.class ? INVITATIONS : place == Secrets.class ? SERVER : OWN;
    }
  }

  private Usage() {}

  /** Puts the options of a command and its subcommands into sections. */
  static void group(CommandLine command) {
    command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, Usage::options);
    command.getSubcommands().values().forEach(Usage::group);
  }

  private static String options(Help help) {
    Map<Section, List<OptionSpec>> sections = new EnumMap<>(Section.class);
    help.commandSpec().options().stream()
        .filter(option -> !option.hidden())
        .sorted(Comparator.comparing(OptionSpec::longestName))
        .forEach(
            option ->
                sections
                    .computeIfAbsent(Section.of(option), section -> new ArrayList<>())
                    .add(option));
    StringBuilder text = new StringBuilder();
    sections.forEach(
        (section, options) -> {
          if (!section.heading.isEmpty()) {
            text.append(String.format("%n%s:%n", section.heading));
          }
          Help.Layout layout = help.createDefaultLayout();
          layout.addOptions(options, help.parameterLabelRenderer());
          text.append(layout);
        });
    return text.toString();
  }

  /**
   * Reports a mistake in a command: what is wrong, what may have been meant, and how to get help. A
   * command without its subcommand shows which there are.
   */
  static void report(ParameterException mistake) {
    CommandLine command = mistake.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(command.getColorScheme().errorText(String.valueOf(mistake.getMessage())));
    boolean showsAll = !command.getSubcommands().isEmpty();
    if (mistake instanceof UnmatchedArgumentException unmatched) {
      showsAll = false;
      if (unmatched.isUnknownOption()) {
        String unknown = unmatched.getUnmatched().get(0).replaceFirst("^--?", "");
        OptionDefaults.nearest(names(command), unknown)
            .ifPresent(name -> err.println("Did you mean: --" + name + "?"));
      } else {
        UnmatchedArgumentException.printSuggestions(unmatched, err);
      }
    }
    if (showsAll) {
      command.usage(err, command.getColorScheme());
    } else {
      err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    }
  }

  private static Set<String> names(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .map(option -> option.longestName().substring(2))
        .collect(Collectors.toSet());
  }
}
